import type { Id } from '#shared/base/ids.ts';
import type { Minor } from '#shared/base/money.ts';
import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import type { Milli } from '#shared/base/quantity.ts';
import type { Cart, CartLine } from './cart.ts';
import { type EditBy, journal } from './edit-by.ts';
import { type LineRefusal, checkLine } from './line-limits.ts';
import { lineGross } from './line-net.ts';
import { findLine, replaceLine } from './replace-line.ts';

export type LineEdit = {
  readonly lineId: Id;
  /** With the line's sign: a returned line stays a returned one. */
  readonly quantityMilli?: Milli | undefined;
  readonly unitPriceMinor?: Minor | undefined;
  readonly note?: string | undefined;
  readonly reason?: string | undefined;
};

export type ChangeLineRefusal = LineRefusal | 'line_unknown' | 'line_from_receipt' | 'sale_too_large';

/** A label's amount holds for what the label was on; at another quantity or price the unit price counts. */
function edited(line: CartLine, edit: LineEdit): CartLine {
  const quantityMilli = edit.quantityMilli ?? line.quantityMilli;
  const unitPriceMinor = edit.unitPriceMinor ?? line.unitPriceMinor;
  const isRepriced = unitPriceMinor !== line.unitPriceMinor;
  const isTheLabels = quantityMilli === line.quantityMilli && edit.unitPriceMinor === undefined;
  return {
    ...line,
    quantityMilli,
    unitPriceMinor,
    fixedGrossMinor: isTheLabels ? line.fixedGrossMinor : null,
    priceSource: isRepriced && line.priceSource !== 'open' ? 'override' : line.priceSource,
    note: edit.note ?? line.note,
  };
}

/** Writes down what the edit took away: a lower quantity at the old price, and a price that differs at the new quantity. */
function journalled(
  cart: Cart,
  before: CartLine,
  after: CartLine,
  edit: { reason: string; by: EditBy },
): Outcome<Cart, 'sale_too_large'> {
  const atOldPrice = { ...after, unitPriceMinor: before.unitPriceMinor };
  let written: Outcome<Cart, 'sale_too_large'> = accept(replaceLine(cart, after));
  if (Math.abs(after.quantityMilli) < Math.abs(before.quantityMilli)) {
    written = journal(written.value, edit.by, {
      event: 'quantity_lowered',
      lineName: before.name,
      quantityMilli: before.quantityMilli - after.quantityMilli,
      amountMinor: lineGross(before) - lineGross(atOldPrice),
      reason: edit.reason,
    });
  }
  if (!written.ok || after.unitPriceMinor === before.unitPriceMinor) return written;
  return journal(written.value, edit.by, {
    event: 'price_changed',
    lineName: before.name,
    quantityMilli: null,
    amountMinor: lineGross(atOldPrice) - lineGross(after),
    reason: edit.reason,
  });
}

/** Changes quantity, price or note of a line; what a receipt brings back keeps the receipt's quantity and price. */
export function changeLine(cart: Cart, edit: LineEdit, by: EditBy): Outcome<Cart, ChangeLineRefusal> {
  const line = findLine(cart, edit.lineId);
  if (line === undefined) return refuse('line_unknown');
  const changed = edited(line, edit);
  const isSameAmount = changed.quantityMilli === line.quantityMilli && changed.unitPriceMinor === line.unitPriceMinor;
  if (line.refundOfLineId !== null && !isSameAmount) return refuse('line_from_receipt');
  if (changed.quantityMilli !== 0 && changed.quantityMilli > 0 !== line.quantityMilli > 0)
    return refuse('quantity_not_positive');
  const allowed = checkLine(changed, cart.kind);
  if (!allowed.ok) return allowed;
  return journalled(cart, line, changed, { reason: edit.reason ?? '', by });
}
