import type { ErrorCode } from '#shared/base/error-codes.ts';

/** What can come of a request to the office, as far as the till acts on it. */
export type ReplyKind =
  | 'good'
  | 'no_line'
  | 'unreachable'
  | 'odd'
  | 'busy'
  | 'sign_in_again'
  | 'greet_again'
  | 'new_epoch'
  | 'cloned'
  | 'revoked'
  | 'refused'
  | 'resync'
  | 'went_back'
  | 'upgrade';

/** What a code of the office means for the till; it goes before the status. */
const BY_CODE: Readonly<Partial<Record<ErrorCode, ReplyKind>>> = {
  stale_session: 'greet_again',
  sequence_gap: 'greet_again',
  till_forked: 'new_epoch',
  till_cloned: 'cloned',
  till_revoked: 'revoked',
  resync: 'resync',
  went_back: 'went_back',
  upgrade_required: 'upgrade',
  token_expired: 'sign_in_again',
  // An office that forgot this till, restored from before it was enrolled, takes it over where it signs in anew.
  not_found: 'sign_in_again',
  signature_invalid: 'greet_again',
};

/** What a status means where the code is none of those. */
const BY_STATUS: Readonly<Record<number, ReplyKind>> = {
  400: 'refused',
  401: 'sign_in_again',
  403: 'revoked',
  408: 'busy',
  409: 'greet_again',
  410: 'resync',
  413: 'refused',
  415: 'refused',
  422: 'refused',
  426: 'upgrade',
  429: 'busy',
};

/**
 * Reads a refused or failed answer. Only what says a code of our catalogue comes from the office; a page of a hotel's
 * network, a proxy's 502 or a redirection does not, and must never move a change.
 */
export function replyKind(status: number, code: ErrorCode | null): ReplyKind {
  if (code === null) return 'odd';
  const known = BY_CODE[code];
  if (known !== undefined) return known;
  return BY_STATUS[status] ?? (status >= 500 ? 'busy' : 'odd');
}
