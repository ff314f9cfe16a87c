import { Bug, assert } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import { CART_LINES_MAX, type Cart, type CartLine } from './cart.ts';
import { spreadCartDiscount } from './cart-discount.ts';
import { discountAmount } from './discount-amount.ts';
import { LINE_GROSS_MINOR_MAX, LINE_QUANTITY_MILLI_MAX, fitsLine } from './limits.ts';
import { lineGross } from './line-net.ts';
import { lineTaxes } from './line-taxes.ts';
import type { PricedCart, PricedLine } from './priced.ts';
import { sumPriced } from './sum-priced.ts';

/** What the lines of a receipt in an exchange are worth, by line id. */
function givenIn({ returned }: Cart): ReadonlyMap<Id, PricedLine> {
  return new Map((returned ?? []).map(({ priced }) => [priced.lineId, priced]));
}

/** The edits of a cart keep these limits; beyond them sums could pass 2^53. */
function assertWithinLimits(line: CartLine): void {
  const { quantityMilli, unitPriceMinor, fixedGrossMinor } = line;
  const isFew = Math.abs(quantityMilli) <= LINE_QUANTITY_MILLI_MAX;
  const fits = fitsLine(unitPriceMinor, quantityMilli) && Math.abs(fixedGrossMinor ?? 0) <= LINE_GROSS_MINOR_MAX;
  if (isFew && fits) return;
  throw new Bug(`line ${line.id} ${isFew ? 'comes to more than a line may hold' : 'holds more than a million units'}`);
}

function pricedLine(line: CartLine, grossMinor: Minor, lineDiscountMinor: Minor, cartPart: number): PricedLine {
  const discountMinor = minor(lineDiscountMinor + cartPart);
  const { taxes, taxMinor, subtotalMinor, totalMinor } = lineTaxes(minor(grossMinor - discountMinor), line.taxRates);
  return {
    lineId: line.id,
    grossMinor,
    lineDiscountMinor,
    cartDiscountMinor: minor(cartPart),
    discountMinor,
    taxes,
    taxMinor: minor(taxMinor),
    subtotalMinor: minor(subtotalMinor),
    totalMinor: minor(totalMinor),
  };
}

/**
 * Prices a cart: what every line comes to, its discounts and taxes, and the total.
 *
 * In this order: unit price × quantity rounded half away from zero (or the label's own amount) → the line's discount →
 * the sale's discount spread over the lines by largest remainder → tax per line on what is left. Returned lines are
 * negative and mirror sold ones. Lines of a receipt come priced with the cart, or in `given`,
 * by line id, and stand as they are.
 */
export function priceCart(cart: Cart, given: ReadonlyMap<Id, PricedLine> = givenIn(cart)): PricedCart {
  assert(cart.lines.length <= CART_LINES_MAX, `a cart holds ${CART_LINES_MAX} lines at most`);
  const grosses: Minor[] = [];
  const discounts: Minor[] = [];
  const nets: number[] = [];
  for (const line of cart.lines) {
    assertWithinLimits(line);
    const grossMinor = lineGross(line);
    const lineDiscountMinor = discountAmount(line.discount, grossMinor);
    grosses.push(grossMinor);
    discounts.push(lineDiscountMinor);
    nets.push(given.has(line.id) ? 0 : grossMinor - lineDiscountMinor);
  }
  const cartParts = spreadCartDiscount(cart.discount, nets);
  const lines = cart.lines.map(
    (line, place) =>
      given.get(line.id) ??
      pricedLine(line, grosses[place] ?? minor(0), discounts[place] ?? minor(0), cartParts?.[place] ?? 0),
  );
  return sumPriced(lines);
}
