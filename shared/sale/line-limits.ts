import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import type { CartLine, SaleKind } from './cart.ts';
import { LINE_GROSS_MINOR_MAX, LINE_QUANTITY_MILLI_MAX, fitsLine } from './limits.ts';

export type LineRefusal =
  | 'quantity_not_positive'
  | 'quantity_not_whole'
  | 'quantity_too_large'
  | 'price_negative'
  | 'price_too_large';

/** Goods leave in a sale and come back in a refund; in an exchange only those of its receipt come back. */
function goesTheWayOf(kind: SaleKind, { quantityMilli, refundOfLineId }: CartLine): boolean {
  if (quantityMilli === 0) return false;
  if (kind === 'exchange') return quantityMilli > 0 || refundOfLineId !== null;
  return kind === 'sale' ? quantityMilli > 0 : quantityMilli < 0;
}

/** What a line may hold: a quantity that goes the cart's way, whole for pieces, and an amount that sums can carry. */
export function checkLine(line: CartLine, kind: SaleKind): Outcome<null, LineRefusal> {
  const { quantityMilli, unitPriceMinor } = line;
  if (!goesTheWayOf(kind, line)) return refuse('quantity_not_positive');
  if (line.baseUnit === 'piece' && quantityMilli % 1000 !== 0) return refuse('quantity_not_whole');
  if (Math.abs(quantityMilli) > LINE_QUANTITY_MILLI_MAX) {
    return refuse('quantity_too_large', { max: LINE_QUANTITY_MILLI_MAX / 1000 });
  }
  if (unitPriceMinor < 0) return refuse('price_negative');
  if (unitPriceMinor > LINE_GROSS_MINOR_MAX || Math.abs(line.fixedGrossMinor ?? 0) > LINE_GROSS_MINOR_MAX) {
    return refuse('price_too_large', { maxMinor: LINE_GROSS_MINOR_MAX });
  }
  return fitsLine(unitPriceMinor, quantityMilli)
    ? accept(null)
    : refuse('price_too_large', { maxMinor: LINE_GROSS_MINOR_MAX });
}
