import type { Id } from '#shared/base/ids.ts';
import type { Minor } from '#shared/base/money.ts';
import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import type { Cart, Discount } from './cart.ts';
import { discountAmount } from './discount-amount.ts';
import { type EditBy, journal } from './edit-by.ts';
import { lineGross } from './line-net.ts';
import { findLine, replaceLine } from './replace-line.ts';

export type DiscountRefusal = 'amount_not_positive' | 'discount_too_large' | 'reason_required' | 'sale_too_large';

/** A discount is more than nothing, not more than what it is taken from, and has a reason. */
export function checkDiscount(discount: Discount, ofMinor: Minor): Outcome<null, DiscountRefusal> {
  if (discount.reason.trim() === '') return refuse('reason_required');
  if (discount.kind === 'percent') return accept(null);
  if (discount.amountMinor <= 0) return refuse('amount_not_positive');
  if (discount.amountMinor > Math.abs(ofMinor)) return refuse('discount_too_large', { maxMinor: Math.abs(ofMinor) });
  return accept(null);
}

/** Gives a discount on a line, or takes it back (`null`). The role's limit is the caller's to check, by `discountPpm`. */
export function discountLine(
  cart: Cart,
  given: { readonly lineId: Id; readonly discount: Discount | null },
  by: EditBy,
): Outcome<Cart, DiscountRefusal | 'line_unknown' | 'line_from_receipt'> {
  const line = findLine(cart, given.lineId);
  if (line === undefined) return refuse('line_unknown');
  if (line.refundOfLineId !== null) return refuse('line_from_receipt');
  const { discount } = given;
  const changed = replaceLine(cart, { ...line, discount });
  if (discount === null) return accept(changed);
  const grossMinor = lineGross(line);
  const allowed = checkDiscount(discount, grossMinor);
  if (!allowed.ok) return allowed;
  return journal(changed, by, {
    event: 'discount_given',
    lineName: line.name,
    quantityMilli: null,
    amountMinor: discountAmount(discount, grossMinor),
    reason: discount.reason,
  });
}
