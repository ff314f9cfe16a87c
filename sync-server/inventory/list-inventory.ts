import type { z } from 'zod';
import type { Id } from '#shared/base/ids.ts';
import type { inventoryRowSchema, listInventoryEndpoint } from '#shared/api/inventory-endpoints.ts';
import type { Tx } from '#server/store/pool.ts';

type Row = Omit<z.infer<typeof inventoryRowSchema>, 'lastCountAt'> & { readonly lastCountAt: Date | null };
type Query = z.output<typeof listInventoryEndpoint.query>;

const ORDERS: Readonly<Record<Query['sort'], string>> = {
  sku: 'v.sku collate "C", i.store_id, v.id, i.batch_id',
  name: 'name, i.store_id, v.id, i.batch_id',
  quantityMilli: 'i.quantity_milli, v.id, i.store_id, i.batch_id',
  '-quantityMilli': 'i.quantity_milli desc, v.id, i.store_id, i.batch_id',
};

/** A page of levels by store and variant. */
export async function listInventory(
  tx: Tx,
  asked: { businessId: Id; storeIds: readonly Id[]; query: Query },
): Promise<{ rows: readonly Row[]; total: number }> {
  const { query } = asked;
  const stores = query.storeId === undefined ? [...asked.storeIds] : [query.storeId];
  const pattern = `%${(query.q ?? '').replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const level = tx`coalesce(i.reorder_level_milli, p.reorder_level_milli)`;
  const from = tx`
      from inventory i
      join product_variants v on v.business_id = i.business_id and v.id = i.variant_id
      join products p on p.business_id = v.business_id and p.id = v.product_id
     where i.business_id = ${asked.businessId}
       ${stores.length === 0 ? tx`` : tx`and i.store_id = any(${stores}::uuid[])`}
       ${query.q === undefined || query.q === '' ? tx`` : tx`and (v.sku ilike ${pattern} or p.name ilike ${pattern} or v.name ilike ${pattern})`}
       ${query.isLow === undefined ? tx`` : tx`and (i.quantity_milli <= ${level}) = ${query.isLow}`}`;
  const rows = await tx<Row[]>`
    select i.store_id as "storeId", i.variant_id as "variantId", i.batch_id as "batchId", case when v.name = '' then p.name else p.name || ', ' || v.name end as name,
           v.sku, i.quantity_milli as "quantityMilli", ${level} as "reorderLevelMilli", i.quantity_milli <= ${level} as "isLow",
           i.average_cost_e4 as "averageCostE4", i.last_count_at as "lastCountAt"
    ${from} order by ${tx.unsafe(ORDERS[query.sort])} limit ${query.limit} offset ${(query.page - 1) * query.limit}`;
  const [count] = await tx<{ total: number }[]>`select count(*)::bigint as total ${from}`;
  return { rows, total: count?.total ?? 0 };
}
