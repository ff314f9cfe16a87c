import { createHash } from 'node:crypto';
import { Fault } from '#shared/base/fault.ts';
import type { Tx } from '../../store/pool.ts';
import type { Session } from '../sign-in/session.ts';
import { BadInput } from './bad-input.ts';
import type { RequestContext } from './request-env.ts';

const KEY_LENGTH_MAX = 200;
const KEPT_MS = 24 * 60 * 60_000;
const FORGOTTEN_AT_ONCE = 100;
/** In the place of an answer that is shown once. */
const NOT_KEPT = '';

/**
 * Lets a POST happen once: the same Idempotency-Key and request give the first answer again, for a day.
 *
 * The key is taken in the transaction of the work itself. A second request with it waits for the first to end, and finds
 * either its answer or, where it failed, nothing. An answer that is shown once is not kept: then only that it was given.
 */
export async function answerOnce(
  asked: {
    readonly context: RequestContext;
    readonly tx: Tx;
    readonly session: Session;
    readonly nowMs: number;
    readonly isSecret?: boolean;
  },
  came: string | Uint8Array,
  answer: () => Promise<Response>,
): Promise<Response> {
  const { context, tx, session } = asked;
  const key = context.req.header('idempotency-key');
  if (key === undefined || key === '') return answer();
  if (key.length > KEY_LENGTH_MAX)
    throw new BadInput([{ field: 'idempotency-key', message: `A key has at most ${KEY_LENGTH_MAX} characters.` }]);
  const hash = createHash('sha256').update(`${context.req.method} ${context.req.path}\n`).update(came).digest('hex');
  const now = new Date(asked.nowMs);
  await forgetOldKeys(asked);
  const taken = await tx`
    insert into idempotency_keys (business_id, user_id, key, request_hash, created_at, updated_at)
    values (${session.businessId}, ${session.userId}, ${key}, ${hash}, ${now}, ${now})
    on conflict do nothing returning key`;
  if (taken.length === 0) return firstAnswer(asked, key, hash);
  const response = await answer();
  const body = asked.isSecret === true ? NOT_KEPT : await response.clone().text();
  await tx`
    update idempotency_keys set response_status = ${response.status}, response_body = ${body}, updated_at = ${now}
    where business_id = ${session.businessId} and user_id = ${session.userId} and key = ${key}`;
  return response;
}

/** A few at a time, and none that another request is forgetting just now. */
async function forgetOldKeys({
  tx,
  session,
  nowMs,
}: {
  readonly tx: Tx;
  readonly session: Session;
  readonly nowMs: number;
}): Promise<void> {
  await tx`
    delete from idempotency_keys k where k.business_id = ${session.businessId} and (k.user_id, k.key) in (
      select old.user_id, old.key from idempotency_keys old
      where old.business_id = ${session.businessId} and old.created_at < ${new Date(nowMs - KEPT_MS)}
      limit ${FORGOTTEN_AT_ONCE} for update skip locked)`;
}

async function firstAnswer(
  { context, tx, session }: { readonly context: RequestContext; readonly tx: Tx; readonly session: Session },
  key: string,
  hash: string,
): Promise<Response> {
  const [first] = await tx<{ request_hash: string; response_status: 200 | 201 | 202; response_body: string }[]>`
    select request_hash, response_status, response_body from idempotency_keys
    where business_id = ${session.businessId} and user_id = ${session.userId} and key = ${key}`;
  if (first === undefined)
    throw new Fault('unavailable', 'The first request with this key has just ended. Send it again.', {
      retry: 'later',
    });
  if (first.request_hash !== hash)
    throw new Fault('key_reused', 'The idempotency key was used for another request. Use a new key for a new request.');
  if (first.response_body === NOT_KEPT)
    throw new Fault(
      'conflict',
      'This was done by the first request with this key, whose answer is shown once. Use a new key to do it again.',
    );
  context.header('idempotency-replayed', 'true');
  context.header('cache-control', 'no-store');
  return context.newResponse(first.response_body, first.response_status, {
    'content-type': 'application/json; charset=UTF-8',
  });
}
