import { z } from 'zod';
import { listProductsEndpoint } from '#shared/api/product-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import { readThrough } from '#server/platform/cache/read-through.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { listProducts } from './list-products.ts';

type Query = z.output<typeof listProductsEndpoint.query>;
type Page = Awaited<ReturnType<typeof listProducts>>;
const pageSchema = z.object({ rows: listProductsEndpoint.answer, total: z.number() });
const isPage = (value: unknown): value is Page => pageSchema.safeParse(value).success;

/** A page of products, kept until something of the catalogue moves. */
export async function cachedProducts(
  deps: Pick<ServerDeps, 'cache' | 'metrics'>,
  tx: Tx,
  businessId: Id,
  query: Query,
): Promise<Page> {
  const question = { cache: 'products', businessId, params: [query], reads: 'catalogue', isValue: isPage } as const;
  const { value } = await readThrough(deps, tx, question, () => listProducts(tx, businessId, query));
  return value;
}
