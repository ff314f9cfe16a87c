import { mulDivRound } from '#shared/base/integer.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { may } from '#shared/people/may.ts';
import type { Cart } from '#shared/sale/cart.ts';
import { ROUNDED_MINOR, isWithinDiscountLimit } from '#shared/sale/discount-limit.ts';
import { exemptCart } from '#shared/sale/exempt-cart.ts';
import { priceCart } from '#shared/sale/price-cart.ts';
import type { PricedLine } from '#shared/sale/priced.ts';
import { withoutPromotions } from '#shared/sale/promote-cart.ts';
import { type Allowed, actorOf, allow } from '../staff/allow.ts';
import type { CallContext } from '../store/call-context.ts';
import type { Answer } from '../store/handler.ts';

/**
 * Whether a cart may stand with the discounts that it has after an edit: on no line more than the actor's limit allows,
 * the line's own and its part of the sale's together, unless it was as much before or somebody agrees.
 *
 * A lower quantity or a line less makes a discount of a fixed amount a larger part of what is left, so those edits ask too.
 */
export function allowDiscounts(context: CallContext, cartBefore: Cart, cartAfter: Cart): Answer<Allowed> {
  const [before, after] = [exemptCart(withoutPromotions(cartBefore)), exemptCart(withoutPromotions(cartAfter))];
  const actor = actorOf(context);
  if (!isDiscounted(after) || may(actor.permissions, 'sales.discount')) return accept({ approvedBy: null });
  const { discountPpm: limitPpm } = actor.limits;
  const known = new Map(priceCart(before).lines.map((line) => [line.lineId, line]));
  const isWithin = priceCart(after).lines.every(
    (line) => isWithinDiscountLimit(line, limitPpm) || isNoMore(line, known),
  );
  if (isWithin) return accept({ approvedBy: null });
  const allowed = allow(context, {
    permission: 'sales.discount',
    subjectId: after.saleId,
    what: `discounts above ${limitPpm} ppm`,
  });
  return allowed.ok || context.approver !== null ? allowed : refuse('discount_over_limit', { limitPpm });
}

function isDiscounted(cart: Cart): boolean {
  return cart.discount !== null || cart.lines.some((line) => line.discount !== null);
}

function isNoMore(line: PricedLine, known: ReadonlyMap<string, PricedLine>): boolean {
  const before = known.get(line.lineId);
  if (before === undefined || before.grossMinor === 0) return false;
  const asBefore = mulDivRound(Math.abs(line.grossMinor), Math.abs(before.discountMinor), Math.abs(before.grossMinor));
  return Math.abs(line.discountMinor) <= asBefore + ROUNDED_MINOR;
}
