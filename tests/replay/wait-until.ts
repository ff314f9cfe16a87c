import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 10;

/** Waits for something that another process or a worker does by itself; throws with `what` where it takes too long. */
export async function waitUntil(
  what: string,
  withinMs: number,
  holds: () => Promise<boolean> | boolean,
): Promise<void> {
  const endMs = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error(`This took longer than ${withinMs / 1000} s: ${what}.`);
    await pause(LOOK_EVERY_MS);
  }
}
