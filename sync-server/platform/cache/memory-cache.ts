import { LRUCache } from 'lru-cache';
import type { CachePort } from './cache-port.ts';

const BYTES_MAX = 64 * 1024 * 1024;
const BYTES_OF_CHARACTER = 2;

/** In this process: what was not asked for longest makes room. */
export function createMemoryCache(bytesMax = BYTES_MAX): CachePort {
  const kept = new LRUCache<string, string>({
    maxSize: bytesMax,
    sizeCalculation: (text, key) => (text.length + key.length) * BYTES_OF_CHARACTER,
  });
  return {
    get: async (key) => kept.get(key) ?? null,
    set: async (key, text, ttlS) => void kept.set(key, text, { ttl: ttlS * 1000 }),
  };
}
