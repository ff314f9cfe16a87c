import type { SharedRedis } from '#server/platform/redis/shared-redis.ts';
import type { Pool, Tx } from '#server/store/pool.ts';
import { type Poke, pokeMessage } from './poke-message.ts';

export const POKE_CHANNEL = 'stockavoo_feed';

/**
 * Tells every server, once this transaction commits, that something of the business moved.
 *
 * For what people do in the web. A commit that notifies takes its turn with every other that does, in all the database;
 * so pushes, which are many, poke after their commit instead.
 */
export async function pokeWithin(tx: Tx, businessId: string): Promise<void> {
  await tx`select pg_notify(${POKE_CHANNEL}, ${businessId})`;
}

const GATHER_MS = 25;

/**
 * Pokes after commits: the first at once, those of the moment after it together. One that gets lost is made good by the
 * tills' own timers.
 *
 * By Redis where there is one and somebody hears it there, else by the database.
 */
export function createPoker(
  pool: Pool,
  log: { readonly warn: (what: object, message: string) => void },
  redis: SharedRedis | null,
): (poke: Poke) => void {
  const waiting = new Set<string>();
  const send = async (): Promise<void> => {
    const messages = [...waiting];
    waiting.clear();
    try {
      for (const message of messages) {
        const isHeard = (await redis?.publish(POKE_CHANNEL, message)) ?? false;
        if (!isHeard) await pool`select pg_notify(${POKE_CHANNEL}, ${message})`;
      }
    } catch (error) {
      log.warn({ err: error }, 'tills could not be poked; they ask by themselves');
    }
  };
  let isGathering = false;
  const sendNow = (): void => {
    isGathering = true;
    setTimeout(() => {
      isGathering = false;
      if (waiting.size > 0) sendNow();
    }, GATHER_MS).unref();
    void send();
  };
  return (poke) => {
    waiting.add(pokeMessage(poke));
    if (!isGathering) sendNow();
  };
}
