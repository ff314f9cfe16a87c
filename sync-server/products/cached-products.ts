import { z } from 'zod';
import { listProductsEndpoint } from '#shared/api/product-endpoints.ts';
import { readThrough } from '#server/platform/cache/read-through.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { listProducts } from './list-products.ts';

type Query = z.output<typeof listProductsEndpoint.query>;
type Page = Awaited<ReturnType<typeof listProducts>>;
const pageSchema = z.object({ rows: listProductsEndpoint.answer, total: z.number() });
const isPage = (value: unknown): value is Page => pageSchema.safeParse(value).success;

/** A page of products, kept until something of the catalogue moves; one by the state of the stock until anything does. */
export async function cachedProducts(
  deps: Pick<ServerDeps, 'cache' | 'metrics'>,
  tx: Tx,
  session: Session,
  query: Query,
): Promise<Page> {
  const { businessId, storeIds } = session;
  const reads = query.stockState === undefined ? 'catalogue' : 'anything';
  const question = { cache: 'products', businessId, params: [query, storeIds], reads, isValue: isPage } as const;
  const { value } = await readThrough(deps, tx, question, () => listProducts(tx, session, query));
  return value;
}
