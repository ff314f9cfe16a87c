import { Fault } from '#shared/base/fault.ts';
import type { MakeId } from '#shared/base/ids.ts';
import { TRANSIENT_TRIES_MAX } from '#shared/sync/limits.ts';
import type { PushAnswer, PushRequest } from '#shared/sync/push.ts';
import type { Metrics } from '#server/platform/metrics/metrics.ts';
import type { Pool, Tx } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import type { TillToken } from '../door/till-token.ts';
import { type Signed, requireTillSignature } from '../door/till-signature.ts';
import { type LockedTill, lockCaller } from '../till/locked-till.ts';
import { type SessionVerdict, useSession } from '../till/use-session.ts';
import type { Breaker } from './breaker.ts';
import { countPushed } from './count-pushed.ts';
import { countTry } from './count-tries.ts';
import { failureKind } from './failure-kind.ts';
import { type ReadPush, type Taking, readPush, takeBatch } from './take-batch.ts';
import type { TillTurns } from './till-turns.ts';

export type PushDeps = {
  readonly pool: Pool;
  readonly nowMs: () => number;
  readonly makeId: MakeId;
  readonly breaker: Breaker;
  readonly turns: TillTurns;
  readonly metrics: Pick<Metrics, 'pushed' | 'paid'>;
  /** Something that a person who runs the server must hear of. */
  readonly alarm: (what: object, message: string) => void;
};

/** A push as it came: what it says, and what proves that this till said it. */
export type SignedPush = Signed & { readonly request: PushRequest };

/** A run of changes, and who lets it in once the till is locked. */
export type Sent = {
  readonly request: PushRequest;
  readonly admit: (tx: Tx, till: LockedTill) => Promise<SessionVerdict>;
};

const RETRIES_NOW_MAX = 3;

/**
 * Takes what a till sold: applied with all its effects, or kept in quarantine; answered only after a durable commit.
 *
 * @throws {Fault} `signature_invalid`, `stale_session`, `till_cloned`, `till_forked`, `sequence_gap`, or `unavailable`
 * for what may pass: the till keeps all and sends it again
 */
export function push(deps: PushDeps, token: TillToken, signed: SignedPush): Promise<PushAnswer> {
  const { request } = signed;
  const useSigned: Sent['admit'] = (tx, till) => {
    requireTillSignature(till, request, signed);
    return useSession(tx, till, { session: request.session, at: new Date(deps.nowMs()), makeId: deps.makeId });
  };
  return takeSent(deps, token, { request, admit: useSigned });
}

/** The one way in for what tills sold, whoever brings it: in the till's turn, durable before it is answered. */
export function takeSent(deps: PushDeps, token: TillToken, sent: Sent): Promise<PushAnswer> {
  const reading = readPush(sent.request);
  // Whoever waits for its turn hears of it then.
  reading.catch(() => undefined);
  // Its place is taken before it is read: the shorter of two pushes of a till must not overtake the other meanwhile.
  return deps.turns(token.tillId, async () => pushInTurn(deps, token, { ...sent, ...(await reading) }));
}

type ReadSent = Sent & ReadPush;

async function pushInTurn(deps: PushDeps, token: TillToken, sent: ReadSent): Promise<PushAnswer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await pushOnce(deps, token, sent, null);
    } catch (error) {
      if (error instanceof Fault) throw error;
      const kind = failureKind(error);
      if (kind.isWorthRetryNow && tries < RETRIES_NOW_MAX) continue;
      deps.alarm({ err: error, tillId: token.tillId, code: kind.code }, 'a push failed and is asked for again');
      return giveUpOrWait(deps, token, sent, kind.code);
    }
  }
}

/** A change alone that failed too often goes to quarantine; anything else is asked for again, in smaller parts. */
async function giveUpOrWait(deps: PushDeps, token: TillToken, sent: ReadSent, code: string): Promise<PushAnswer> {
  const [only, ...others] = sent.request.changes;
  if (only !== undefined && others.length === 0) {
    const tries = await countTry(deps, token, only, code).catch(() => 0);
    if (tries >= TRANSIENT_TRIES_MAX)
      return pushOnce(deps, token, sent, { seq: only.seq, code: `failed_${code}`.slice(0, 60) });
  }
  throw new Fault('unavailable', 'The server can’t take this just now. The till keeps it and sends it again.', {
    retry: 'later',
  });
}

async function pushOnce(
  deps: PushDeps,
  token: TillToken,
  sent: ReadSent,
  giveUp: Taking['giveUp'],
): Promise<PushAnswer> {
  const answer = await withTenant(deps.pool, token.businessId, async (tx) => {
    await prepareTransaction(tx);
    const till = await lockCaller(tx, token);
    const use = await sent.admit(tx, till);
    if (use === 'cloned') return null;
    const isRevoked = token.scope === 'push_quarantine' || till.status !== 'active';
    return takeBatch(tx, till, sent, {
      nowMs: deps.nowMs(),
      makeId: deps.makeId,
      breaker: deps.breaker,
      isRevoked,
      giveUp,
    });
  });
  if (answer === null)
    throw new Fault('till_cloned', 'Two machines are the same till. The owner chooses which of the two stays.');
  countPushed(deps.metrics, sent, answer);
  return answer;
}

/**
 * Whatever the database is set to: an answer means that the disk has it.
 *
 * A push looks up by keys only. A table that grows by a week in a minute is known to the planner as the small one that it
 * was: without this each push read all changes of the business to find none, or started another process to look for them.
 */
async function prepareTransaction(tx: Tx): Promise<void> {
  await tx`select set_config('synchronous_commit', 'on', true), set_config('lock_timeout', '10s', true),
    set_config('statement_timeout', '25s', true), set_config('enable_seqscan', 'off', true),
    set_config('max_parallel_workers_per_gather', '0', true), set_config('jit', 'off', true)`;
}
