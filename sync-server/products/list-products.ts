import type { z } from 'zod';
import type { ProductAnswer, listProductsEndpoint } from '#shared/api/product-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { anywhere } from '#server/sync/web-edits/read-records.ts';
import { readProducts } from './read-products.ts';

type Query = z.output<typeof listProductsEndpoint.query>;

const ORDERS: Readonly<Record<Query['sort'], string>> = {
  name: 'lower(p.name), p.id',
  '-name': 'lower(p.name) desc, p.id',
  updatedAt: 'p.updated_at, p.id',
  '-updatedAt': 'p.updated_at desc, p.id',
  createdAt: 'p.created_at, p.id',
  '-createdAt': 'p.created_at desc, p.id',
};

/** A page of products; the search reads names, skus and barcodes. */
export async function listProducts(
  tx: Tx,
  businessId: Id,
  query: Query,
): Promise<{ rows: ProductAnswer[]; total: number }> {
  const from = tx`
    from products p where p.business_id = ${businessId} and not p.is_deleted
    ${query.categoryId === undefined ? tx`` : tx`and p.category_id = ${query.categoryId}`}
    ${query.isActive === undefined ? tx`` : tx`and p.is_active = ${query.isActive}`}
    ${query.updatedSince === undefined ? tx`` : tx`and p.updated_at >= ${new Date(query.updatedSince)}`}
    ${query.q === undefined || query.q === '' ? tx`` : searched(tx, businessId, query.q)}`;
  const found = await tx<{ id: Id }[]>`
    select p.id ${from} order by ${tx.unsafe(ORDERS[query.sort])} limit ${query.limit} offset ${(query.page - 1) * query.limit}`;
  const [count] = await tx<{ total: number }[]>`select count(*) as total ${from}`;
  const rows = await readProducts(
    tx,
    businessId,
    found.map(({ id }) => id),
  );
  return { rows, total: count?.total ?? 0 };
}

function searched(tx: Tx, businessId: Id, q: string) {
  return tx`and (p.name ilike ${anywhere(q)} or p.id in (
    select v.product_id from product_variants v
    where v.business_id = ${businessId} and not v.is_deleted and (v.sku ilike ${anywhere(q)} or v.name ilike ${anywhere(q)})
    union
    select v.product_id from barcodes b
    join product_variants v on v.business_id = b.business_id and v.id = b.variant_id
    where b.business_id = ${businessId} and not b.is_deleted and b.code = ${q}))`;
}
