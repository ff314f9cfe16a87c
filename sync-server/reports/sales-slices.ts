import type { Id } from '#shared/base/ids.ts';
import type { SalesGroupBy } from '#shared/api/reports.ts';
import type { Tx } from '#server/store/pool.ts';
import { factSlices } from './fact-lines.ts';
import { type Slice, type SliceRow, sliceOf } from './figures.ts';
import { type SalesScope, inScope } from './sales-scope.ts';

type Source = { readonly table: string; readonly key: string };

const DAY = 'r.business_date';

/** Which rollup answers which grouping, and what stands in its key. */
const SOURCES: Readonly<Record<SalesGroupBy, Source>> = {
  day: { table: 'rollup_sales_hour', key: `${DAY}::text` },
  week: { table: 'rollup_sales_hour', key: `date_trunc('week', ${DAY}::timestamp)::date::text` },
  month: { table: 'rollup_sales_hour', key: `date_trunc('month', ${DAY}::timestamp)::date::text` },
  hour: { table: 'rollup_sales_hour', key: "lpad(r.local_hour::text, 2, '0')" },
  store: { table: 'rollup_sales_hour', key: 'r.store_id::text' },
  category: { table: 'rollup_sales_category', key: 'r.category_id::text' },
  product: { table: 'rollup_sales_variant', key: 'r.variant_id::text' },
  cashier: { table: 'rollup_sales_cashier', key: 'r.cashier_id::text' },
  till: { table: 'rollup_sales_till', key: 'r.till_id::text' },
};

/** Groupings of one cashier's sales that the rollup of cashiers answers. */
const OF_ONE_CASHIER: readonly SalesGroupBy[] = ['day', 'week', 'month', 'store', 'cashier'];

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
]
  .map((column) => `sum(r.${column})::bigint as ${column}`)
  .concat('sum(r.cost_e4)::text as cost_e4')
  .join(', ');

/** Whether a question can only be answered from facts. */
export function needsFacts(
  filter: { readonly cashierId?: Id | undefined; readonly method?: string | undefined },
  groupBy: SalesGroupBy,
): boolean {
  return filter.method !== undefined || (filter.cashierId !== undefined && !OF_ONE_CASHIER.includes(groupBy));
}

/**
 * The sums of a range by group, from the rollup that has the group in its key, or from facts where a filter asks for what no
 * rollup holds.
 *
 * @param shiftDays moves each day by so many before it is grouped: the days of a period before fall into those of now
 */
export async function salesSlices(
  tx: Tx,
  scope: SalesScope,
  groupBy: SalesGroupBy,
  { shiftDays = 0 }: { readonly shiftDays?: number } = {},
): Promise<readonly Slice[]> {
  if (needsFacts(scope, groupBy)) return factSlices(tx, scope, groupBy, { shiftDays });
  const { table, key } = SOURCES[groupBy];
  const ofCashier = scope.cashierId !== undefined;
  const rows = await tx<SliceRow[]>`
    select ${tx.unsafe(key.replace(DAY, `(${DAY} + ${shiftDays})`))} as key, ${tx.unsafe(SUMS)}
      from ${tx(ofCashier ? 'rollup_sales_cashier' : table)} r
     where r.business_id = ${scope.businessId} and ${inScope(tx, scope, 'r')}
       ${scope.cashierId === undefined ? tx`` : tx`and r.cashier_id = ${scope.cashierId}`}
     group by 1
     order by 1`;
  return rows.map(sliceOf);
}
