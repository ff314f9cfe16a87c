import type { z } from 'zod';
import type { ProductAnswer, listProductsEndpoint } from '#shared/api/product-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Session, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { type SqlPart, anywhere } from '#server/sync/web-edits/read-records.ts';
import { readProducts } from './read-products.ts';

type Query = z.output<typeof listProductsEndpoint.query>;

const ORDERS: Readonly<Record<Query['sort'], string>> = {
  name: 'p.name_key, p.id',
  '-name': 'p.name_key desc, p.id',
  updatedAt: 'p.updated_at, p.id',
  '-updatedAt': 'p.updated_at desc, p.id',
  createdAt: 'p.created_at, p.id',
  '-createdAt': 'p.created_at desc, p.id',
};

/** A page of products; the search reads names, skus and barcodes. */
export async function listProducts(
  tx: Tx,
  session: Session,
  query: Query,
): Promise<{ rows: ProductAnswer[]; total: number }> {
  const from = productsFrom(tx, session, query);
  const found = await tx<{ id: Id }[]>`
    select p.id ${from} order by ${tx.unsafe(ORDERS[query.sort])} limit ${query.limit} offset ${(query.page - 1) * query.limit}`;
  const [count] = await tx<{ total: number }[]>`select count(*) as total ${from}`;
  const rows = await readProducts(
    tx,
    session.businessId,
    found.map(({ id }) => id),
  );
  return { rows, total: count?.total ?? 0 };
}

type Filters = Pick<Query, 'q' | 'categoryId' | 'supplierId' | 'isActive' | 'stockState' | 'storeId' | 'updatedSince'>;

/** The products that a query asks for, as the end of a select of `p`. @throws {Fault} `not_found` for another's store */
export function productsFrom(tx: Tx, session: Session, query: Filters): SqlPart {
  const { businessId } = session;
  if (query.storeId !== undefined) requireStore(session, query.storeId);
  return tx`
    from products p where p.business_id = ${businessId} and not p.is_deleted
    ${query.categoryId === undefined ? tx`` : tx`and p.category_id = ${query.categoryId}`}
    ${query.supplierId === undefined ? tx`` : tx`and p.supplier_id = ${query.supplierId}`}
    ${query.isActive === undefined ? tx`` : tx`and p.is_active = ${query.isActive}`}
    ${query.updatedSince === undefined ? tx`` : changedSince(tx, businessId, new Date(query.updatedSince))}
    ${query.stockState === undefined ? tx`` : stocked(tx, session, query)}
    ${query.q === undefined || query.q === '' ? tx`` : searched(tx, businessId, query.q)}`;
}

/**
 * A product changes with its variants and their codes: a price stands on a variant, and a code that went is gone from it.
 *
 * The ids come as arrays: a plan that is kept for any moment takes a third of the catalogue for changed, and would read it all.
 */
function changedSince(tx: Tx, businessId: Id, since: Date): SqlPart {
  return tx`and p.id = any(array(
    select c.id from products c where c.business_id = ${businessId} and c.updated_at >= ${since}
    union
    select v.product_id from product_variants v where v.business_id = ${businessId} and v.updated_at >= ${since}
    union
    select v.product_id from product_variants v where v.business_id = ${businessId} and v.id = any(array(
      select b.variant_id from barcodes b where b.business_id = ${businessId} and b.updated_at >= ${since}))))`;
}

/** What lies in the stores asked for, against the product's reorder level; of what no stock is kept there is none. */
function stocked(tx: Tx, session: Session, { stockState, storeId }: Filters): SqlPart {
  const { businessId, storeIds } = session;
  const seen = storeId === undefined ? storeIds : [storeId];
  const rows = tx`
    from product_variants v join inventory i on i.business_id = v.business_id and i.variant_id = v.id
    where v.business_id = p.business_id and v.business_id = ${businessId} and v.product_id = p.id and not v.is_deleted
      ${seen.length === 0 ? tx`` : tx`and i.store_id = any(${seen}::uuid[])`}`;
  const sum = tx`(select coalesce(sum(i.quantity_milli), 0) ${rows})`;
  switch (stockState) {
    case 'in':
      return tx`and p.track_inventory and ${sum} > 0`;
    case 'low':
      return tx`and p.track_inventory and ${sum} > 0 and ${sum} <= p.reorder_level_milli`;
    case 'out':
      return tx`and p.track_inventory and ${sum} <= 0`;
    default:
      return tx`and p.track_inventory and exists (select ${rows} and i.quantity_milli < 0)`;
  }
}

function searched(tx: Tx, businessId: Id, q: string): SqlPart {
  return tx`and (p.name ilike ${anywhere(q)} or p.id in (
    select v.product_id from product_variants v
    where v.business_id = ${businessId} and not v.is_deleted and (v.sku ilike ${anywhere(q)} or v.name ilike ${anywhere(q)})
    union
    select v.product_id from barcodes b
    join product_variants v on v.business_id = b.business_id and v.id = b.variant_id
    where b.business_id = ${businessId} and not b.is_deleted and b.code = ${q}))`;
}
