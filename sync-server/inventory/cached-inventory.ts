import { z } from 'zod';
import { listInventoryEndpoint } from '#shared/api/inventory-endpoints.ts';
import { readThrough } from '#server/platform/cache/read-through.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { listInventory } from './list-inventory.ts';

type Page = Awaited<ReturnType<typeof listInventory>>;
const pageSchema = z.object({ rows: listInventoryEndpoint.answer, total: z.number() });
const isPage = (value: unknown): value is Page => pageSchema.safeParse(value).success;

/** A page of levels, kept until anything of the business moves: a level hangs on facts, batches and products alike. */
export async function cachedInventory(
  deps: Pick<ServerDeps, 'cache' | 'metrics'>,
  tx: Tx,
  asked: Parameters<typeof listInventory>[1],
): Promise<Page> {
  const { businessId, storeIds, query } = asked;
  const { value } = await readThrough(
    deps,
    tx,
    { cache: 'inventory', businessId, params: [query, storeIds], reads: 'anything', isValue: isPage },
    () => listInventory(tx, asked),
  );
  return value;
}
