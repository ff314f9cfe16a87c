import type { Id } from '#shared/base/ids.ts';
import type { SalesGroupBy } from '#shared/api/reports.ts';
import type { Tx } from '#server/store/pool.ts';
import type { DayRange } from './day-range.ts';
import type { FigureSums } from './figures.ts';

/** One group of sales: its key, and its sums. */
export type Slice = FigureSums & { readonly key: string };

/** Which business, days and stores a question is about. No stores in the list means all of them. */
export type SalesScope = { readonly businessId: Id; readonly range: DayRange; readonly storeIds: readonly Id[] };

type Source = { readonly table: string; readonly key: string };

/** Which rollup answers which grouping, and what stands in its key. */
const SOURCES: Readonly<Record<SalesGroupBy, Source>> = {
  day: { table: 'rollup_sales_hour', key: 'business_date::text' },
  week: { table: 'rollup_sales_hour', key: "date_trunc('week', business_date::timestamp)::date::text" },
  month: { table: 'rollup_sales_hour', key: "date_trunc('month', business_date::timestamp)::date::text" },
  hour: { table: 'rollup_sales_hour', key: "lpad(local_hour::text, 2, '0')" },
  store: { table: 'rollup_sales_hour', key: 'store_id::text' },
  category: { table: 'rollup_sales_category', key: 'category_id::text' },
  product: { table: 'rollup_sales_variant', key: 'variant_id::text' },
  cashier: { table: 'rollup_sales_cashier', key: 'cashier_id::text' },
  till: { table: 'rollup_sales_till', key: 'till_id::text' },
};

const SUMS = [
  'sale_count',
  'refund_count',
  'line_count',
  'units_milli',
  'refund_units_milli',
  'gross_minor',
  'discount_minor',
  'refunds_minor',
  'net_minor',
  'tax_minor',
  'cost_e4',
]
  .map((column) => `sum(${column})::bigint as ${column}`)
  .join(', ');

/** The sums of a range by group, from the rollup that has the group in its key. */
export async function salesSlices(tx: Tx, scope: SalesScope, groupBy: SalesGroupBy): Promise<readonly Slice[]> {
  const { table, key } = SOURCES[groupBy];
  return tx<Slice[]>`
    select ${tx.unsafe(key)} as key, ${tx.unsafe(SUMS)}
      from ${tx(table)}
     where business_id = ${scope.businessId}
       and business_date between ${scope.range.from} and ${scope.range.to}
       and (${scope.storeIds.length === 0} or store_id = any(${[...scope.storeIds]}::uuid[]))
     group by 1
     order by 1`;
}
