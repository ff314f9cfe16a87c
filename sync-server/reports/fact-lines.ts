import { NO_ID } from '#shared/base/ids.ts';
import type { SalesGroupBy } from '#shared/api/reports.ts';
import type { Tx } from '#server/store/pool.ts';
import { type Slice, type SliceRow, sliceOf } from './figures.ts';
import { type SalesScope, inScope } from './sales-scope.ts';

/** Days of which facts are read for one question at most: what no rollup answers stays bounded. */
export const FACT_DAYS_MAX = 93;

/** Up to this minute of the shop's wall clock, counted from the start of its day. */
export type DayCut = {
  readonly dayStartMinutes: number;
  readonly minuteOfDay: number;
  /** Not before this minute of it. */
  readonly fromMinuteOfDay?: number;
};

/** How a grouping is told from the facts themselves. */
const FACT_KEYS: Readonly<Record<FactGroupBy, string>> = {
  day: 'business_date::text',
  week: "date_trunc('week', business_date::timestamp)::date::text",
  month: "date_trunc('month', business_date::timestamp)::date::text",
  hour: "lpad(local_hour::text, 2, '0')",
  store: 'store_id::text',
  category: `coalesce(category_id, '${NO_ID}')::text`,
  product: `coalesce(variant_id, '${NO_ID}')::text`,
  cashier: 'created_by::text',
  till: 'till_id::text',
  shift: `coalesce(shift_id, '${NO_ID}')::text`,
};
export type FactGroupBy = SalesGroupBy | 'shift';

/** The sums of sales by group, worked out from their lines: for filters that no rollup has, and for parts of a day. */
export async function factSlices(
  tx: Tx,
  scope: SalesScope,
  groupBy: FactGroupBy,
  { cut, shiftDays = 0 }: { readonly cut?: DayCut | undefined; readonly shiftDays?: number } = {},
): Promise<readonly Slice[]> {
  const ofParts = groupBy === 'category' || groupBy === 'product';
  const [sold, returned] = ofParts
    ? ['quantity_milli >= 0', 'quantity_milli < 0']
    : ["kind <> 'refund'", "kind = 'refund'"];
  const units = 'round(quantity_milli * factor_milli / 1000.0)';
  const rows = await tx<SliceRow[]>`
    select ${tx.unsafe(FACT_KEYS[groupBy])} as key,
      count(distinct id) filter (where ${tx.unsafe(sold)})::bigint as sale_count,
      count(distinct id) filter (where ${tx.unsafe(returned)})::bigint as refund_count,
      count(*) filter (where quantity_milli >= 0)::bigint as line_count,
      coalesce(sum(${tx.unsafe(units)}) filter (where quantity_milli >= 0), 0)::bigint as units_milli,
      coalesce(-sum(${tx.unsafe(units)}) filter (where quantity_milli < 0), 0)::bigint as refund_units_milli,
      coalesce(sum(gross_minor) filter (where quantity_milli >= 0), 0)::bigint as gross_minor,
      coalesce(sum(discount_minor) filter (where quantity_milli >= 0), 0)::bigint as discount_minor,
      coalesce(-sum(total_minor) filter (where quantity_milli < 0), 0)::bigint as refunds_minor,
      sum(total_minor)::bigint as net_minor, sum(tax_minor)::bigint as tax_minor, sum(cost_e4)::text as cost_e4
      from (select o.id, o.kind, o.store_id, o.till_id, o.shift_id, o.created_by, o.business_date + ${shiftDays}::integer as business_date,
                   o.local_hour, i.variant_id, i.category_id, i.quantity_milli, i.factor_milli, i.gross_minor, i.discount_minor,
                   i.total_minor, i.tax_minor, i.cost_e4
              from sales_orders o cross join ${partsOf(tx, 'sales_order_items')} i
             where o.business_id = ${scope.businessId} and ${ordersIn(tx, scope)} ${cut === undefined ? tx`` : tx`and ${minuteOfDay(tx, cut)} between ${cut.fromMinuteOfDay ?? 0} and ${cut.minuteOfDay}`}) as lines
     group by 1 order by 1`;
  return rows.map(sliceOf);
}

/** The minute since the shop's day began, by its wall clock. */
function minuteOfDay(tx: Tx, cut: DayCut) {
  return tx`floor(extract(epoch from o.occurred_at + make_interval(mins => o.offset_minutes - ${cut.dayStartMinutes}::integer)) / 60)::bigint % 1440`;
}

/** The orders of a question: of its stores and days, of its cashier, paid in its way; what was voided is none. */
export function ordersIn(tx: Tx, scope: SalesScope) {
  return tx`${inScope(tx, scope, 'o')} and o.status <> 'voided'
    ${scope.cashierId === undefined ? tx`` : tx`and o.created_by = ${scope.cashierId}`}
    ${
      scope.method === undefined
        ? tx``
        : tx`and exists (select from payments p where p.business_id = o.business_id and p.order_id = o.id and p.method = ${scope.method} offset 0)`
    }`;
}

/**
 * The lines or taxes of each order `o`, looked up order by order. A planner that may choose reads all that ever were beside those
 * of some days, and the more the longer a shop trades: `offset 0` leaves it no choice, here and in `ordersIn`.
 */
export function partsOf(tx: Tx, table: 'sales_order_items' | 'sales_order_item_taxes') {
  return tx`lateral (select * from ${tx(table)} a where a.business_id = o.business_id and a.order_id = o.id offset 0)`;
}
