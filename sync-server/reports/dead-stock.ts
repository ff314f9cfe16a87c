import { must } from '#shared/base/assert.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import type { DeadStock } from '#shared/api/stock-reports.ts';
import type { Tx } from '#server/store/pool.ts';
import { addDays } from '#shared/base/add-days.ts';
import { type Asked, nowHead } from './range-head.ts';
import { levelRows } from './stock-levels.ts';

type Query = { days: number; page: number; limit: number };
type Row = Omit<DeadStock['rows'][number], 'lastRestockAt'> & { readonly lastRestockAt: Date | null };

/** What lies in a store and was not sold there since a day; its batches together. */
function lyingStill(tx: Tx, asked: Asked<Query>, since: string) {
  return tx`
    select l.*, sold.on_date as last_sold_on
      from (select store_id, variant_id, sum(quantity_milli)::bigint as quantity_milli, sum(quantity_milli::numeric * cost_e4) as value,
                   max(price_minor) as price_minor, max(last_restock_at) as last_restock_at
              from (${levelRows(tx, asked)}) level group by store_id, variant_id having sum(quantity_milli) > 0) l
      left join lateral (
        select r.business_date as on_date from rollup_sales_variant r
         where r.business_id = ${asked.business.id} and r.store_id = l.store_id and r.variant_id = l.variant_id and r.sale_count > 0
         order by r.business_date desc limit 1) sold on true
     where sold.on_date is null or sold.on_date < ${since}`;
}

/** What lies in the stores and is not bought, the dearest first. */
export async function deadStock(tx: Tx, asked: Asked<Query>): Promise<DeadStock> {
  const { business, query, nowMs } = asked;
  const today = businessDateAt(instantAt(nowMs, business.timeZone), business.dayStartMinutes);
  const since = addDays(today, -query.days);
  const rows = await tx<Row[]>`
    select l.store_id as "storeId", s.name as "storeName", l.variant_id as "variantId",
           coalesce(case when v.name = '' then p.name else p.name || ', ' || v.name end, 'Not in the list any more') as name,
           coalesce(v.sku, '') as sku, l.quantity_milli as "onHandMilli", round(l.value / l.quantity_milli)::bigint as "averageCostE4",
           round(l.value / 10000000)::bigint as "valueMinor", round(l.quantity_milli::numeric * l.price_minor / 1000)::bigint as "retailMinor",
           l.last_sold_on as "lastSoldOn", l.last_restock_at as "lastRestockAt"
      from (${lyingStill(tx, asked, since)}) l
      join stores s on s.business_id = ${business.id} and s.id = l.store_id
      left join product_variants v on v.business_id = s.business_id and v.id = l.variant_id
      left join products p on p.business_id = v.business_id and p.id = v.product_id
     order by l.value desc, l.store_id, l.variant_id limit ${query.limit} offset ${(query.page - 1) * query.limit}`;
  const [total] = await tx<DeadStock['total'][]>`
    select count(*)::bigint as count, coalesce(sum(l.quantity_milli), 0)::bigint as "onHandMilli",
           coalesce(round(sum(l.value) / 10000000), 0)::bigint as "valueMinor",
           coalesce(round(sum(l.quantity_milli::numeric * l.price_minor) / 1000), 0)::bigint as "retailMinor"
      from (${lyingStill(tx, asked, since)}) l`;
  return {
    ...(await nowHead(tx, asked)),
    days: query.days,
    total: must(total, 'sums without a group are one row'),
    rows: rows.map((row) => ({ ...row, lastRestockAt: row.lastRestockAt?.toISOString() ?? null })),
  };
}
