import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const WINDOW_S = 60;
/** The web app fills a screen with several lists at once: reading lists has a budget of its own. */
const LIST_READS_FACTOR = 5;
/** A page of products shows a picture each, and the tills of a shop share one address. */
const PICTURES_FACTOR = 50;

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
}

/** Counts requests a minute in this process. */
export function createRequestBudgets(requestsPerMinute: number): RequestBudgets {
  return {
    user: budget(requestsPerMinute),
    listReads: budget(requestsPerMinute * LIST_READS_FACTOR),
    address: budget(requestsPerMinute),
    pictures: budget(requestsPerMinute * PICTURES_FACTOR),
  };
}

function budget(limit: number): (key: string) => Promise<Spent> {
  const limiter = new RateLimiterMemory({ points: limit, duration: WINDOW_S });
  return async (key) => {
    try {
      const left = await limiter.consume(key);
      return { isWithin: true, limit, remaining: left.remainingPoints, resetS: Math.ceil(left.msBeforeNext / 1000) };
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      return { isWithin: false, limit, remaining: 0, resetS: Math.ceil(refused.msBeforeNext / 1000) };
    }
  };
}
