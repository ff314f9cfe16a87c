import type { Timers } from '#till/ports/timers.ts';

/** The machine's own timers and its clock that only grows. They keep no process alive that wants to end. */
export const systemTimers: Timers = {
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
  monotonicMs: () => performance.now(),
};
