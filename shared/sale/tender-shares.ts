import { type Minor, minor } from '#shared/base/money.ts';
import { roundCash } from './cash-rounding.ts';
import type { SalePayload } from './sale-payload.ts';
import type { PaymentMethod } from './tender.ts';

/** A stretch of a sale's total that one payment covers, before cash rounding. All cash of a sale is one stretch. */
export type TenderStretch = {
  readonly method: PaymentMethod;
  readonly reference: string;
  readonly fromMinor: number;
  readonly toMinor: number;
};

/** How the sale's total lies over its payments, in their order. */
export type TenderShares = {
  readonly stretches: readonly TenderStretch[];
  /** Goods that came back in the same exchange paid for a part; in money that part goes back in cash. */
  readonly paidInGoodsMinor: number;
  /** What all cash came to, rounded as it was then. */
  readonly cashPaidMinor: number;
};

type Width = { readonly method: PaymentMethod; readonly reference: string; readonly width: number };

function widthsOf(original: SalePayload): { widths: Width[]; cashPaidMinor: number } {
  const taken = original.payments.filter((payment) => payment.amountMinor > 0);
  let cashPaidMinor = 0;
  for (const payment of taken) if (payment.method === 'cash') cashPaidMinor += payment.amountMinor;
  const cash: Width = { method: 'cash', reference: '', width: Math.max(0, cashPaidMinor - original.roundingMinor) };
  const firstCash = taken.findIndex((payment) => payment.method === 'cash');
  const widths: Width[] = [];
  taken.forEach((payment, place) => {
    if (place === firstCash) widths.push(cash);
    if (payment.method !== 'cash')
      widths.push({ method: payment.method, reference: payment.reference, width: payment.amountMinor });
  });
  // Cash that was rounded away to nothing left no payment, and still covered its part.
  if (firstCash === -1 && original.totalMinor > 0 && original.roundingMinor !== 0) widths.push(cash);
  return { widths, cashPaidMinor };
}

function refundableMinor(original: SalePayload): number {
  let sum = 0;
  for (const line of original.lines) if (line.quantityMilli > 0) sum += line.totalMinor;
  return sum;
}

/** Lays the payments of a sale out over what can come back of it. */
export function tenderShares(original: SalePayload): TenderShares {
  const { widths, cashPaidMinor } = widthsOf(original);
  const stretches: TenderStretch[] = [];
  let at = 0;
  for (const { method, reference, width } of widths) {
    if (width > 0) stretches.push({ method, reference, fromMinor: at, toMinor: at + width });
    at += width;
  }
  const paidInGoodsMinor = Math.max(0, refundableMinor(original) - at);
  if (paidInGoodsMinor > 0)
    stretches.push({ method: 'cash', reference: '', fromMinor: at, toMinor: at + paidInGoodsMinor });
  return { stretches, paidInGoodsMinor, cashPaidMinor };
}

/** Whether a part of a sale was paid with goods that came back in it: nobody took money for that part. */
export function isPaidInGoods(original: SalePayload): boolean {
  return tenderShares(original).paidInGoodsMinor > 0;
}

/** How much of a stretch lies between two points of the total. */
export function overlap(stretch: TenderStretch, fromMinor: number, toMinor: number): number {
  return Math.max(0, Math.min(stretch.toMinor, toMinor) - Math.max(stretch.fromMinor, fromMinor));
}

/** How much of the first `upTo` of the total was covered by cash, before rounding. */
export function cashUpTo(shares: TenderShares, upToMinor: number): number {
  let cash = 0;
  for (const stretch of shares.stretches) if (stretch.method === 'cash') cash += overlap(stretch, 0, upToMinor);
  return cash;
}

/**
 * What the drawer has to have given back once `exact` of the cash part has come back.
 *
 * Rounded on the way, and at the end exactly what was paid, the sale's own rounding included.
 */
export function cashBackUpTo(shares: TenderShares, exactMinor: number, multipleMinor: Minor): number {
  const rounded = roundCash(minor(exactMinor), multipleMinor);
  if (shares.paidInGoodsMinor > 0) return rounded;
  const whole = cashUpTo(shares, Number.MAX_SAFE_INTEGER);
  return exactMinor >= whole ? shares.cashPaidMinor : Math.min(rounded, shares.cashPaidMinor);
}
