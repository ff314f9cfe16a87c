import type { SalePayload, SoldLine } from './sale-payload.ts';
import type { Payment } from './tender.ts';

/** Which sum of a sale doesn't add up. */
export type SumFault =
  | 'line_discount'
  | 'line_tax'
  | 'line_subtotal'
  | 'line_total'
  | 'sale_gross'
  | 'sale_discount'
  | 'sale_tax'
  | 'sale_subtotal'
  | 'sale_total'
  | 'payment_amount'
  | 'sale_paid'
  | 'sale_balance'
  | 'sale_settled';

function sum<Row>(rows: readonly Row[], amount: (row: Row) => number): number {
  let total = 0;
  for (const row of rows) total += amount(row);
  return total;
}

function lineFaults(line: SoldLine): SumFault[] {
  const faults: SumFault[] = [];
  const tax = sum(line.taxes, (rate) => rate.taxMinor);
  const added = sum(line.taxes, (rate) => (rate.inclusive ? 0 : rate.taxMinor));
  if (line.discountMinor !== line.lineDiscountMinor + line.cartDiscountMinor) faults.push('line_discount');
  if (line.taxMinor !== tax) faults.push('line_tax');
  if (line.subtotalMinor !== line.totalMinor - line.taxMinor) faults.push('line_subtotal');
  if (line.totalMinor !== line.grossMinor - line.discountMinor + added) faults.push('line_total');
  return faults;
}

function isOnAccount(payment: Payment): boolean {
  return payment.method === 'credit';
}

function saleFaults(sale: SalePayload): SumFault[] {
  const { lines, payments } = sale;
  const holds: readonly (readonly [SumFault, boolean])[] = [
    ['sale_gross', sale.grossMinor === sum(lines, (line) => line.grossMinor)],
    ['sale_discount', sale.discountMinor === sum(lines, (line) => line.discountMinor)],
    ['sale_tax', sale.taxMinor === sum(lines, (line) => line.taxMinor)],
    ['sale_subtotal', sale.subtotalMinor === sum(lines, (line) => line.subtotalMinor)],
    ['sale_total', sale.totalMinor === sum(lines, (line) => line.totalMinor)],
    [
      'payment_amount',
      payments.every((payment) => payment.amountMinor === payment.tenderedMinor - payment.changeMinor),
    ],
    ['sale_paid', sale.paidMinor === sum(payments, (payment) => (isOnAccount(payment) ? 0 : payment.amountMinor))],
    [
      'sale_balance',
      sale.balanceMinor === sum(payments, (payment) => (isOnAccount(payment) ? payment.amountMinor : 0)),
    ],
    ['sale_settled', sale.totalMinor + sale.roundingMinor === sale.paidMinor + sale.balanceMinor],
  ];
  return holds.filter(([, does]) => !does).map(([fault]) => fault);
}

/**
 * Holds a finished sale against its own sums; empty where all add up.
 *
 * The server asks this of every sale that arrives: one that differs has happened all the same, and is marked for review.
 */
export function checkSums(sale: SalePayload): readonly SumFault[] {
  return [...new Set([...sale.lines.flatMap(lineFaults), ...saleFaults(sale)])];
}
