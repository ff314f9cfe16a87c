import type { SalesGroupBy } from '#shared/api/reports.ts';
import type { Tx } from '#server/store/pool.ts';
import { type DayCut, factSlices } from './fact-lines.ts';
import { type FigureSums, type Slice, type SliceRow, addSums, sliceOf } from './figures.ts';
import { type SalesScope, inScope } from './sales-scope.ts';

/** Groupings that "by this time of day" is answered for; the others compare whole days. */
const CUT_KEYS: Partial<Record<SalesGroupBy, string>> = {
  store: 'store_id::text',
  hour: "lpad(local_hour::text, 2, '0')",
  day: 'business_date::text',
};

const WHOLE_HOURS = [
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
  .map((column) => `sum(${column})::bigint as ${column}`)
  .concat('sum(cost_e4)::text as cost_e4')
  .join(', ');

/**
 * What one day had sold by a minute of the shop's day: whole hours from the rollup, the running hour from facts.
 *
 * A day that begins within an hour, and a question with a filter, is read from its facts alone.
 */
export async function salesSoFar(
  tx: Tx,
  scope: SalesScope,
  groupBy: SalesGroupBy,
  cut: DayCut,
): Promise<ReadonlyMap<string, FigureSums> | null> {
  const key = CUT_KEYS[groupBy];
  if (key === undefined) return null;
  const isFiltered = scope.cashierId !== undefined || scope.method !== undefined;
  if (isFiltered || cut.dayStartMinutes % 60 !== 0) return byKey(await factSlices(tx, scope, groupBy, { cut }));
  const runningFrom = Math.floor(cut.minuteOfDay / 60);
  const startHour = cut.dayStartMinutes / 60;
  const whole = await tx<SliceRow[]>`
    select ${tx.unsafe(key)} as key, ${tx.unsafe(WHOLE_HOURS)}
      from rollup_sales_hour r
     where r.business_id = ${scope.businessId} and ${inScope(tx, scope, 'r')}
       and (r.local_hour - ${startHour}::integer + 24) % 24 < ${runningFrom}
     group by 1`;
  const running = await factSlices(tx, scope, groupBy, { cut: { ...cut, fromMinuteOfDay: runningFrom * 60 } });
  return byKey([...whole.map(sliceOf), ...running]);
}

function byKey(slices: readonly Slice[]): ReadonlyMap<string, FigureSums> {
  const sums = new Map<string, FigureSums>();
  for (const slice of slices) {
    const before = sums.get(slice.key);
    sums.set(slice.key, before === undefined ? slice : addSums(before, slice));
  }
  return sums;
}
