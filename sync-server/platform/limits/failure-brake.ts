import type { NowMs } from '#shared/base/time.ts';

const FREE_FAILURES = 5;
const PAUSE_MIN_MS = 1_000;
const PAUSE_MAX_MS = 60_000;
const FORGOTTEN_AFTER_MS = 15 * 60_000;
const KEYS_MAX = 10_000;

type Failures = { count: number; lastMs: number };

/**
 * Slows whoever fails again and again: after five failures each further one doubles the pause, up to a minute.
 *
 * Nobody is ever locked out, so that a stranger can't close somebody's account by guessing at it.
 */
export interface FailureBrake {
  /** How long this key still has to wait; 0 for not at all. */
  readonly pauseMs: (key: string) => number;
  readonly fail: (key: string) => void;
  readonly succeed: (key: string) => void;
}

export function createFailureBrake(nowMs: NowMs): FailureBrake {
  const failures = new Map<string, Failures>();
  const known = (key: string): Failures | undefined => {
    const found = failures.get(key);
    if (found === undefined || nowMs() - found.lastMs < FORGOTTEN_AFTER_MS) return found;
    failures.delete(key);
    return undefined;
  };
  return {
    pauseMs: (key) => {
      const found = known(key);
      if (found === undefined || found.count < FREE_FAILURES) return 0;
      const pause = Math.min(PAUSE_MAX_MS, PAUSE_MIN_MS * 2 ** (found.count - FREE_FAILURES));
      return Math.max(0, found.lastMs + pause - nowMs());
    },
    fail: (key) => {
      const count = (known(key)?.count ?? 0) + 1;
      failures.delete(key);
      failures.set(key, { count, lastMs: nowMs() });
      const oldest = failures.keys().next();
      if (failures.size > KEYS_MAX && oldest.done !== true) failures.delete(oldest.value);
    },
    succeed: (key) => void failures.delete(key),
  };
}
