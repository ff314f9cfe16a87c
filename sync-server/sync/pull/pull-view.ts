/** Whose page is read, and what of it is too old. */
export type PullView = {
  readonly businessId: string;
  readonly storeId: string;
  readonly tillId: string;
  readonly scope: string;
  readonly protocol: number;
  readonly salesFrom: string;
  /** Own changes that the till holds, acknowledged: of this epoch, up to this seq. */
  readonly have: { readonly epochCounter: number; readonly seq: number } | null;
};

/** Stands for a row that this till neither gets nor loses. */
export const SKIPPED: unique symbol = Symbol('skipped');

/** The data of rows, as the JSON that goes out, by their feed id; a row without any is gone for this till, and what is skipped is none of its business at all. */
export type LoadedRows = ReadonlyMap<string, string | typeof SKIPPED>;

/** Where in a class a part begins, and how many rows of the feed it has at most. */
export type Place = { readonly position: number; readonly limit: number };

/** Rows of a class in their order: the JSON that goes out, one or several rows in each text, with a comma between. */
export type PagePart = {
  readonly texts: readonly string[];
  /** Rows of the feed that it stands for, those among them that are none of the till's business. */
  readonly rows: number;
  readonly bytes: number;
  readonly position: number;
};
