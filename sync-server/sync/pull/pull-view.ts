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
