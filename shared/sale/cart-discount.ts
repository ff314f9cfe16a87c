import { type Minor, minor } from '#shared/base/money.ts';
import type { Discount } from './cart.ts';
import { discountAmount } from './discount-amount.ts';
import { spread } from './spread.ts';

/**
 * The amounts that a discount on the whole sale lies on, as magnitudes: the goods that leave.
 *
 * In an exchange the returned goods are worth what they were worth; only where nothing but returned goods is in
 * the cart (a return without receipt) does the discount lie on them.
 */
function weightsOf(nets: readonly number[]): { weights: number[]; sign: 1 | -1 } {
  const sign = nets.some((net) => net > 0) ? 1 : -1;
  return { weights: nets.map((net) => Math.max(0, net * sign)), sign };
}

/** What a discount on the whole sale is taken from, by the nets of the lines that take part. */
export function cartDiscountBase(nets: readonly number[]): Minor {
  const { weights, sign } = weightsOf(nets);
  let sum = 0;
  for (const weight of weights) sum += weight;
  return minor(sum * sign);
}

/** Each line's part of the discount on the whole sale, by largest remainder; the parts add up to it exactly. */
export function spreadCartDiscount(discount: Discount | null, nets: readonly number[]): readonly number[] | null {
  if (discount === null) return null;
  const { weights } = weightsOf(nets);
  return spread(discountAmount(discount, cartDiscountBase(nets)), weights);
}
