import type { ErrorAnswer, FieldError } from '#shared/api/envelope.ts';
import type { ErrorCode } from '#shared/base/error-codes.ts';

type ApiFaultFacts = {
  readonly code: ErrorCode;
  /** The HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly fields?: readonly FieldError[];
  readonly requestId?: string | null;
  readonly cause?: unknown;
};

/** A call to the office that brought no answer, or an error: with its code, its fields and the id that support asks for. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault';
  readonly code: ErrorCode;
  readonly status: number;
  readonly fields: readonly FieldError[];
  readonly requestId: string | null;

  constructor(message: string, facts: ApiFaultFacts) {
    super(message, facts.cause === undefined ? {} : { cause: facts.cause });
    this.code = facts.code;
    this.status = facts.status;
    this.fields = facts.fields ?? [];
    this.requestId = facts.requestId ?? null;
  }
}

/** The line is cut, or the office is down. */
export function noAnswer(cause: unknown): ApiFault {
  return new ApiFault('No answer came from the office.', { code: 'office_unreachable', status: 0, cause });
}

/** What the office refused; somebody else's page (a hotel's sign-in) is told apart. */
export function refusedAnswer(status: number, error: ErrorAnswer | 'unreadable'): ApiFault {
  if (error === 'unreadable') {
    return new ApiFault('Something other than the office answered.', { code: 'office_answer_odd', status });
  }
  const { message, code, errors, requestId } = error;
  return new ApiFault(message, { code, status, fields: errors, requestId });
}
