/** One thing that must hold in the database of a business. */
export type Check = {
  /** What is compared, as the printed line begins. */
  readonly name: string;
  /** Takes the business as $1; a row for each difference: `subject`, `kept` and `truth` as text. */
  readonly sql: string;
};

/** Something that is kept otherwise than the facts say. */
export type Difference = {
  readonly check: string;
  readonly subject: string;
  readonly kept: string;
  readonly truth: string;
};

/** A row of a check as the database gives it. */
export type FoundRow = { readonly subject: string; readonly kept: string | null; readonly truth: string | null };

/** More than this of one kind says nothing new. */
export const DIFFERENCES_MAX = 1000;
