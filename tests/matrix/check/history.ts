/** One change of a till's log, as far as the matrix judges it; stock effects are signed thousandths by variant. */
export type WrittenChange =
  | {
      readonly kind: 'sale';
      readonly saleId: string;
      readonly refundOf: string | null;
      readonly totalMinor: number;
      readonly moves: Readonly<Record<string, number>>;
    }
  | { readonly kind: 'edit'; readonly customerId: string; readonly value: string }
  | { readonly kind: 'other' };

/** What lay at one place at one moment, read in one transaction; sales are told as they come and go. */
export type Sighting = {
  /** A till's name, or `office`. */
  readonly reader: string;
  /** How many changes of each till are known to be there: of a till its own alone, of the office everybody's. */
  readonly heads: Readonly<Record<string, number>>;
  /** Sales that were not there at the reader's last sighting. */
  readonly came: readonly string[];
  /** Sales that were there at the reader's last sighting. */
  readonly went: readonly string[];
  /** What is not whole among those that came, in a sentence each. */
  readonly torn: readonly string[];
  /** Stock by variant, as it is shown there; what is not named is nothing. */
  readonly shown: Readonly<Record<string, number>>;
  /** The name that each customer has there. */
  readonly customers: Readonly<Record<string, string>>;
  /** How many of the reader's own sales had been answered before it was read. */
  readonly answered: number;
};

/** A read of a till's cashier that an edit was made on: the name that was there before. */
export type Edited = { readonly value: string; readonly basedOn: string };

export type TillHistory = {
  readonly name: string;
  readonly log: readonly WrittenChange[];
  /** The place and hash of each change of the log. */
  readonly hashes: readonly string[];
  /** The same as the office has it of this till. */
  readonly hashesAtOffice: readonly string[];
  /** Sales and refunds whose answer somebody got, in that order. */
  readonly answered: readonly { readonly saleId: string; readonly totalMinor: number }[];
  readonly edited: readonly Edited[];
};

/** What stands at a place once it is quiet: rows as sorted lines of text by what they are. */
export type Resting = {
  readonly place: string;
  readonly rows: Readonly<Record<string, readonly string[]>>;
  /** Stock as the place's own program says it. */
  readonly shown: Readonly<Record<string, number>>;
};

export type History = {
  readonly tills: readonly TillHistory[];
  /** The names that the customers had before anybody came. */
  readonly openingNames: Readonly<Record<string, string>>;
  /** In the order in which they were read. */
  readonly sightings: readonly Sighting[];
  readonly resting: { readonly office: Resting; readonly tills: readonly Resting[] };
};
