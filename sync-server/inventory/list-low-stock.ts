import type { z } from 'zod';
import type { lowStockEndpoint } from '#shared/api/inventory-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { ITEM_NAME, itemFilters } from './item-sql.ts';

type Row = z.input<typeof lowStockEndpoint.answer>[number];
type Found = Omit<Row, 'lastRestockAt'> & { readonly lastRestockAt: Date | null };
type Query = z.output<typeof lowStockEndpoint.query>;

const ORDERS: Readonly<Record<Query['sort'], string>> = {
  '-shortMilli': '"reorderLevelMilli" - "quantityMilli" desc',
  shortMilli: '"reorderLevelMilli" - "quantityMilli"',
  name: 'name',
  '-name': 'name desc',
  quantityMilli: '"quantityMilli"',
  '-quantityMilli': '"quantityMilli" desc',
};

/** What is at or below its reorder level, all batches of a store together; nothing that is archived or not counted. */
export async function listLowStock(
  tx: Tx,
  asked: { readonly businessId: Id; readonly storeIds: readonly Id[]; readonly query: Query },
): Promise<{ rows: Row[]; total: number }> {
  const { businessId, query } = asked;
  const low = tx`
    with low as (
      select i.store_id as "storeId", s.name as "storeName", p.id as "productId", v.id as "variantId", ${tx.unsafe(ITEM_NAME)} as name, v.sku,
        p.category_id as "categoryId", p.supplier_id as "supplierId", sum(i.quantity_milli)::bigint as "quantityMilli",
        coalesce(max(i.reorder_level_milli), p.reorder_level_milli) as "reorderLevelMilli", max(i.last_restock_at) as "lastRestockAt"
      from inventory i
      join stores s on s.business_id = i.business_id and s.id = i.store_id
      join product_variants v on v.business_id = i.business_id and v.id = i.variant_id
      join products p on p.business_id = v.business_id and p.id = v.product_id
      where i.business_id = ${businessId} and i.store_id = any(${[...asked.storeIds]}::uuid[])
        and p.track_inventory and p.is_active and v.is_active and not p.is_deleted and not v.is_deleted ${itemFilters(tx, query)}
      group by i.store_id, s.name, p.business_id, p.id, v.business_id, v.id
      having sum(i.quantity_milli) <= coalesce(max(i.reorder_level_milli), p.reorder_level_milli)
    )`;
  const rows = await tx<Found[]>`${low}
    select low.*, "reorderLevelMilli" - "quantityMilli" as "shortMilli" from low
    order by ${tx.unsafe(ORDERS[query.sort])}, name, "variantId", "storeId"
    limit ${query.limit} offset ${(query.page - 1) * query.limit}`;
  const [count] = await tx<{ total: number }[]>`${low} select count(*)::bigint as total from low`;
  const shown = rows.map((row) => ({ ...row, lastRestockAt: row.lastRestockAt?.toISOString() ?? null }));
  return { rows: shown, total: count?.total ?? 0 };
}
