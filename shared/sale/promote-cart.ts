import type { Id } from '#shared/base/ids.ts';
import { mulDivRound } from '#shared/base/integer.ts';
import { type Minor, minor, scaleMinor } from '#shared/base/money.ts';
import { ONE_MILLI, extend, milli } from '#shared/base/quantity.ts';
import type { PromotionRule, PromotionTarget } from '#shared/catalogue/promotion-rule.ts';
import type { Cart, CartLine, Discount } from './cart.ts';
import { lineGross } from './line-net.ts';

const ONE_PPM = 1_000_000;
const REASON_LENGTH_MAX = 120;

/** A promotion that holds at this moment in this store. */
export interface Promotion {
  readonly id: Id;
  readonly name: string;
  readonly target: PromotionTarget;
  readonly rule: PromotionRule;
}

/**
 * Gives each line the promotion that saves most on it, as its discount; a discount that a person gave stays in its place.
 *
 * Only what is sold at a price of the catalogue takes part: no price that a person, a label or a receipt said. Of two that
 * save the same it is the one with the lower id, so that every till gives the same.
 */
export function promoteCart(cart: Cart, promotions: readonly Promotion[]): Cart {
  if (promotions.length === 0 && !cart.lines.some(isPromoted)) return cart;
  const lines = cart.lines.map((line) => {
    if (line.discount !== null && !isPromoted(line)) return line;
    const discount = isPromotable(line) ? bestFor(cart, line, promotions) : null;
    return discount === null && line.discount === null ? line : { ...line, discount };
  });
  return { ...cart, lines };
}

/** The cart with only what people gave: limits of roles say nothing of promotions. */
export function withoutPromotions(cart: Cart): Cart {
  if (!cart.lines.some(isPromoted)) return cart;
  return { ...cart, lines: cart.lines.map((line) => (isPromoted(line) ? { ...line, discount: null } : line)) };
}

/** Whether the discount of a line is a promotion's. */
export function isPromoted(line: CartLine): boolean {
  return line.discount?.promotionId !== undefined;
}

function isPromotable(line: CartLine): boolean {
  const { priceSource, quantityMilli, fixedGrossMinor, refundOfLineId } = line;
  const isListed = priceSource === 'variant' || priceSource === 'list' || priceSource === 'barcode';
  return isListed && quantityMilli > 0 && fixedGrossMinor === null && refundOfLineId === null;
}

function bestFor(cart: Cart, line: CartLine, promotions: readonly Promotion[]): Discount | null {
  const grossMinor = lineGross(line);
  const [best] = promotions
    .filter((promotion) => isFor(promotion.target, line))
    .map((promotion) => ({ promotion, savedMinor: Math.min(savedBy(promotion.rule, line), grossMinor) }))
    .filter(({ savedMinor }) => savedMinor > 0)
    .toSorted((a, b) => b.savedMinor - a.savedMinor || (a.promotion.id < b.promotion.id ? -1 : 1));
  return best === undefined ? null : discountOf(cart, best.promotion, minor(best.savedMinor));
}

function discountOf(cart: Cart, { id, name, rule }: Promotion, savedMinor: Minor): Discount {
  const cut = name.slice(0, REASON_LENGTH_MAX);
  const of = { reason: cut.isWellFormed() ? cut : cut.slice(0, -1), by: cart.openedBy, promotionId: id };
  return rule.kind === 'percent'
    ? { ...of, kind: 'percent', ppm: rule.ppm }
    : { ...of, kind: 'amount', amountMinor: savedMinor };
}

function isFor(target: PromotionTarget, line: CartLine): boolean {
  switch (target.kind) {
    case 'all':
      return true;
    case 'categories':
      return line.categoryId !== null && target.ids.includes(line.categoryId);
    case 'products':
      return line.productId !== null && target.ids.includes(line.productId);
    case 'variants':
      return line.variantId !== null && target.ids.includes(line.variantId);
  }
}

/** What a rule takes off a line; below zero where it would make it dearer. */
function savedBy(rule: PromotionRule, line: CartLine): number {
  const grossMinor = lineGross(line);
  if (rule.kind === 'percent') return scaleMinor(grossMinor, rule.ppm, ONE_PPM);
  if (line.unit.factorMilli !== ONE_MILLI) return 0;
  const { quantityMilli, unitPriceMinor } = line;
  switch (rule.kind) {
    case 'amount_each':
      return extend(rule.amountMinor, quantityMilli);
    case 'fixed_price':
      return grossMinor - extend(rule.priceMinor, quantityMilli);
    case 'pay_for':
      return extend(unitPriceMinor, milli(setsOf(rule.take, quantityMilli) * (rule.take - rule.pay) * ONE_MILLI));
    case 'price_for': {
      const sets = setsOf(rule.take, quantityMilli);
      return extend(unitPriceMinor, milli(sets * rule.take * ONE_MILLI)) - mulDivRound(rule.priceMinor, sets, 1);
    }
  }
}

function setsOf(take: number, quantityMilli: number): number {
  return Math.floor(quantityMilli / (take * ONE_MILLI));
}
