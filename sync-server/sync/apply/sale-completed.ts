import { mulDivRound } from '#shared/base/integer.ts';
import { type Id, NO_ID } from '#shared/base/ids.ts';
import { localHour } from '#shared/base/time.ts';
import { ledgerEntriesOf } from '#shared/credit/ledger-entries.ts';
import { checkSums } from '#shared/sale/check-sums.ts';
import type { SalePayload, SoldLine } from '#shared/sale/sale-payload.ts';
import { movementsOf } from '#shared/stock/movements-of.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import type { Effects } from './effects.ts';
import { type FactPlace, factPlace } from './fact-place.ts';
import { collectMovements } from './collect-movements.ts';
import { collectLedger } from './ledgers/collect-ledger.ts';
import { receiptHash } from './facts/receipt-hash.ts';
import { paymentRow } from './facts/payment-row.ts';
import type { ApplyContext, Incoming } from './incoming.ts';
import { type RollupDeltas, type SalesRollup, type StoreDay, tenderOf } from './rollups/rollup-deltas.ts';

type SaleIncoming = Incoming<'sale.completed' | 'sale.refunded'>;

/** Takes finished sales as they happened: order, lines, taxes, payments, movements, and what they add to every sum. */
export function collectSales(context: ApplyContext, sales: readonly SaleIncoming[], effects: Effects): void {
  for (const incoming of sales) {
    const place = factPlace(context, incoming);
    const sale = incoming.change.payload;
    const actorId = incoming.change.actorId;
    if (checkSums(sale).length > 0) effects.review(incoming.change.id, 'sums_differ');
    effects.orders.push(orderRow(context, incoming, place));
    for (const [position, line] of sale.lines.entries()) collectLine(effects, sale.saleId, line, position);
    for (const payment of sale.payments) {
      const { customerId, shiftId } = sale;
      const of = { orderId: sale.saleId, receivedId: null, customerId, shiftId, takenBy: actorId };
      effects.payments.push(paymentRow(payment, place, of));
    }
    collectLedger(effects, place, incoming, { documentId: sale.saleId, entries: ledgerEntriesOf(incoming.change) });
    collectMovements(effects, place, incoming, { documentId: sale.saleId, movements: movementsOf(incoming.change) });
    collectRollups(effects, incoming, place);
    effects.moveInFeed({ entity: 'sale', id: sale.saleId, class: 'sales', scopeId: place.store_id, isGone: false });
  }
}

function orderRow(
  context: ApplyContext,
  { change, epochCounter, seq }: SaleIncoming,
  place: FactPlace,
): Effects['orders'][number] {
  const sale = change.payload;
  return {
    id: sale.saleId,
    kind: sale.kind,
    order_number: sale.receiptNumber,
    ...place,
    shift_id: sale.shiftId,
    customer_id: sale.customerId,
    customer_name: sale.customerName,
    cashier_name: sale.cashierName,
    local_hour: localHour(change.occurredAt),
    line_count: sale.lines.length,
    currency: sale.currency,
    gross_minor: sale.grossMinor,
    subtotal_minor: sale.subtotalMinor,
    tax_minor: sale.taxMinor,
    discount_minor: sale.discountMinor,
    rounding_minor: sale.roundingMinor,
    total_minor: sale.totalMinor,
    paid_minor: sale.paidMinor,
    balance_minor: sale.balanceMinor,
    payment_status: paymentStatus(sale),
    payment_method: paymentMethod(sale),
    status: 'completed',
    refund_of: sale.refundOf,
    notes: sale.note,
    needs_review: false,
    review_reasons: arrayLiteral([]),
    created_by: change.actorId,
    offset_minutes: change.occurredAt.offsetMinutes,
    received_at: context.at.toISOString(),
    change_id: change.id,
    epoch_counter: epochCounter,
    seq,
    receipt_hash: sale.receiptToken === undefined ? null : receiptHash(sale.receiptToken),
  };
}

function paymentStatus(sale: SalePayload): string {
  if (sale.payments.some((payment) => payment.state === 'pending')) return 'pending';
  return sale.balanceMinor > 0 ? 'partial' : 'paid';
}

