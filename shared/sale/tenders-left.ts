import { type Minor, minor } from '#shared/base/money.ts';
import type { ReturnedSoFar } from './returned-so-far.ts';
import type { SalePayload } from './sale-payload.ts';
import type { PaymentMethod } from './tender.ts';
import { cashUpTo, overlap, tenderShares } from './tender-shares.ts';

/** A way that a sale was paid: what it took, and what of it has not gone back yet. All cash of a sale is one way. */
export type TenderLeft = {
  readonly method: PaymentMethod;
  readonly reference: string;
  readonly amountMinor: Minor;
  readonly leftMinor: Minor;
};

/** What can still go back the ways a sale was paid, cash with the sale's own rounding. */
export function tendersLeft(original: SalePayload, returned: ReturnedSoFar): readonly TenderLeft[] {
  const shares = tenderShares(original);
  const from = returned.totalMinor;
  const lefts: TenderLeft[] = [];
  for (const stretch of shares.stretches) {
    if (stretch.method === 'cash') continue;
    const amountMinor = minor(stretch.toMinor - stretch.fromMinor);
    const leftMinor = minor(overlap(stretch, from, Number.MAX_SAFE_INTEGER));
    lefts.push({ method: stretch.method, reference: stretch.reference, amountMinor, leftMinor });
  }
  const cashMinor = shares.cashPaidMinor + shares.paidInGoodsMinor;
  const cashBack = cashUpTo(shares, from) + (cashUpTo(shares, from) > 0 ? returned.roundingMinor : 0);
  if (cashMinor > 0) {
    const leftMinor = minor(Math.max(0, cashMinor - cashBack));
    lefts.push({ method: 'cash', reference: '', amountMinor: minor(cashMinor), leftMinor });
  }
  return lefts;
}
