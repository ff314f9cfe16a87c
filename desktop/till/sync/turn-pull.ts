import { epochCounter } from '#shared/changes/hash-chain.ts';
import type { AppliedThrough } from '#shared/sync/pull.ts';
import type { Reader } from '../store/till-tables.ts';
import type { LaneResult } from './lane.ts';
import { applyFeedPage } from './apply-feed-page.ts';
import { finishHealing } from './finish-healing.ts';
import { feedContext } from './feed-context.ts';
import { type PulledPage, pulledPageSchema } from './pulled-page.ts';
import { CURSOR_KEY, resyncingClasses } from './resync-state.ts';
import { PULL_MOVES, WORK } from './sync-state.ts';
import { type Turn, follow, signIn } from './turn.ts';

/** A page and its cursor are on the disk within this time, so that a sale never waits longer for them. */
const APPLY_MS_MAX = 100;

/** Asks for what moved after the cursor, and puts one page into the tables. */
export async function turnPull(turn: Turn, signal: AbortSignal): Promise<LaneResult> {
  const { memory } = turn;
  const { state, session } = memory;
  const scope = WORK[state].pull;
  if (scope === 'none' || session === null) return 'halt';
  const signed = await signIn(turn, signal);
  if (signal.aborted) return 'halt';
  const size = memory.pullSize;
  if ('failed' in signed) return follow(turn, PULL_MOVES[signed.failed.kind], { ...signed.failed, size });
  const asked = turn.store.read((reader) => {
    const resyncing = resyncingClasses(reader);
    const acknowledged = scope === 'all' ? acknowledgedThrough(reader) : null;
    return {
      cursor: reader.meta.get(CURSOR_KEY),
      isOwnFirst: resyncing.has('own'),
      acknowledged,
      have: resyncing.size === 0 ? acknowledged : null,
    };
  });
  const only = scope === 'own' || asked.isOwnFirst ? 'own' : null;
  const query = new URLSearchParams({
    limit: String(size.now()),
    session: String(session),
    protocol: String(turn.protocol),
  });
  if (asked.cursor !== null) query.set('cursor', asked.cursor);
  if (asked.cursor !== null && asked.have !== null) {
    query.set('haveEpoch', asked.have.epoch);
    query.set('haveSeq', String(asked.have.seq));
  }
  if (only !== null) query.set('only', only);
  const reply = await turn.office.ask({
    method: 'GET',
    path: `/api/v1/sync/pull?${query.toString()}`,
    headers: { authorization: signed.token.header },
    schema: pulledPageSchema,
    signal,
  });
  if (signal.aborted) return 'halt';
  // Switched off while it healed: it is given nothing back, and what it holds goes out under the epoch that it was granted.
  if (reply.kind === 'revoked' && memory.healing !== null) finishHealing(turn, memory.healing);
  if (reply.kind !== 'good') return follow(turn, PULL_MOVES[reply.kind], { ...reply, size });
  memory.contacted({ ...reply, serverTimeMs: reply.answer.serverTime });
  // The world moved on while it was under way: a page of another session, or for another purpose, is dropped.
  if (memory.session !== session || memory.state !== state) return 'halt';
  if (asked.acknowledged !== null && hasLess(reply.answer.appliedThrough, asked.acknowledged)) {
    turn.log.warn('sync_office_has_less', {
      acknowledged: asked.acknowledged.seq,
      has: reply.answer.appliedThrough?.seq ?? 0,
    });
    memory.state = 'greeting';
    memory.greetings += 1;
    return 'halt';
  }
  const cursor = turn.store.read((reader) => reader.meta.get(CURSOR_KEY));
  return cursor === asked.cursor ? take(turn, reply.answer, only) : 'more';
}

/** Up to where the office acknowledged what this till wrote: that need not come back. */
function acknowledgedThrough(reader: Reader): AppliedThrough | null {
  const epoch = reader.meta.epoch()?.epoch;
  const head = epoch === undefined ? null : reader.changes.head(epoch);
  if (epoch === undefined || head === null) return null;
  const waiting = reader.places.firstWaitingSeq(epoch);
  return { epoch, seq: waiting === null ? head.seq : waiting - 1 };
}

/**
 * Whether the office lacks what it had acknowledged before it was asked: it came back from a backup. A till that has nothing
 * more to send would learn it from nothing else, and hello tells what to send again.
 */
function hasLess(applied: AppliedThrough | null, acknowledged: AppliedThrough): boolean {
  if (acknowledged.seq === 0) return false;
  if (applied === null) return true;
  const counters = [epochCounter(applied.epoch), epochCounter(acknowledged.epoch)] as const;
  return counters[0] < counters[1] || (applied.epoch === acknowledged.epoch && applied.seq < acknowledged.seq);
}

function take(turn: Turn, page: PulledPage, only: 'own' | null): LaneResult {
  const { memory } = turn;
  const startedMs = turn.timers.monotonicMs();
  const isEmpty = page.changes.length === 0;
  const context = feedContext(turn);
  if (context === null) return 'halt';
  const applied = turn.store.write((writer) => applyFeedPage(writer, page, context));
  const tookMs = turn.timers.monotonicMs() - startedMs;
  if (!isEmpty)
    memory.pullSize.cap(
      tookMs < APPLY_MS_MAX / 2 ? Number.MAX_SAFE_INTEGER : Math.floor((applied.rows * APPLY_MS_MAX * 0.8) / tookMs),
    );
  memory.pullSize.good();
  memory.mustUpgrade = false;
  memory.lastPullMs = turn.nowMs();
  if (!isEmpty) memory.moved();
  for (const topic of applied.topics) turn.onPush(topic);
  if (applied.parked > 0 && memory.healing === null) turn.log.warn('sync_parked', { rows: applied.parked });
  if (page.hasMore && !(only === 'own' && page.complete.includes('own'))) return 'more';
  if (memory.healing !== null) {
    finishHealing(turn, memory.healing);
    return 'more';
  }
  // What was asked for alone is here; the rest comes next.
  return only === null ? 'idle' : 'more';
}
