import { systemTimers } from '#devices/system-timers.ts';
import type { Timers } from '#till/ports/timers.ts';

/** The one clock of all tills. It stands while somebody works at them, and moves on with the invoices. */
export type ShopClock = {
  readonly nowMs: () => number;
  /** The monotonic clock moves with the wall clock and no further: a till takes neither for one that somebody set. */
  readonly timers: Timers;
  /** Moves on to a time; never back. */
  readonly moveTo: (nowMs: number) => void;
};

export function shopClock(startMs: number): ShopClock {
  let wallMs = startMs;
  return {
    nowMs: () => wallMs,
    timers: { after: systemTimers.after, monotonicMs: () => wallMs - startMs },
    moveTo: (nowMs) => {
      wallMs = Math.max(wallMs, nowMs);
    },
  };
}
