import { NO_ID } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import type { ApplyContext } from '../incoming.ts';
import { type RollupDeltas, type SalesRollup, type StoreDay, tenderOf } from './rollup-deltas.ts';

/** A sale that was voided just now. */
export type VoidedOrder = {
  readonly id: string;
  readonly kind: 'sale' | 'refund' | 'exchange';
  readonly store_id: string;
  readonly till_id: string;
  readonly business_date: string;
  readonly local_hour: number;
  readonly created_by: string;
  readonly refund_of: string | null;
};

type LineRow = {
  readonly order_id: string;
  readonly variant_id: string | null;
  readonly category_id: string | null;
  readonly quantity_milli: number;
  readonly units_milli: number;
  readonly gross_minor: number;
  readonly discount_minor: number;
  readonly total_minor: number;
  readonly tax_minor: number;
  readonly cost_e4: number;
  readonly is_restocked: boolean;
};
type TaxRow = {
  readonly order_id: string;
  readonly taxRateId: string;
  readonly ratePpm: number;
  readonly inclusive: boolean;
  readonly name: string;
  readonly baseMinor: number;
  readonly taxMinor: number;
};
type PaymentRow = {
  readonly store_id: string;
  readonly business_date: string;
  readonly method: string;
  readonly state: string;
  readonly amount_minor: number;
};

/** Takes what these sales added out of the rollups again, and marks their payments as counting nowhere. */
export async function takeBackSales(
  tx: Tx,
  { businessId, at }: ApplyContext,
  rollups: RollupDeltas,
  orders: readonly VoidedOrder[],
): Promise<void> {
  const ids = arrayLiteral(orders.map(({ id }) => id));
  const lines = await tx<LineRow[]>`
    select order_id, variant_id, category_id, quantity_milli, round(quantity_milli * factor_milli / 1000.0)::bigint as units_milli,
      gross_minor, discount_minor, total_minor, tax_minor, cost_e4, is_restocked
    from sales_order_items where business_id = ${businessId} and order_id = any(${ids}::uuid[])`;
  const taxes = await tx<TaxRow[]>`
    select order_id, tax_rate_id as "taxRateId", rate_ppm as "ratePpm", inclusive, name, base_minor as "baseMinor", tax_minor as "taxMinor"
    from sales_order_item_taxes where business_id = ${businessId} and order_id = any(${ids}::uuid[])`;
  const payments = await tx<PaymentRow[]>`
    update payments set is_void = true, updated_at = ${at}
    where business_id = ${businessId} and order_id = any(${ids}::uuid[]) and received_id is null and not is_void
    returning store_id, business_date, method, state, amount_minor`;
  const linesOf = Map.groupBy(lines, ({ order_id }) => order_id);
  const dayOf = new Map<string, StoreDay>();
  for (const order of orders) {
    dayOf.set(order.id, { storeId: order.store_id, businessDate: order.business_date });
    takeBackLines(rollups, order, linesOf.get(order.id) ?? []);
  }
  for (const { order_id, ...tax } of taxes) {
    const day = dayOf.get(order_id);
    if (day !== undefined) rollups.addTax(day, { ...tax, baseMinor: -tax.baseMinor, taxMinor: -tax.taxMinor });
  }
  for (const { store_id, business_date, method, state, amount_minor } of payments) {
    const { paymentCount, amountMinor, pendingMinor } = tenderOf(state, amount_minor);
    rollups.addTender({ storeId: store_id, businessDate: business_date }, method, {
      paymentCount: -paymentCount,
      amountMinor: -amountMinor,
      pendingMinor: -pendingMinor,
    });
  }
}

function takeBackLines(rollups: RollupDeltas, order: VoidedOrder, lines: readonly LineRow[]): void {
  const day: StoreDay = { storeId: order.store_id, businessDate: order.business_date };
  const whole: readonly (readonly [SalesRollup, string])[] = [
    ['rollup_sales_hour', String(order.local_hour)],
    ['rollup_sales_cashier', order.created_by],
    ['rollup_sales_till', order.till_id],
  ];
  for (const [rollup, key] of whole)
    rollups.figures(rollup, day, key)[order.kind === 'refund' ? 'refund_count' : 'sale_count'] -= 1;
  const counted = new Set<string>();
  for (const line of lines) {
    const isReturned = line.quantity_milli < 0;
    const parts: readonly (readonly [SalesRollup, string])[] = [
      ['rollup_sales_variant', line.variant_id ?? NO_ID],
      ['rollup_sales_category', line.category_id ?? NO_ID],
    ];
    for (const [rollup, key] of parts) {
      const place = `${rollup} ${key} ${isReturned}`;
      if (!counted.has(place)) rollups.figures(rollup, day, key)[isReturned ? 'refund_count' : 'sale_count'] -= 1;
      counted.add(place);
    }
    for (const [rollup, key] of [...whole, ...parts]) takeBackLine(rollups, { rollup, key, day }, line);
    if (isReturned && !line.is_restocked)
      rollups.addStock(
        { ...day, kind: 'return', reason: 'not_restocked' },
        { movementCount: -1, quantityMilli: -line.units_milli, costE4: -line.cost_e4 },
      );
  }
}

function takeBackLine(
  rollups: RollupDeltas,
  of: { readonly rollup: SalesRollup; readonly key: string; readonly day: StoreDay },
  line: LineRow,
): void {
  const into = rollups.figures(of.rollup, of.day, of.key);
  if (line.quantity_milli < 0) {
    into.refund_units_milli += line.units_milli;
    into.refunds_minor += line.total_minor;
  } else {
    into.line_count -= 1;
    into.units_milli -= line.units_milli;
    into.gross_minor -= line.gross_minor;
    into.discount_minor -= line.discount_minor;
  }
  into.net_minor -= line.total_minor;
  into.tax_minor -= line.tax_minor;
  into.cost_e4 -= line.cost_e4;
}
