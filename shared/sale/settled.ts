import { type Minor, minor } from '#shared/base/money.ts';
import type { Payment } from './tender.ts';

/** How a sale was paid. totalMinor + roundingMinor = paidMinor + balanceMinor; what is paid out is negative. */
export type Settled = {
  readonly payments: readonly Payment[];
  /** What was due before cash rounding. */
  readonly totalMinor: Minor;
  readonly roundingMinor: Minor;
  /** Everything but what goes on account; promised money counts as paid, its state says that it is pending. */
  readonly paidMinor: Minor;
  /** What the customer owes after this (negative: owes less). */
  readonly balanceMinor: Minor;
  readonly changeMinor: Minor;
};

/** Adds up the payments of a sale. */
export function sumPayments(sale: { totalMinor: Minor; roundingMinor: Minor; payments: readonly Payment[] }): Settled {
  let paid = 0;
  let balance = 0;
  let change = 0;
  for (const payment of sale.payments) {
    if (payment.method === 'credit') balance += payment.amountMinor;
    else paid += payment.amountMinor;
    change += payment.changeMinor;
  }
  return { ...sale, paidMinor: minor(paid), balanceMinor: minor(balance), changeMinor: minor(change) };
}
