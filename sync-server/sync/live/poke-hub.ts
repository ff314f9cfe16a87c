import type { SharedRedis } from '#server/platform/redis/shared-redis.ts';
import type { Pool } from '#server/store/pool.ts';
import { POKE_CHANNEL } from './poke.ts';
import { readPoke } from './poke-message.ts';

/** Whose pokes somebody hears: of a business, and of some of its stores where `storeIds` names any. */
export interface Heard {
  readonly businessId: string;
  readonly storeIds: readonly string[];
}

/** Hands pokes of a business to whoever listens for it in this process. */
export interface PokeHub {
  /** How many listen just now. */
  readonly count: () => number;
  /** @returns how to stop listening */
  readonly listen: (heard: Heard, poked: () => void) => () => void;
}

type Listener = { readonly storeIds: readonly string[]; readonly poked: () => void };

/** One connection to the database listens for all of them, and one to Redis where there is one; opened with the first listener. */
export function createPokeHub(
  pool: Pool,
  log: { readonly warn: (what: object, message: string) => void },
  redis: SharedRedis | null = null,
): PokeHub {
  const listeners = new Map<string, Set<Listener>>();
  let count = 0;
  let isOpen = false;
  const hear = (message: string): void => {
    const { businessId, storeId } = readPoke(message);
    for (const { storeIds, poked } of listeners.get(businessId) ?? [])
      if (storeId === null || storeIds.length === 0 || storeIds.includes(storeId)) poked();
  };
  const open = async (): Promise<void> => {
    try {
      await pool.listen(POKE_CHANNEL, hear);
    } catch (error) {
      isOpen = false;
      log.warn({ err: error }, 'pokes can’t be heard just now; tills ask by themselves');
    }
  };
  let hearsRedis = false;
  return {
    count: () => count,
    listen: ({ businessId, storeIds }, poked) => {
      if (!hearsRedis) {
        hearsRedis = true;
        redis?.subscribe(POKE_CHANNEL, hear);
      }
      if (!isOpen) {
        isOpen = true;
        void open();
      }
      const here = listeners.get(businessId) ?? new Set();
      const listener: Listener = { storeIds, poked };
      listeners.set(businessId, here.add(listener));
      count += 1;
      return () => {
        if (here.delete(listener)) count -= 1;
        if (here.size === 0) listeners.delete(businessId);
      };
    },
  };
}
