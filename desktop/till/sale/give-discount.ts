import { accept, refuse } from '#shared/base/outcome.ts';
import { mayDiscount } from '#shared/people/limits.ts';
import type { Cart, Discount } from '#shared/sale/cart.ts';
import { discountPpm } from '#shared/sale/discount-amount.ts';
import { discountCart, discountableMinor } from '#shared/sale/discount-cart.ts';
import { discountLine } from '#shared/sale/discount-line.ts';
import { exemptCart } from '#shared/sale/exempt-cart.ts';
import { lineGross } from '#shared/sale/line-net.ts';
import { findLine } from '#shared/sale/replace-line.ts';
import { saleDiscountCall } from '#shared/till-calls/sale-calls.ts';
import { type Allowed, actorOf, allow } from '../staff/allow.ts';
import type { CallContext } from '../store/call-context.ts';
import type { Answer } from '../store/handler.ts';
import { allowDiscounts } from './allow-discounts.ts';
import { editBy, openDraft, saleEdit, saved } from './sale-edit.ts';

/** Gives a line or the whole sale a discount, or takes it back; above the role's limit somebody agrees. */
export const giveDiscount = saleEdit(saleDiscountCall, (context, writer, input) => {
  const draft = openDraft(writer, input.saleId);
  if (!draft.ok) return draft;
  const { cart } = draft.value;
  const { lineId } = input;
  if (lineId !== null && findLine(cart, lineId) === undefined) return refuse('line_unknown');
  const discount: Discount | null =
    input.discount === null ? null : { ...input.discount, reason: input.reason, by: actorOf(context).id };
  const allowed = allowDiscount(context, cart, lineId, discount);
  if (!allowed.ok) return allowed;
  const give = (approvedBy: string | null) =>
    lineId === null
      ? discountCart(cart, discount, editBy(context, approvedBy))
      : discountLine(cart, { lineId, discount }, editBy(context, approvedBy));
  const tried = give(allowed.value.approvedBy);
  if (!tried.ok || allowed.value.approvedBy !== null)
    return tried.ok ? saved(context, writer, tried.value, lineId) : tried;
  const together = allowDiscounts(context, cart, tried.value);
  if (!together.ok) return together;
  const given = give(together.value.approvedBy);
  return given.ok ? saved(context, writer, given.value, lineId) : given;
});

function allowDiscount(
  context: CallContext,
  cart: Cart,
  lineId: string | null,
  discount: Discount | null,
): Answer<Allowed> {
  if (discount === null) return accept({ approvedBy: null });
  const paid = exemptCart(cart);
  const line = lineId === null ? undefined : findLine(paid, lineId);
  const ppm = discountPpm(discount, line === undefined ? discountableMinor(paid) : lineGross(line));
  const actor = actorOf(context);
  const allowed = allow(
    context,
    { permission: 'sales.discount', subjectId: cart.saleId, what: `discount of ${ppm} ppm` },
    mayDiscount(actor, ppm),
  );
  if (allowed.ok || context.approver !== null) return allowed;
  return refuse('discount_over_limit', { limitPpm: actor.limits.discountPpm });
}
