import { createHash } from 'node:crypto';
import type { NowMs } from '#shared/base/time.ts';
import type { SharedRedis } from '../redis/shared-redis.ts';

const FREE_FAILURES = 5;
const PAUSE_MIN_MS = 1_000;
const PAUSE_MAX_MS = 60_000;
const FORGOTTEN_AFTER_MS = 15 * 60_000;
const KEYS_MAX = 10_000;

type Failures = { readonly count: number; readonly lastMs: number };

/**
 * Slows whoever fails again and again: after five failures each further one doubles the pause, up to a minute.
 *
 * Nobody is ever locked out, so that a stranger can't close somebody's account by guessing at it.
 */
export interface FailureBrake {
  /** How long this key still has to wait; 0 for not at all. */
  readonly pauseMs: (key: string) => Promise<number>;
  readonly fail: (key: string) => Promise<void>;
  /**
   * Counts a failure before the outcome is known, and gives how long the key still has to wait; while it has to, nothing is
   * counted. Of many tries at one moment no more get through than of as many one after the other.
   */
  readonly attempt: (key: string) => Promise<number>;
  readonly succeed: (key: string) => Promise<void>;
}

/**
 * Counts in Redis for all servers together, so that whoever guesses gains nothing by asking several of them; and in this
 * process too, which is what is left while Redis is away or where there is none.
 */
export function createFailureBrake(nowMs: NowMs, redis: SharedRedis | null): FailureBrake {
  const here = failuresHere(nowMs);
  const there = redis === null ? null : failuresThere(redis, nowMs);
  return {
    pauseMs: async (key) =>
      Math.max(pauseOf(here.known(key), nowMs()), pauseOf((await there?.known(key)) ?? null, nowMs())),
    fail: async (key) => {
      here.fail(key);
      await there?.fail(key);
    },
    attempt: async (key) => {
      const pauseHere = pauseOf(here.known(key), nowMs());
      if (pauseHere > 0) return pauseHere;
      here.fail(key);
      const pauseThere = pauseOf((await there?.known(key)) ?? null, nowMs());
      if (pauseThere === 0) await there?.fail(key);
      return pauseThere;
    },
    succeed: async (key) => {
      here.forget(key);
      await there?.forget(key);
    },
  };
}

function pauseOf(found: Failures | null, nowMs: number): number {
  if (found === null || found.count < FREE_FAILURES) return 0;
  const pause = Math.min(PAUSE_MAX_MS, PAUSE_MIN_MS * 2 ** (found.count - FREE_FAILURES));
  return Math.max(0, found.lastMs + pause - nowMs);
}

function failuresHere(nowMs: NowMs) {
  const failures = new Map<string, Failures>();
  const known = (key: string): Failures | null => {
    const found = failures.get(key);
    if (found === undefined) return null;
    if (nowMs() - found.lastMs < FORGOTTEN_AFTER_MS) return found;
    failures.delete(key);
    return null;
  };
  return {
    known,
    fail: (key: string): void => {
      const count = (known(key)?.count ?? 0) + 1;
      failures.delete(key);
      failures.set(key, { count, lastMs: nowMs() });
      const oldest = failures.keys().next();
      if (failures.size > KEYS_MAX && oldest.done !== true) failures.delete(oldest.value);
    },
    forget: (key: string): void => void failures.delete(key),
  };
}

/** A Redis that is away says nothing of anybody, and is told nothing. */
function failuresThere({ client, isReady }: SharedRedis, nowMs: NowMs) {
  // Whose address it is stands in no shared store.
  const placeOf = (key: string): string => `stockavoo:brake:${createHash('sha256').update(key).digest('base64url')}`;
  const asked = async <Answer>(ask: () => Promise<Answer>): Promise<Answer | null> => {
    if (!isReady()) return null;
    try {
      return await ask();
    } catch {
      return null;
    }
  };
  return {
    known: (key: string): Promise<Failures | null> =>
      asked(async () => {
        const [count, lastMs] = await client.hmget(placeOf(key), 'count', 'lastMs');
        return { count: Number(count ?? 0), lastMs: Number(lastMs ?? 0) };
      }),
    fail: async (key: string): Promise<void> => {
      const place = placeOf(key);
      const noted = client.multi().hincrby(place, 'count', 1).hset(place, 'lastMs', nowMs());
      await asked(() => noted.pexpire(place, FORGOTTEN_AFTER_MS).exec());
    },
    forget: async (key: string): Promise<void> => {
      await asked(() => client.del(placeOf(key)));
    },
  };
}
