import type { z } from 'zod';
import type { expiringStockEndpoint } from '#shared/api/inventory-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { ITEM_NAME, LEVEL_VALUE, itemFilters } from './item-sql.ts';

type Row = z.input<typeof expiringStockEndpoint.answer>[number];
type Query = z.output<typeof expiringStockEndpoint.query>;

const ORDERS: Readonly<Record<Query['sort'], string>> = {
  expiresOn: 'b.expires_on',
  '-expiresOn': 'b.expires_on desc',
  name: 'name',
  '-name': 'name desc',
  quantityMilli: 'i.quantity_milli',
  '-quantityMilli': 'i.quantity_milli desc',
};

/** Batches that lie in a store and expire soon by the store's own day. */
export async function listExpiring(
  tx: Tx,
  asked: { readonly businessId: Id; readonly storeIds: readonly Id[]; readonly query: Query; readonly nowMs: number },
): Promise<{ rows: Row[]; total: number }> {
  const { businessId, query } = asked;
  const now = new Date(asked.nowMs);
  const days = query.days === undefined ? tx`p.expiry_alert_days` : tx`${query.days}::integer`;
  const from = tx`
    from (
      select o.business_id, o.id, o.name, ((${now}::timestamptz at time zone o.time_zone) - make_interval(mins => z.day_start_minutes))::date as today
      from stores o join businesses z on z.business_id = o.business_id where o.business_id = ${businessId} offset 0) s
    join inventory i on i.business_id = s.business_id and i.store_id = s.id and i.quantity_milli > 0
    join batches b on b.business_id = i.business_id and b.id = i.batch_id and b.variant_id = i.variant_id and b.expires_on is not null
    join product_variants v on v.business_id = i.business_id and v.id = i.variant_id
    join products p on p.business_id = v.business_id and p.id = v.product_id
    where s.business_id = ${businessId} and s.id = any(${[...asked.storeIds]}::uuid[]) and b.expires_on <= s.today + ${days} ${itemFilters(tx, query)}`;
  const rows = await tx<Row[]>`
    select s.id as "storeId", s.name as "storeName", p.id as "productId", v.id as "variantId", b.id as "batchId", b.number as "batchNumber",
      ${tx.unsafe(ITEM_NAME)} as name, v.sku, b.expires_on::text as "expiresOn", b.expires_on - s.today as "daysLeft",
      i.quantity_milli as "quantityMilli", ${tx.unsafe(LEVEL_VALUE)} as "valueMinor"
    ${from} order by ${tx.unsafe(ORDERS[query.sort])}, b.expires_on, name, b.id, s.id limit ${query.limit} offset ${(query.page - 1) * query.limit}`;
  const [count] = await tx<{ total: number }[]>`select count(*)::bigint as total ${from}`;
  return { rows: [...rows], total: count?.total ?? 0 };
}
