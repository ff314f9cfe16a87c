import { assert } from '#shared/base/assert.ts';
import type { MakeId } from '#shared/base/ids.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import type { Cart } from './cart.ts';
import { cashDue } from './cash-due.ts';
import { PAYMENTS_MAX } from './limits.ts';
import type { PricedCart } from './priced.ts';
import { type Settled, sumPayments } from './settled.ts';
import type { Tender } from './tender.ts';
import { hasStartingState, toPayments } from './to-payments.ts';

export type SettleRefusal =
  | 'sale_empty'
  | 'tender_short'
  | 'tender_over'
  | 'tender_sign'
  | 'tender_state'
  | 'customer_required';

export type SettleInput = {
  readonly cart: Cart;
  readonly priced: PricedCart;
  readonly tenders: readonly Tender[];
  readonly makeId: MakeId;
};

/** Nothing goes the other way than the sale; only cash may be nothing, where rounding leaves nothing due. */
function goesTheRightWay(tender: Tender, totalMinor: Minor): boolean {
  if (tender.amountMinor === 0) return tender.method === 'cash';
  return tender.amountMinor > 0 === totalMinor >= 0;
}

function checkTenders(cart: Cart, totalMinor: Minor, tenders: readonly Tender[]): Outcome<null, SettleRefusal> {
  assert(tenders.length <= PAYMENTS_MAX, `a sale is paid in ${PAYMENTS_MAX} parts at most`);
  if (cart.lines.length === 0) return refuse('sale_empty');
  for (const tender of tenders) {
    if (!goesTheRightWay(tender, totalMinor)) return refuse('tender_sign', { method: tender.method });
    if (!hasStartingState(tender)) return refuse('tender_state', { method: tender.method });
    if (tender.method === 'credit' && cart.customerId === null) return refuse('customer_required');
  }
  return accept(null);
}

type Covered = { readonly roundingMinor: Minor; readonly changeMinor: Minor };

/** Holds what was tendered against what is due; works on magnitudes, so that paying out mirrors taking in. */
function cover(cart: Cart, totalMinor: Minor, tenders: readonly Tender[]): Outcome<Covered, SettleRefusal> {
  const sign = totalMinor < 0 ? -1 : 1;
  const due = cashDue({ totalMinor, cashRoundingMinor: cart.cashRoundingMinor, tenders });
  const leftMinor = due.exactMinor * sign;
  if (leftMinor < 0) return refuse('tender_over', { overMinor: -leftMinor });
  const cash = tenders.filter((tender) => tender.method === 'cash');
  if (cash.length === 0) {
    return leftMinor === 0
      ? accept({ roundingMinor: minor(0), changeMinor: minor(0) })
      : refuse('tender_short', { leftMinor });
  }
  let handed = 0;
  for (const tender of cash) handed += tender.amountMinor * sign;
  const overMinor = handed - due.dueMinor * sign;
  if (overMinor < 0) return refuse('tender_short', { leftMinor: -overMinor });
  // A customer gets change; a drawer that pays out gives the exact sum, and cash for nothing due is a mistake.
  if (overMinor > 0 && (sign < 0 || leftMinor === 0)) return refuse('tender_over', { overMinor });
  return accept({ roundingMinor: due.roundingMinor, changeMinor: minor(overMinor) });
}

/**
 * Settles a sale: holds the tenders against the total, rounds the cash that is due, and works out the change.
 *
 * Only cash is rounded and only cash gives change. A total of nothing needs no payment; a negative total (refund,
 * exchange for less) is paid out by negative tenders of exactly what is due, the cash part rounded (see `cashDue`).
 * Always totalMinor + roundingMinor = paidMinor + balanceMinor.
 */
export function settle({ cart, priced, tenders, makeId }: SettleInput): Outcome<Settled, SettleRefusal> {
  const { totalMinor } = priced;
  const checked = checkTenders(cart, totalMinor, tenders);
  if (!checked.ok) return checked;
  const covered = cover(cart, totalMinor, tenders);
  if (!covered.ok) return covered;
  const { roundingMinor, changeMinor } = covered.value;
  return accept(sumPayments({ totalMinor, roundingMinor, payments: toPayments(tenders, changeMinor, makeId) }));
}
