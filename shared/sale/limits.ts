import { type Milli, milli } from '#shared/base/quantity.ts';
import { type Minor, minor } from '#shared/base/money.ts';

/** A line holds a million units at most, whichever way they go. */
export const LINE_QUANTITY_MILLI_MAX = milli(1_000_000_000);

/**
 * What a line may come to before discounts. 2000 lines of it, with taxes of 350 % on top, still fit into 2^53,
 * so that sums of a sale never need a check of their own.
 */
export const LINE_GROSS_MINOR_MAX = minor(1_000_000_000_000);

/** A sale is paid in so many parts at most. */
export const PAYMENTS_MAX = 50;

/** Whether price × quantity stays within what a line may hold; safe for any two numbers, since 1000 × the limit is far below 2^53. */
export function fitsLine(unitPriceMinor: Minor, quantityMilli: Milli): boolean {
  return Math.abs(unitPriceMinor * quantityMilli) <= LINE_GROSS_MINOR_MAX * 1000;
}
