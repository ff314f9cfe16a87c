import { expect, test } from 'vitest';
import { type ErrorCode, ERRORS } from '#shared/base/error-codes.ts';
import { type ReplyKind, replyKind } from './office-reply.ts';

const cells: readonly (readonly [number, ErrorCode | null, ReplyKind])[] = [
  [409, 'stale_session', 'greet_again'],
  [409, 'sequence_gap', 'greet_again'],
  [409, 'till_forked', 'new_epoch'],
  [409, 'till_cloned', 'cloned'],
  [403, 'till_revoked', 'revoked'],
  [410, 'resync', 'resync'],
  [426, 'upgrade_required', 'upgrade'],
  [401, 'token_expired', 'sign_in_again'],
  [400, 'malformed', 'refused'],
  [413, 'too_large', 'refused'],
  [415, 'unsupported_media', 'refused'],
  [422, 'bad_input', 'refused'],
  [429, 'too_many_requests', 'busy'],
  [500, 'internal', 'busy'],
  [503, 'unavailable', 'busy'],
  [200, null, 'odd'],
  [302, null, 'odd'],
  [400, null, 'odd'],
  [502, null, 'odd'],
];

test.each(cells)('%i with code %s is "%s"', (status, code, kind) => {
  expect(replyKind(status, code)).toBe(kind);
});

test('no code of the catalogue is taken for a good answer', () => {
  for (const [code, entry] of Object.entries(ERRORS)) {
    const known = Object.keys(ERRORS).find((name): name is ErrorCode => name === code);
    expect(replyKind(entry.status, known ?? null)).not.toBe('good');
  }
});
