export type FieldFault = { readonly field: string; readonly message: string };

type ApiFaultFacts = {
  /** A word of the error catalogue; `office_unreachable` where no answer came. */
  readonly code: string;
  /** The HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly fields?: readonly FieldFault[];
  readonly requestId?: string | null;
  readonly retryAfterSeconds?: number | null;
  readonly cause?: unknown;
};

/** A call to the office that brought no answer, or an error: with its code, its fields and the id that support asks for. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault';
  readonly code: string;
  readonly status: number;
  readonly fields: readonly FieldFault[];
  readonly requestId: string | null;
  readonly retryAfterSeconds: number | null;

  constructor(message: string, facts: ApiFaultFacts) {
    super(message, facts.cause === undefined ? {} : { cause: facts.cause });
    this.code = facts.code;
    this.status = facts.status;
    this.fields = facts.fields ?? [];
    this.requestId = facts.requestId ?? null;
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null;
  }
}
