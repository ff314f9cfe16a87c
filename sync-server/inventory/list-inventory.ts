import type { z } from 'zod';
import type { inventoryRowSchema, listInventoryEndpoint } from '#shared/api/inventory-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { ITEM_NAME, LEVEL_VALUE, itemFilters } from './item-sql.ts';

type Row = z.infer<typeof inventoryRowSchema>;
type Found = Omit<Row, 'lastCountAt' | 'lastRestockAt'> & {
  readonly lastCountAt: Date | null;
  readonly lastRestockAt: Date | null;
};
type Query = z.output<typeof listInventoryEndpoint.query>;

const PLACE = 'i.store_id, v.id, i.batch_id';
const ORDERS: Readonly<Record<Query['sort'], string>> = {
  sku: `v.sku collate "C", ${PLACE}`,
  '-sku': `v.sku collate "C" desc, ${PLACE}`,
  name: `name, ${PLACE}`,
  '-name': `name desc, ${PLACE}`,
  quantityMilli: `i.quantity_milli, ${PLACE}`,
  '-quantityMilli': `i.quantity_milli desc, ${PLACE}`,
  valueMinor: `"valueMinor", ${PLACE}`,
  '-valueMinor': `"valueMinor" desc, ${PLACE}`,
};

const REORDER_LEVEL = 'coalesce(i.reorder_level_milli, p.reorder_level_milli)';

/** A page of levels by store, variant and batch. */
export async function listInventory(
  tx: Tx,
  asked: { readonly businessId: Id; readonly storeIds: readonly Id[]; readonly query: Query },
): Promise<{ rows: Row[]; total: number }> {
  const { query, businessId } = asked;
  // All batches of the variant in its store: one of them may lie low while the shelf is full.
  const together = tx`case when not p.has_batches then i.quantity_milli else (
    select sum(o.quantity_milli)::bigint from inventory o
    where o.business_id = i.business_id and o.store_id = i.store_id and o.variant_id = i.variant_id) end`;
  const isLow = tx`(p.track_inventory and ${together} <= ${tx.unsafe(REORDER_LEVEL)})`;
  const from = tx`
    from inventory i
    join product_variants v on v.business_id = i.business_id and v.id = i.variant_id
    join products p on p.business_id = v.business_id and p.id = v.product_id
    left join batches b on b.business_id = i.business_id and b.id = i.batch_id
    where i.business_id = ${businessId} and i.store_id = any(${[...asked.storeIds]}::uuid[]) ${itemFilters(tx, query)}
      ${query.isLow === undefined ? tx`` : tx`and ${isLow} = ${query.isLow}`}
      ${query.state === 'low' ? tx`and ${isLow}` : tx``}
      ${query.state === 'out' ? tx`and i.quantity_milli <= 0` : tx``}
      ${query.state === 'negative' ? tx`and i.quantity_milli < 0` : tx``}`;
  const rows = await tx<Found[]>`
    select i.store_id as "storeId", p.id as "productId", i.variant_id as "variantId", i.batch_id as "batchId",
      b.number as "batchNumber", b.expires_on::text as "expiresOn", ${tx.unsafe(ITEM_NAME)} as name, v.sku,
      p.category_id as "categoryId", p.supplier_id as "supplierId", i.quantity_milli as "quantityMilli",
      ${tx.unsafe(REORDER_LEVEL)} as "reorderLevelMilli", ${isLow} as "isLow", i.average_cost_e4 as "averageCostE4",
      ${tx.unsafe(LEVEL_VALUE)} as "valueMinor", i.last_restock_at as "lastRestockAt", i.last_count_at as "lastCountAt"
    ${from} order by ${tx.unsafe(ORDERS[query.sort])} limit ${query.limit} offset ${(query.page - 1) * query.limit}`;
  const [count] = await tx<{ total: number }[]>`select count(*)::bigint as total ${from}`;
  const shown = rows.map((row) => ({
    ...row,
    lastRestockAt: row.lastRestockAt?.toISOString() ?? null,
    lastCountAt: row.lastCountAt?.toISOString() ?? null,
  }));
  return { rows: shown, total: count?.total ?? 0 };
}
