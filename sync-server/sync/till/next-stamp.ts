import { type Hlc, nextHlc } from '#shared/base/hlc.ts';
import { rankStamp } from '#shared/sync/rank.ts';
import type { LockedTill } from './locked-till.ts';

/**
 * The corrected stamp of a till's next change: after the one before it, by a tick of the counter where its clock says less.
 *
 * Levels compare stamps alone, so what a till sold after a count must not share the count's stamp, even where a clock that
 * was set back or capped at arrival gives both the same.
 */
export function nextStamp(
  till: Pick<LockedTill, 'clockAheadMs'>,
  previous: Hlc,
  change: { readonly hlc: Hlc; readonly arrivedAtMs: number },
): Hlc {
  const stamp = rankStamp({
    hlc: change.hlc,
    clockAheadMs: till.clockAheadMs,
    arrivedAtMs: change.arrivedAtMs,
    previousStamp: previous,
  });
  return stamp === previous ? nextHlc(previous, 0) : stamp;
}
