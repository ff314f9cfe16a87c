import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 10;

/** Waits for something that another process or a worker does by itself; says whether it came about in time. */
export async function holdsWithin(
  withinMs: number,
  holds: () => Promise<boolean> | boolean,
  lookEveryMs = LOOK_EVERY_MS,
): Promise<boolean> {
  const endMs = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > endMs) return false;
    await pause(lookEveryMs);
  }
  return true;
}

/** Waits for something that has to come about; throws with `what` where it takes too long. */
export async function waitUntil(
  what: string,
  withinMs: number,
  holds: () => Promise<boolean> | boolean,
  lookEveryMs = LOOK_EVERY_MS,
): Promise<void> {
  if (!(await holdsWithin(withinMs, holds, lookEveryMs)))
    throw new Error(`This took longer than ${withinMs / 1000} s: ${what}.`);
}