function paymentMethod(sale: SalePayload): string {
  const methods = new Set(sale.payments.map((payment) => payment.method));
  const [first] = methods;
  return methods.size > 1 ? 'split' : (first ?? 'none');
}

/** Cost of a line, signed as its quantity. */
function lineCostE4(line: SoldLine): number {
  return mulDivRound(line.unitCostE4, line.quantityMilli, 1000);
}

function collectLine(effects: Effects, orderId: Id, line: SoldLine, position: number): void {
  effects.items.push({
    order_id: orderId,
    id: line.id,
    position,
    variant_id: line.variantId,
    product_id: line.productId,
    category_id: line.categoryId,
    name: line.name,
    sku: line.sku,
    barcode: line.barcode,
    unit: line.unit.name,
    factor_milli: line.unit.factorMilli,
    quantity_milli: line.quantityMilli,
    unit_price_minor: line.unitPriceMinor,
    unit_cost_e4: line.unitCostE4,
    cost_e4: lineCostE4(line),
    gross_minor: line.grossMinor,
    discount_minor: line.discountMinor,
    discount_reason: line.discountReason,
    tax_minor: line.taxMinor,
    subtotal_minor: line.subtotalMinor,
    total_minor: line.totalMinor,
    batch_id: line.batchId,
    serial: line.serial,
    note: line.note,
    refund_of_line: line.refundOfLineId,
    is_restocked: line.restock,
  });
  for (const [taxPosition, tax] of line.taxes.entries()) {
    effects.itemTaxes.push({
      order_id: orderId,
      line_id: line.id,
      position: taxPosition,
      tax_rate_id: tax.taxRateId,
      name: tax.name,
      rate_ppm: tax.ratePpm,
      inclusive: tax.inclusive,
      base_minor: tax.baseMinor,
      tax_minor: tax.taxMinor,
    });
  }
}

/** What came back and is not put on the shelf again: its cost left the goods sold, and is lost all the same. */
function collectThrownAway(rollups: RollupDeltas, day: StoreDay, line: SoldLine): void {
  rollups.addStock(
    { ...day, kind: 'return', reason: 'not_restocked' },
    {
      movementCount: 1,
      quantityMilli: mulDivRound(line.quantityMilli, line.unit.factorMilli, 1000),
      costE4: lineCostE4(line),
    },
  );
}

function collectRollups({ rollups }: Effects, { change }: SaleIncoming, place: FactPlace): void {
  const sale = change.payload;
  const day: StoreDay = { storeId: place.store_id, businessDate: place.business_date };
  const whole: readonly (readonly [SalesRollup, string])[] = [
    ['rollup_sales_hour', String(localHour(change.occurredAt))],
    ['rollup_sales_cashier', change.actorId],
    ['rollup_sales_till', place.till_id],
  ];
  const counted = new Set<string>();
  const count = (rollup: SalesRollup, key: string, as: 'sale_count' | 'refund_count'): void => {
    if (counted.has(`${rollup} ${key} ${as}`)) return;
    counted.add(`${rollup} ${key} ${as}`);
    rollups.figures(rollup, day, key)[as] += 1;
  };
  for (const [rollup, key] of whole) count(rollup, key, sale.kind === 'refund' ? 'refund_count' : 'sale_count');
  for (const line of sale.lines) {
    const isReturned = line.quantityMilli < 0;
    const parts: readonly (readonly [SalesRollup, string])[] = [
      ['rollup_sales_variant', line.variantId ?? NO_ID],
      ['rollup_sales_category', line.categoryId ?? NO_ID],
    ];
    for (const [rollup, key] of parts) count(rollup, key, isReturned ? 'refund_count' : 'sale_count');
    rollups.addLine([...whole, ...parts], day, {
      isReturned,
      unitsMilli: mulDivRound(line.quantityMilli, line.unit.factorMilli, 1000),
      grossMinor: line.grossMinor,
      discountMinor: line.discountMinor,
      totalMinor: line.totalMinor,
      taxMinor: line.taxMinor,
      costE4: lineCostE4(line),
    });
    for (const tax of line.taxes) rollups.addTax(day, tax);
    if (isReturned && !line.restock) collectThrownAway(rollups, day, line);
  }
  for (const payment of sale.payments)
    rollups.addTender(day, payment.method, tenderOf(payment.state, payment.amountMinor));
}
