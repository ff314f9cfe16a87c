import type { z } from 'zod';
import type { DiscountWish, LineWish, addSaleEndpoint } from '#shared/api/sale-writing-endpoints.ts';
import { type Id, NO_ID } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import type { Outcome } from '#shared/base/outcome.ts';
import { ONE_MILLI } from '#shared/base/quantity.ts';
import { may } from '#shared/people/may.ts';
import { addLine } from '#shared/sale/add-line.ts';
import type { Cart, CartLine, Discount } from '#shared/sale/cart.ts';
import { discountCart } from '#shared/sale/discount-cart.ts';
import { isWithinDiscountLimit } from '#shared/sale/discount-limit.ts';
import { discountLine } from '#shared/sale/discount-line.ts';
import type { EditBy } from '#shared/sale/edit-by.ts';
import { exemptCart } from '#shared/sale/exempt-cart.ts';
import { itemLine } from '#shared/sale/item-line.ts';
import { itemPrice } from '#shared/sale/item-price.ts';
import { priceCart } from '#shared/sale/price-cart.ts';
import { promoteCart, withoutPromotions } from '#shared/sale/promote-cart.ts';
import { Fault } from '#shared/base/fault.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { type Session, requirePermission } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { heldPromotions } from './held-promotions.ts';
import { type FoundItem, listPrices, soldItems } from './sold-items.ts';

type Body = z.output<typeof addSaleEndpoint.body>;

export type CartBuyer = {
  readonly id: Id;
  readonly name: string;
  readonly priceListId: Id | null;
  readonly taxExempt: boolean;
};
export type CartShop = { readonly currency: string; readonly cashRoundingMinor: number };

/**
 * Makes the cart of a sale from what a program wishes, by the rules of the till: prices and promotions of the moment, sets as
 * their parts, discounts with a reason and within the role's limit, another price only by whoever may, and no tax for
 * customers who are exempt.
 *
 * @throws {BadInput} with a row per line that can't be sold so; {Fault} `forbidden`
 */
export async function buildCart(
  tx: Tx,
  deps: ServerDeps,
  session: Session,
  asked: { readonly body: Body; readonly buyer: CartBuyer | null; readonly shop: CartShop },
): Promise<{ readonly cart: Cart; readonly found: readonly FoundItem[] }> {
  const { body, buyer, shop } = asked;
  const found = await soldItems(tx, session.businessId, body.lines);
  const lines = await linesOf(tx, deps, session, { wishes: body.lines, found, listId: buyer?.priceListId ?? null });
  const nowMs = deps.nowMs();
  const by: EditBy = { atMs: nowMs, actorId: session.userId, approvedBy: null };
  let cart: Cart = {
    saleId: deps.makeId(),
    kind: 'sale',
    currency: shop.currency,
    cashRoundingMinor: minor(shop.cashRoundingMinor),
    customerId: buyer?.id ?? null,
    customerName: buyer?.name ?? null,
    isTaxExempt: buyer?.taxExempt ?? false,
    refundOf: null,
    lines: [],
    discount: null,
    note: body.note,
    journal: [],
    openedBy: session.userId,
    openedAtMs: nowMs,
  };
  for (const [place, line] of lines.entries()) {
    cart = valueOf(addLine(cart, line, false), `lines.${place}.quantityMilli`).cart;
    const discount = discountOf(body.lines[place]?.discount, session.userId);
    if (discount !== null)
      cart = valueOf(discountLine(cart, { lineId: line.id, discount }, by), `lines.${place}.discount`);
  }
  cart = promoteCart(cart, await heldPromotions(tx, { businessId: session.businessId, storeId: body.storeId, nowMs }));
  const whole = discountOf(body.discount, session.userId);
  if (whole !== null) cart = valueOf(discountCart(cart, whole, by), 'discount');
  requireDiscounts(session, exemptCart(withoutPromotions(cart)));
  return { cart: exemptCart(cart), found };
}

async function linesOf(
  tx: Tx,
  deps: ServerDeps,
  session: Session,
  of: { readonly wishes: readonly LineWish[]; readonly found: readonly FoundItem[]; readonly listId: Id | null },
): Promise<readonly CartLine[]> {
  const { businessId } = session;
  const [standard] = await tx<{ id: Id }[]>`
    select id from price_lists where business_id = ${businessId} and is_default and not is_deleted order by id limit 1`;
  const lists = [of.listId, standard?.id ?? null];
  const listed = await listPrices(tx, {
    businessId,
    variantIds: of.found.map(({ item }) => item.variantId),
    lists: lists.flatMap((id) => id ?? []),
    nowMs: deps.nowMs(),
  });
  return of.found.map(({ item, barcode, set }, place) => {
    const wish = of.wishes[place];
    const { sellingPriceMinor, isOpenPrice, variantId } = item;
    const price = itemPrice({ sellingPriceMinor, barcode }, lists, (listId) => listed(listId, variantId));
    const wished = wish?.unitPriceMinor;
    if (isOpenPrice && wished === undefined)
      throw new BadInput([{ field: `lines.${place}.unitPriceMinor`, message: 'Its price is open: say one.' }]);
    const unitPriceMinor = wished ?? price.unitPriceMinor;
    const isOther = !isOpenPrice && unitPriceMinor !== price.unitPriceMinor;
    if (isOther) requirePermission(session, 'sales.price_override');
    return itemLine({
      id: deps.makeId(),
      item,
      barcode,
      labelMinor: null,
      quantityMilli: wish?.quantityMilli ?? ONE_MILLI,
      unitPriceMinor,
      listPriceMinor: isOpenPrice ? unitPriceMinor : price.unitPriceMinor,
      priceSource: isOpenPrice ? 'open' : isOther ? 'override' : price.source,
      batchId: NO_ID,
      serial: wish?.serial ?? null,
      note: wish?.note ?? '',
      set,
    });
  });
}

function discountOf(wish: DiscountWish | undefined, by: Id): Discount | null {
  if (wish === undefined) return null;
  return 'ppm' in wish ? { kind: 'percent', by, ...wish } : { kind: 'amount', by, ...wish };
}

function requireDiscounts(session: Session, cart: Cart): void {
  const { discountPpm } = session.limits;
  if (may(session.permissions, 'sales.discount')) return;
  if (priceCart(cart).lines.every((line) => isWithinDiscountLimit(line, discountPpm))) return;
  throw new Fault(
    'forbidden',
    `Your role gives discounts up to ${discountPpm / 10_000} %. Give less, or ask somebody who has sales.discount.`,
  );
}

const SENTENCES: Readonly<Record<string, string>> = {
  quantity_not_positive: 'A quantity is more than nothing.',
  quantity_not_whole: 'Pieces are sold whole: a multiple of 1000.',
  quantity_too_large: 'A line holds a million units at most.',
  price_negative: 'A price is not below zero.',
  price_too_large: 'The line comes to more than a sale can carry.',
  sale_too_large: 'The sale has too many lines.',
  discount_too_large: 'The discount is more than it is taken from.',
  amount_not_positive: 'A discount is more than nothing.',
  reason_required: 'Say why there is a discount.',
};

function valueOf<Value>(outcome: Outcome<Value>, field: string): Value {
  if (outcome.ok) return outcome.value;
  throw new BadInput([{ field, message: SENTENCES[outcome.refusal] ?? 'It can’t be sold this way.' }]);
}
