import type { Timers } from '#till/ports/timers.ts';

/** Time may also be skipped: what falls due in it runs at once, in its order. */
export type QuickTimers = Timers & { readonly skip: (ms: number) => void };

/** What waits so long waits for somebody else. */
const DEADLINE_MS = 30_000;
const DEADLINE_REAL_MS = 5_000;

/**
 * Real timers on a clock that runs faster: a back-off of seconds passes in milliseconds, in the same order.
 *
 * Deadlines for answers are not cut that short: the office at the other end is real, and on a busy machine it takes its time.
 */
export function quickTimers(speed: number): QuickTimers {
  let skippedMs = 0;
  const pending = new Set<{ readonly dueMs: number; readonly fire: () => void }>();
  const monotonicMs = (): number => performance.now() * speed + skippedMs;
  return {
    after: (delayMs, run) => {
      const end = (): void => {
        clearTimeout(timer);
        pending.delete(one);
      };
      const fire = (): void => {
        end();
        run();
      };
      const realMs = Math.max(delayMs / speed, delayMs < DEADLINE_MS ? 0 : DEADLINE_REAL_MS);
      const one = { dueMs: monotonicMs() + realMs * speed, fire };
      const timer = setTimeout(fire, realMs);
      pending.add(one);
      return end;
    },
    monotonicMs,
    skip: (ms) => {
      skippedMs += ms;
      const due = [...pending].filter(({ dueMs }) => dueMs <= monotonicMs());
      for (const one of due.toSorted((a, b) => a.dueMs - b.dueMs)) if (pending.has(one)) one.fire();
    },
  };
}

const LOOK_EVERY_MS = 5;
/** Long enough for a machine that does five things at once; only what never comes is waited for so long. */
const WITHIN_MS = 40_000;

/** Resolves once the condition holds; fails with its name where it does not in time. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs = WITHIN_MS,
): Promise<void> {
  const endMs = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_EVERY_MS);
    });
  }
}
