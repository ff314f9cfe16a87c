import { type Id, NO_ID } from '#shared/base/ids.ts';
import type { StockValue } from '#shared/api/stock-reports.ts';
import type { Tx } from '#server/store/pool.ts';
import type { ReportBusiness } from './report-business.ts';

/** Which levels a question is about. */
export type StockScope = { readonly business: ReportBusiness; readonly storeIds: readonly Id[] };

export const STOCK_KEYS = {
  store: 'l.store_id::text',
  category: `coalesce(l.category_id, '${NO_ID}')::text`,
  product: 'l.variant_id::text',
} as const;
export type StockGroup = keyof typeof STOCK_KEYS;

/**
 * Every level with its product and what a unit of it had cost: a batch its own cost, else the moving average of what was
 * received, else what the product is said to cost.
 */
export function levelRows(tx: Tx, { business, storeIds }: StockScope) {
  return tx`
    select i.store_id, i.variant_id, i.batch_id, i.quantity_milli, i.reorder_level_milli, i.last_restock_at, p.category_id,
           coalesce(p.reorder_level_milli, 0) as product_reorder_milli,
           coalesce(p.track_inventory and p.is_active and v.is_active and not p.is_deleted and not v.is_deleted, false) as is_counted,
           b.expires_on, coalesce(v.selling_price_minor, 0) as price_minor,
           case when b.cost_e4 > 0 then b.cost_e4 when i.receipt_count > 0 then i.average_cost_e4 else coalesce(v.cost_e4, 0) end as cost_e4
      from inventory i
      left join product_variants v on v.business_id = i.business_id and v.id = i.variant_id
      left join products p on p.business_id = v.business_id and p.id = v.product_id
      left join batches b on b.business_id = i.business_id and b.id = i.batch_id and i.batch_id <> ${NO_ID}::uuid
     where i.business_id = ${business.id} and i.store_id = any(${[...storeIds]}::uuid[])`;
}

/** The value of levels `l`: worked out exactly, rounded once. */
export const VALUE_SUMS = `
  coalesce(sum(l.quantity_milli) filter (where l.quantity_milli > 0), 0)::bigint as "onHandMilli",
  coalesce(round(sum(l.quantity_milli::numeric * l.cost_e4) filter (where l.quantity_milli > 0) / 10000000), 0)::bigint as "valueMinor",
  coalesce(round(sum(l.quantity_milli::numeric * l.price_minor) filter (where l.quantity_milli > 0) / 1000), 0)::bigint as "retailMinor",
  coalesce(-sum(l.quantity_milli) filter (where l.quantity_milli < 0), 0)::bigint as "oversoldMilli",
  coalesce(-round(sum(l.quantity_milli::numeric * l.cost_e4) filter (where l.quantity_milli < 0) / 10000000), 0)::bigint as "oversoldMinor"`;

export type ValueRow = StockValue & { readonly key: string };
