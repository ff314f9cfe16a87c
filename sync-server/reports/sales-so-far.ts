import type { SalesGroupBy } from '#shared/api/reports.ts';
import type { Tx } from '#server/store/pool.ts';
import { type FigureSums, addSums } from './figures.ts';
import { type SalesScope, type Slice } from './sales-slices.ts';

/** Groupings that "by this time of day" is answered for; the others compare whole days. */
const CUT_KEYS: Partial<Record<SalesGroupBy, string>> = {
  store: 'store_id::text',
  hour: "lpad(local_hour::text, 2, '0')",
  day: "'all'",
};

const SUM_COLUMNS = [
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
];

const WHOLE_HOURS = SUM_COLUMNS.map((column) => `sum(${column})::bigint as ${column}`).join(', ');

/** The same sums over the lines of one hour's sales up to a minute: a bounded read of facts. */
const RUNNING_HOUR = `
  count(distinct id) filter (where kind <> 'refund')::bigint as sale_count,
  count(distinct id) filter (where kind = 'refund')::bigint as refund_count,
  count(*) filter (where quantity_milli >= 0)::bigint as line_count,
  coalesce(sum(quantity_milli) filter (where quantity_milli >= 0), 0)::bigint as units_milli,
  coalesce(-sum(quantity_milli) filter (where quantity_milli < 0), 0)::bigint as refund_units_milli,
  coalesce(sum(gross_minor) filter (where quantity_milli >= 0), 0)::bigint as gross_minor,
  coalesce(sum(discount_minor) filter (where quantity_milli >= 0), 0)::bigint as discount_minor,
  coalesce(-sum(total_minor) filter (where quantity_milli < 0), 0)::bigint as refunds_minor,
  coalesce(sum(total_minor), 0)::bigint as net_minor,
  coalesce(sum(tax_minor), 0)::bigint as tax_minor,
  coalesce(sum(cost_e4), 0)::bigint as cost_e4`;

/** What one day had sold by a time of the shop's wall clock: whole hours from the rollup, the running hour from facts. */
export async function salesSoFar(
  tx: Tx,
  scope: SalesScope,
  groupBy: SalesGroupBy,
  until: { hour: number; minute: number },
): Promise<ReadonlyMap<string, FigureSums> | null> {
  const key = CUT_KEYS[groupBy];
  if (key === undefined) return null;
  const stores = [...scope.storeIds];
  const whole = await tx<Slice[]>`
    select ${tx.unsafe(key)} as key, ${tx.unsafe(WHOLE_HOURS)}
      from rollup_sales_hour
     where business_id = ${scope.businessId} and business_date between ${scope.range.from} and ${scope.range.to}
       and (${stores.length === 0} or store_id = any(${stores}::uuid[])) and local_hour < ${until.hour}
     group by 1`;
  const running = await tx<Slice[]>`
    select ${tx.unsafe(key)} as key, ${tx.unsafe(RUNNING_HOUR)}
      from (select o.id, o.kind, o.store_id, o.local_hour, i.quantity_milli, i.gross_minor, i.discount_minor, i.total_minor, i.tax_minor, i.cost_e4
              from sales_orders o join sales_order_items i on i.business_id = o.business_id and i.order_id = o.id
             where o.business_id = ${scope.businessId} and o.business_date between ${scope.range.from} and ${scope.range.to}
               and (${stores.length === 0} or o.store_id = any(${stores}::uuid[])) and o.local_hour = ${until.hour}
               and extract(minute from o.occurred_at + make_interval(mins => o.offset_minutes)) <= ${until.minute}) as lines
     group by 1`;
  const sums = new Map<string, FigureSums>(whole.map((slice) => [slice.key, slice]));
  for (const slice of running) {
    const before = sums.get(slice.key);
    sums.set(slice.key, before === undefined ? slice : addSums(before, slice));
  }
  return sums;
}
