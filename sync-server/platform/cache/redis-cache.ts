import type { SharedRedis } from '../redis/shared-redis.ts';
import type { CachePort } from './cache-port.ts';

const PREFIX = 'stockavoo:cache:';

/** In Redis, for all servers. While Redis is away it has nothing and keeps nothing. */
export function createRedisCache(redis: SharedRedis): CachePort {
  return {
    get: async (key) => {
      if (!redis.isReady()) return null;
      return redis.client.get(PREFIX + key).catch(() => null);
    },
    set: async (key, text, ttlS) => {
      if (redis.isReady()) await redis.client.set(PREFIX + key, text, 'EX', ttlS).catch(() => null);
    },
  };
}
