import type { MakeId } from '#shared/base/ids.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import type { ReturnedSoFar } from './returned-so-far.ts';
import type { SalePayload } from './sale-payload.ts';
import { type Settled, sumPayments } from './settled.ts';
import { type Payment, type PaymentMethod, STARTING_STATES } from './tender.ts';
import { cashBackUpTo, cashUpTo, overlap, tenderShares } from './tender-shares.ts';

export type SettleRefundInput = {
  readonly original: SalePayload;
  readonly returned: ReturnedSoFar;
  /** What comes back now; negative, as `refundCart` prices it. */
  readonly totalMinor: Minor;
  readonly cashRoundingMinor: Minor;
  readonly makeId: MakeId;
};

/** One way that money goes back, as a positive amount. */
export type Payout = { readonly method: PaymentMethod; readonly reference: string; readonly amountMinor: Minor };

export type Payouts = {
  readonly payouts: readonly Payout[];
  /** Above the exact sum. */ readonly roundingMinor: Minor;
};

/**
 * The ways money goes back to where it came from.
 *
 * The payments of the sale lie one after the other over its total, refunds take from them in that order: what has
 * come back so far is behind, the next `total` is paid out of the payments that lie there. Cash is rounded over all
 * refunds of the sale together, so that at the end each way has given back what it took.
 */
export function payoutsOf(input: Omit<SettleRefundInput, 'makeId'>): Payouts {
  const { original, returned, cashRoundingMinor } = input;
  const shares = tenderShares(original);
  const from = returned.totalMinor;
  const to = from - input.totalMinor;
  const cashFrom = cashUpTo(shares, from);
  const cashTo = cashUpTo(shares, to);
  const givenBefore = cashFrom + returned.roundingMinor;
  const cash = cashTo > cashFrom ? Math.max(0, cashBackUpTo(shares, cashTo, cashRoundingMinor) - givenBefore) : 0;
  const payouts: Payout[] = [];
  for (const stretch of shares.stretches) {
    const exact = overlap(stretch, from, to);
    if (exact === 0) continue;
    const isFirstCash = stretch.method === 'cash' && !payouts.some((payout) => payout.method === 'cash');
    const amount = stretch.method === 'cash' ? (isFirstCash ? cash : 0) : exact;
    if (amount > 0) payouts.push({ method: stretch.method, reference: stretch.reference, amountMinor: minor(amount) });
  }
  return { payouts, roundingMinor: minor(cash - (cashTo - cashFrom)) };
}

function paymentOf(payout: Payout, makeId: MakeId): Payment {
  const amountMinor = minor(-payout.amountMinor);
  return {
    id: makeId(),
    method: payout.method,
    amountMinor,
    tenderedMinor: amountMinor,
    changeMinor: minor(0),
    state: STARTING_STATES[payout.method][0] ?? 'confirmed',
    reference: payout.reference,
  };
}

/** Pays a refund back the ways the sale was paid. For any other way, `settle` the refund's cart with tenders. */
export function settleRefund(input: SettleRefundInput): Settled {
  const { payouts, roundingMinor } = payoutsOf(input);
  return sumPayments({
    totalMinor: input.totalMinor,
    roundingMinor: minor(-roundingMinor),
    payments: payouts.map((payout) => paymentOf(payout, input.makeId)),
  });
}
