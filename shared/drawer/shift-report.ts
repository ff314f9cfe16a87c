import { type Minor, minor } from '#shared/base/money.ts';
import type { SaleKind } from '#shared/sale/cart.ts';
import type { Payment, PaymentMethod } from '#shared/sale/tender.ts';
import { type CashMovement, expectedCash } from './expected-cash.ts';

/** A finished sale of the shift as far as its report needs it, or the sums of `count` of one kind. */
export type ShiftSale = {
  readonly count?: number;
  readonly kind: SaleKind;
  readonly totalMinor: Minor;
  readonly discountMinor: Minor;
  readonly taxMinor: Minor;
};

/** A payment of the shift, in the state that it has by now: of a sale, a refund, or a customer's debt; or the sum of `count` of them. */
export type ShiftPayment = Pick<Payment, 'method' | 'amountMinor' | 'state'> & { readonly count?: number };

export type ShiftFacts = {
  readonly floatMinor: Minor;
  readonly sales: readonly ShiftSale[];
  readonly payments: readonly ShiftPayment[];
  readonly movements: readonly CashMovement[];
};

/** One way of paying over a shift. `pendingMinor` is the part of the amount that was promised and not seen yet. */
export type TenderTotal = {
  readonly method: PaymentMethod;
  readonly amountMinor: Minor;
  readonly count: number;
  readonly pendingMinor: Minor;
};

/** The sums of an X or Z report. */
export type ShiftReport = {
  readonly saleCount: number;
  readonly refundCount: number;
  /** Sales and exchanges. */
  readonly salesMinor: Minor;
  /** Positive. */
  readonly refundsMinor: Minor;
  readonly discountMinor: Minor;
  readonly taxMinor: Minor;
  readonly tenders: readonly TenderTotal[];
  readonly cashInMinor: Minor;
  readonly cashOutMinor: Minor;
  readonly dropMinor: Minor;
  readonly expectedMinor: Minor;
};

function sumOf<Row>(rows: readonly Row[], amount: (row: Row) => number): Minor {
  let sum = 0;
  for (const row of rows) sum += amount(row);
  return minor(sum);
}

function countOf(sales: readonly ShiftSale[]): number {
  return sales.reduce((sum, { count = 1 }) => sum + count, 0);
}

/** Totals by way of paying, in order of first use; money that never came is counted nowhere. */
export function tenderTotals(payments: readonly ShiftPayment[]): readonly TenderTotal[] {
  const byMethod = new Map<PaymentMethod, TenderTotal>();
  for (const { method, amountMinor, state, count = 1 } of payments) {
    if (state === 'not_found' || state === 'declined') continue;
    const sum = byMethod.get(method);
    byMethod.set(method, {
      method,
      amountMinor: minor((sum?.amountMinor ?? 0) + amountMinor),
      count: (sum?.count ?? 0) + count,
      pendingMinor: minor((sum?.pendingMinor ?? 0) + (state === 'pending' ? amountMinor : 0)),
    });
  }
  return [...byMethod.values()];
}

/** The maths of an X or Z report, from what happened in the shift. */
export function shiftReport(facts: ShiftFacts): ShiftReport {
  const refunds = facts.sales.filter((sale) => sale.kind === 'refund');
  const sales = facts.sales.filter((sale) => sale.kind !== 'refund');
  const moved = (kind: CashMovement['kind']): Minor =>
    sumOf(facts.movements, (movement) => (movement.kind === kind ? movement.amountMinor : 0));
  return {
    saleCount: countOf(sales),
    refundCount: countOf(refunds),
    salesMinor: sumOf(sales, (sale) => sale.totalMinor),
    refundsMinor: sumOf(refunds, (sale) => -sale.totalMinor),
    discountMinor: sumOf(facts.sales, (sale) => sale.discountMinor),
    taxMinor: sumOf(facts.sales, (sale) => sale.taxMinor),
    tenders: tenderTotals(facts.payments),
    cashInMinor: moved('in'),
    cashOutMinor: moved('out'),
    dropMinor: moved('drop'),
    expectedMinor: expectedCash(facts),
  };
}
