import type { Id } from '#shared/base/ids.ts';
import { type Outcome, refuse } from '#shared/base/outcome.ts';
import type { Cart } from './cart.ts';
import { type EditBy, journal } from './edit-by.ts';
import { lineNet } from './line-net.ts';
import { findLine } from './replace-line.ts';

export type RemovedLine = { readonly lineId: Id; readonly reason?: string | undefined };

/** Takes a line out of the cart; the journal keeps what it was, so that the owner sees what was rung up and not paid. */
export function removeLine(
  cart: Cart,
  removed: RemovedLine,
  by: EditBy,
): Outcome<Cart, 'line_unknown' | 'sale_too_large'> {
  const line = findLine(cart, removed.lineId);
  if (line === undefined) return refuse('line_unknown');
  const without = withoutReceipt({ ...cart, lines: cart.lines.filter((known) => known !== line) });
  return journal(without, by, {
    event: 'line_removed',
    lineName: line.name,
    quantityMilli: line.quantityMilli,
    amountMinor: lineNet(line),
    reason: removed.reason ?? '',
  });
}

/** Once nothing of a receipt is left in it, an exchange is a sale again, and may take goods of another receipt. */
function withoutReceipt(cart: Cart): Cart {
  if (cart.kind !== 'exchange' || cart.lines.some(({ refundOfLineId }) => refundOfLineId !== null)) return cart;
  return { ...cart, kind: 'sale', refundOf: null, returned: [] };
}
