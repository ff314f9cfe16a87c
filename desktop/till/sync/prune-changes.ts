import { epochCounter } from '#shared/changes/hash-chain.ts';
import { type Position, comparePosition } from '#shared/stock/level-rules.ts';
import type { Writer } from '../store/till-tables.ts';
import { KEEP_ACKED_MS } from './apply-own-fact.ts';

/** One turn looks at so many of an epoch's oldest changes, so that it never holds up a sale. */
const AT_ONCE = 500;

/**
 * Forgets acknowledged changes after ninety days, oldest first and without leaving a hole, so that the file does not grow
 * for ever.
 *
 * Never one that waits or stands in quarantine, never one that the levels are not known to contain, and never the last of
 * an epoch, by which a server that went back is recognised.
 *
 * @returns how many were forgotten
 */
export function pruneChanges(writer: Writer, nowMs: number): number {
  const mark = writer.sync.marks().find((known) => known.class === 'levels');
  const through = mark?.completeThroughEpoch ?? null;
  if (mark === undefined || through === null) return 0;
  const contained: Position = { epochCounter: epochCounter(through), seq: mark.completeThroughSeq };
  let pruned = 0;
  for (const epoch of writer.changes.epochs()) {
    const firstWaiting = writer.places.firstWaitingSeq(epoch);
    const last = Math.min((writer.changes.head(epoch)?.seq ?? 0) - 1, (firstWaiting ?? Number.POSITIVE_INFINITY) - 2);
    let throughSeq = 0;
    for (const { seq, state, ackedMs } of writer.places.oldest(epoch, AT_ONCE)) {
      const isOld = state === 'acked' && ackedMs !== null && ackedMs < nowMs - KEEP_ACKED_MS;
      if (seq > last || !isOld || comparePosition({ epochCounter: epochCounter(epoch), seq }, contained) > 0) break;
      throughSeq = seq;
    }
    if (throughSeq > 0) pruned += writer.places.prune(epoch, throughSeq);
  }
  return pruned;
}
