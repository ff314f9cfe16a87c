import type { Pool, Tx } from '#server/store/pool.ts';

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

/** Pokes after commits: the first at once, those of the moment after it together. One that gets lost is made good by the tills' own timers. */
export function createPoker(
  pool: Pool,
  log: { readonly warn: (what: object, message: string) => void },
): (businessId: string) => void {
  const waiting = new Set<string>();
  const send = async (): Promise<void> => {
    const businesses = [...waiting];
    waiting.clear();
    try {
      for (const businessId of businesses) await pool`select pg_notify(${POKE_CHANNEL}, ${businessId})`;
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
  return (businessId) => {
    waiting.add(businessId);
    if (!isGathering) sendNow();
  };
}
