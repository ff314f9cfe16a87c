import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import { milli } from '#shared/base/quantity.ts';
import { CART_LINES_MAX, type Cart, type CartLine } from './cart.ts';
import { type LineRefusal, checkLine } from './line-limits.ts';
import { mergeTarget } from './merge-line.ts';
import { replaceLine } from './replace-line.ts';

export type AddedLine = {
  readonly cart: Cart;
  /** The line that was touched, and whether it is a new one. */ readonly lineId: string;
  readonly isNew: boolean;
};

/**
 * Adds a line to the cart.
 *
 * With `merge`, the same thing again (same variant, unit, price and batch, nothing special on either) raises the
 * quantity of the line that is there, as a cashier who scans ten tins expects.
 */
export function addLine(
  cart: Cart,
  line: CartLine,
  merge: boolean,
): Outcome<AddedLine, LineRefusal | 'sale_too_large'> {
  const allowed = checkLine(line, cart.kind);
  if (!allowed.ok) return allowed;
  const same = merge ? mergeTarget(cart, line) : undefined;
  if (same !== undefined) {
    const grown = { ...same, quantityMilli: milli(same.quantityMilli + line.quantityMilli) };
    const fits = checkLine(grown, cart.kind);
    return fits.ok ? accept({ cart: replaceLine(cart, grown), lineId: same.id, isNew: false }) : fits;
  }
  if (cart.lines.length >= CART_LINES_MAX) return refuse('sale_too_large', { max: CART_LINES_MAX });
  return accept({ cart: { ...cart, lines: [...cart.lines, line] }, lineId: line.id, isNew: true });
}
