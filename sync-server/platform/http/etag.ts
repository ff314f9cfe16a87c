import { createHash } from 'node:crypto';
import { Fault } from '#shared/base/fault.ts';
import type { RequestContext } from './request-env.ts';

/** The version of what an answer shows: equal contents have equal ETags. */
export function etagOf(shown: unknown): string {
  return `"${createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22)}"`;
}

/** @throws {Fault} `version_required` where the request names none */
export function requireIfMatch(context: RequestContext): string {
  const named = context.req.header('if-match');
  if (named !== undefined && named !== '') return named.replace(/^W\//, '');
  throw new Fault(
    'version_required',
    'The request does not say which version it edits. Send the ETag that you read as If-Match.',
  );
}
