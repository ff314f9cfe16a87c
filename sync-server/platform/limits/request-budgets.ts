import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { SharedRedis } from '../redis/shared-redis.ts';

const WINDOW_S = 60;
/** The web app fills a screen with several lists at once: reading lists has a budget of its own. */
const LIST_READS_FACTOR = 5;
/** A page of products shows a picture each, and the tills of a shop share one address. */
const PICTURES_FACTOR = 50;
const FILES_DIVISOR = 40;

/** What is left of a budget after one more request. */
export interface Spent {
  readonly isWithin: boolean;
  readonly limit: number;
  readonly remaining: number;
  readonly resetS: number;
}

export interface RequestBudgets {
  /** Per person once signed in. */
  readonly user: (userId: string) => Promise<Spent>;
  readonly listReads: (userId: string) => Promise<Spent>;
  /** Per address before sign-in. */
  readonly address: (address: string) => Promise<Spent>;
  /** Pictures that anybody may see, per address. */
  readonly pictures: (address: string) => Promise<Spent>;
  /** Files that a till sends: each is looked at and stored. */
  readonly files: (tillId: string) => Promise<Spent>;
}

/**
 * Counts requests a minute: in Redis for all servers together, and in this process while Redis is away or where there is none.
 *
 * @param of whose requests they are, so that two kinds of callers never spend of one budget
 */
export function createRequestBudgets(
  of: 'people' | 'tills',
  requestsPerMinute: number,
  redis: SharedRedis | null,
): RequestBudgets {
  const budget = (what: string, points: number) => budgetOf(`stockavoo:budget:${of}:${what}`, points, redis);
  return {
    user: budget('user', requestsPerMinute),
    listReads: budget('list-reads', requestsPerMinute * LIST_READS_FACTOR),
    address: budget('address', requestsPerMinute),
    pictures: budget('pictures', requestsPerMinute * PICTURES_FACTOR),
    files: budget('files', Math.ceil(requestsPerMinute / FILES_DIVISOR)),
  };
}

function budgetOf(keyPrefix: string, points: number, redis: SharedRedis | null): (key: string) => Promise<Spent> {
  const inProcess = new RateLimiterMemory({ keyPrefix, points, duration: WINDOW_S });
  const limiter =
    redis === null
      ? inProcess
      : new RateLimiterRedis({
          storeClient: redis.client,
          keyPrefix,
          points,
          duration: WINDOW_S,
          rejectIfRedisNotReady: true,
          insuranceLimiter: inProcess,
        });
  const spentOf = (isWithin: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): Spent => ({
    isWithin,
    limit: points,
    remaining: isWithin ? remainingPoints : 0,
    resetS: Math.max(1, Math.ceil(msBeforeNext / 1000)),
  });
  return async (key) => {
    try {
      return spentOf(true, await limiter.consume(key));
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      return spentOf(false, refused);
    }
  };
}
