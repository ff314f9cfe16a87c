import { type Minor, subtractMinor } from '#shared/base/money.ts';
import { extend } from '#shared/base/quantity.ts';
import type { CartLine } from './cart.ts';
import { discountAmount } from './discount-amount.ts';

/** What a line comes to before any discount: the label's own amount, else unit price × quantity. */
export function lineGross(line: CartLine): Minor {
  return line.fixedGrossMinor ?? extend(line.unitPriceMinor, line.quantityMilli);
}

/** What a line comes to after its own discount and before the sale's. */
export function lineNet(line: CartLine): Minor {
  const grossMinor = lineGross(line);
  return line.discount === null ? grossMinor : subtractMinor(grossMinor, discountAmount(line.discount, grossMinor));
}
