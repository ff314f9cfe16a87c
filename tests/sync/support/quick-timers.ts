import type { Timers } from '#till/ports/timers.ts';

/** Real timers on a clock that runs faster: a back-off of seconds passes in milliseconds, in the same order. */
export function quickTimers(speed: number): Timers {
  return {
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs / speed);
      return () => clearTimeout(timer);
    },
    monotonicMs: () => performance.now() * speed,
  };
}

const LOOK_EVERY_MS = 5;

/** Resolves once the condition holds; fails with its name where it does not in time. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, withinMs = 15_000): Promise<void> {
  const endMs = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_EVERY_MS);
    });
  }
}
