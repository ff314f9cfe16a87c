import { mulDivRound } from '#shared/base/integer.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import type { Cart, CartLine, Discount } from './cart.ts';
import { isPromoted } from './promote-cart.ts';

const ONE_PPM = 1_000_000;

/**
 * The cart as a customer pays it who is exempt from taxes; of anybody else the cart itself.
 *
 * No line bears a tax. What the catalogue or a label says holds the taxes that are in its prices: they are divided out, of
 * the amount of a promotion too. A price that a person said is what is paid. Lines of a receipt stand as they were sold.
 */
export function exemptCart(cart: Cart): Cart {
  if (cart.isTaxExempt !== true) return cart;
  return { ...cart, lines: cart.lines.map((line) => (line.refundOfLineId === null ? exemptLine(line) : line)) };
}

function exemptLine(line: CartLine): CartLine {
  const inclusivePpm = line.taxRates.reduce((sum, { inclusive, ratePpm }) => sum + (inclusive ? ratePpm : 0), 0);
  const without = (amountMinor: Minor): Minor => minor(mulDivRound(amountMinor, ONE_PPM, ONE_PPM + inclusivePpm));
  const isSaid = line.priceSource === 'override' || line.priceSource === 'open' || line.priceSource === 'receipt';
  return {
    ...line,
    unitPriceMinor: isSaid ? line.unitPriceMinor : without(line.unitPriceMinor),
    listPriceMinor: line.priceSource === 'open' ? line.listPriceMinor : without(line.listPriceMinor),
    fixedGrossMinor: line.fixedGrossMinor === null ? null : without(line.fixedGrossMinor),
    discount: isPromoted(line) ? exemptDiscount(line.discount, without) : line.discount,
    taxRates: [],
  };
}

function exemptDiscount(discount: Discount | null, without: (amountMinor: Minor) => Minor): Discount | null {
  return discount?.kind === 'amount' ? { ...discount, amountMinor: without(discount.amountMinor) } : discount;
}
