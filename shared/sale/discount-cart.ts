import { type Minor, minor } from '#shared/base/money.ts';
import { type Outcome, accept } from '#shared/base/outcome.ts';
import type { Cart, Discount } from './cart.ts';
import { cartDiscountBase } from './cart-discount.ts';
import { discountAmount } from './discount-amount.ts';
import { type DiscountRefusal, checkDiscount } from './discount-line.ts';
import { type EditBy, journal } from './edit-by.ts';
import { lineNet } from './line-net.ts';

/** What a discount on the whole sale would be taken from just now. */
export function discountableMinor(cart: Cart): Minor {
  return cartDiscountBase(cart.lines.map((line) => (line.refundOfLineId === null ? lineNet(line) : minor(0))));
}

/** Gives a discount on the whole sale, or takes it back (`null`). The role's limit is the caller's to check, by `discountPpm`. */
export function discountCart(cart: Cart, discount: Discount | null, by: EditBy): Outcome<Cart, DiscountRefusal> {
  const changed = { ...cart, discount };
  if (discount === null) return accept(changed);
  const baseMinor = discountableMinor(cart);
  const allowed = checkDiscount(discount, baseMinor);
  if (!allowed.ok) return allowed;
  return journal(changed, by, {
    event: 'cart_discount_given',
    lineName: null,
    quantityMilli: null,
    amountMinor: discountAmount(discount, baseMinor),
    reason: discount.reason,
  });
}
