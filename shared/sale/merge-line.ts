import { isPromoted } from './promote-cart.ts';
import type { Cart, CartLine } from './cart.ts';

function isPlain(line: CartLine): boolean {
  return (
    (line.discount === null || isPromoted(line)) &&
    line.note === '' &&
    line.serial === null &&
    line.fixedGrossMinor === null &&
    line.refundOfLineId === null
  );
}

function isSameThing(a: CartLine, b: CartLine): boolean {
  return (
    a.variantId === b.variantId &&
    a.variantId !== null &&
    a.batchId === b.batchId &&
    a.unit.name === b.unit.name &&
    a.unit.factorMilli === b.unit.factorMilli &&
    a.unitPriceMinor === b.unitPriceMinor &&
    a.priceSource === b.priceSource &&
    a.name === b.name &&
    a.restock === b.restock &&
    a.quantityMilli > 0 === b.quantityMilli > 0
  );
}

/** The line whose quantity rises when the same thing is added again, if there is one; the newest first. */
export function mergeTarget(cart: Cart, line: CartLine): CartLine | undefined {
  if (!isPlain(line)) return undefined;
  return cart.lines.findLast((known) => isPlain(known) && isSameThing(known, line));
}
