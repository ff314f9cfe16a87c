import { type Minor, minor } from '#shared/base/money.ts';
import type { Payment } from '#shared/sale/tender.ts';

/** Cash that went into or out of the drawer without a sale; always a positive amount. */
export type CashMovement = { readonly kind: 'in' | 'out' | 'drop'; readonly amountMinor: Minor };

/** What a payment does to a drawer. Sales, refunds and paid debts are all payments; refunds are negative. */
export type DrawerPayment = Pick<Payment, 'method' | 'amountMinor'>;

export type DrawerContents = {
  readonly floatMinor: Minor;
  /** Of the shift; ways other than cash are passed over. An amount is what was handed over less the change. */
  readonly payments: readonly DrawerPayment[];
  readonly movements: readonly CashMovement[];
};

/** What a drawer should hold: float + cash taken − change − cash given back + paid in − paid out − drops. */
export function expectedCash(contents: DrawerContents): Minor {
  let sum: number = contents.floatMinor;
  for (const payment of contents.payments) if (payment.method === 'cash') sum += payment.amountMinor;
  for (const { kind, amountMinor } of contents.movements) sum += kind === 'in' ? amountMinor : -amountMinor;
  return minor(sum);
}

/** What is too much (positive) or missing (negative) in a counted drawer. */
export function cashVariance(countedMinor: Minor, expectedMinor: Minor): Minor {
  return minor(countedMinor - expectedMinor);
}

/** Whether a difference has to be explained; a limit of 0 asks for a reason for any. */
export function needsVarianceReason(varianceMinor: Minor, limitMinor: Minor): boolean {
  return Math.abs(varianceMinor) > limitMinor;
}
