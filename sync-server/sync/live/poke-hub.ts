import type { Pool } from '#server/store/pool.ts';
import { POKE_CHANNEL } from './poke.ts';

/** Hands pokes of a business to whoever listens for it in this process. */
export interface PokeHub {
  /** How many listen just now. */
  readonly count: () => number;
  /** @returns how to stop listening */
  readonly listen: (businessId: string, poked: () => void) => () => void;
}

/** One connection to the database listens for all of them; it is opened with the first listener. */
export function createPokeHub(pool: Pool, log: { readonly warn: (what: object, message: string) => void }): PokeHub {
  const listeners = new Map<string, Set<() => void>>();
  let count = 0;
  let isOpen = false;
  const open = async (): Promise<void> => {
    try {
      await pool.listen(POKE_CHANNEL, (businessId) => {
        for (const poked of listeners.get(businessId) ?? []) poked();
      });
    } catch (error) {
      isOpen = false;
      log.warn({ err: error }, 'pokes can’t be heard just now; tills ask by themselves');
    }
  };
  return {
    count: () => count,
    listen: (businessId, poked) => {
      if (!isOpen) {
        isOpen = true;
        void open();
      }
      const here = listeners.get(businessId) ?? new Set();
      listeners.set(businessId, here.add(poked));
      count += 1;
      return () => {
        if (here.delete(poked)) count -= 1;
        if (here.size === 0) listeners.delete(businessId);
      };
    },
  };
}
