import type { NowMs } from '#shared/base/time.ts';
import type { Timers } from '#till/ports/timers.ts';

type Alarm = { readonly atMs: number; readonly run: () => void };

/** Time that a test moves by hand: wall clock, monotonic clock and timers together. */
export type ManualClock = {
  readonly nowMs: NowMs;
  readonly timers: Timers;
  readonly pass: (ms: number) => void;
  readonly setWall: (ms: number) => void;
};

export function manualClock(startMs: number): ManualClock {
  let wallMs = startMs;
  let monotonicMs = 0;
  let alarms: Alarm[] = [];
  const after: Timers['after'] = (delayMs, run) => {
    const alarm = { atMs: monotonicMs + delayMs, run };
    alarms.push(alarm);
    return () => {
      alarms = alarms.filter((known) => known !== alarm);
    };
  };
  return {
    nowMs: () => wallMs,
    timers: { after, monotonicMs: () => monotonicMs },
    pass: (ms) => {
      wallMs += ms;
      monotonicMs += ms;
      const due = alarms.filter((alarm) => alarm.atMs <= monotonicMs).toSorted((one, other) => one.atMs - other.atMs);
      alarms = alarms.filter((alarm) => alarm.atMs > monotonicMs);
      for (const alarm of due) alarm.run();
    },
    setWall: (ms) => {
      wallMs = ms;
    },
  };
}
