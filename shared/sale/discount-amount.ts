import { assert } from '#shared/base/assert.ts';
import { mulDivRound } from '#shared/base/integer.ts';
import { type Minor, minor, scaleMinor } from '#shared/base/money.ts';
import type { Discount } from './cart.ts';

const ONE_PPM = 1_000_000;

/**
 * What a discount takes off an amount: never more than the amount, and with its sign, so that a returned line mirrors a sold one.
 *
 * The cap matters after the discount was given: a line whose quantity was lowered since is free, not negative.
 */
export function discountAmount(discount: Discount | null, ofMinor: Minor): Minor {
  if (discount === null) return minor(0);
  if (discount.kind === 'percent') return scaleMinor(ofMinor, discount.ppm, ONE_PPM);
  assert(discount.amountMinor >= 0, 'a discount takes off, it does not add');
  const capped = Math.min(discount.amountMinor, Math.abs(ofMinor));
  return minor(ofMinor < 0 ? -capped : capped);
}

/** How many parts per million of an amount a discount is, rounded up, to hold against a role's limit. */
export function discountPpm(discount: Discount, ofMinor: Minor): number {
  if (discount.kind === 'percent') return discount.ppm;
  const whole = Math.abs(ofMinor);
  if (whole === 0) return 0;
  const taken = Math.min(discount.amountMinor, whole);
  const nearest = mulDivRound(taken, ONE_PPM, whole);
  // Rounded up, so that nobody gives a little more than the limit by an amount that rounds down to it.
  const isBelow = BigInt(nearest) * BigInt(whole) < BigInt(taken) * BigInt(ONE_PPM);
  return isBelow ? nearest + 1 : nearest;
}
