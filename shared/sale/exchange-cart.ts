import type { MakeId } from '#shared/base/ids.ts';
import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import { milli } from '#shared/base/quantity.ts';
import { CART_LINES_MAX, type Cart } from './cart.ts';
import { type RefundLinesInput, type RefundRefusal, refundLines } from './refund-lines.ts';
import type { ReturnedSoFar } from './returned-so-far.ts';
import type { SalePayload } from './sale-payload.ts';

/**
 * Puts goods of a receipt into an open sale, where they count against what leaves the shop; what was chosen of the same receipt
 * before is chosen anew. A sale takes goods of one receipt back, so that each receipt names at most one other; where nobody is
 * known to buy it is whoever bought them.
 */
export function exchangeCart(
  cart: Cart,
  input: RefundLinesInput,
): Outcome<Cart, RefundRefusal | 'sale_too_large' | 'exchange_of_other'> {
  const { saleId } = input.original;
  if (cart.refundOf !== null && cart.refundOf !== saleId) return refuse('exchange_of_other');
  const made = refundLines(input);
  if (!made.ok) return made;
  const leaving = cart.lines.filter(({ refundOfLineId }) => refundOfLineId === null);
  const lines = [...made.value.map(({ line }) => line), ...leaving];
  if (lines.length > CART_LINES_MAX) return refuse('sale_too_large', { max: CART_LINES_MAX });
  const returned = made.value.map(({ priced, moves }) => ({ priced, moves: [...moves] }));
  return accept({
    ...cart,
    kind: 'exchange',
    customerId: cart.customerId ?? input.original.customerId,
    customerName: cart.customerId === null ? input.original.customerName : cart.customerName,
    refundOf: saleId,
    lines,
    returned,
    returnedBeforeMinor: input.returned.totalMinor,
  });
}

/**
 * The exchange as it is written down, by what has come back of the receipt by now: it may have been parked while the same goods
 * came back elsewhere. Without goods that come back it is a sale, with nothing else a refund.
 */
export function finishExchange(
  cart: Cart,
  by: { readonly original: SalePayload; readonly returned: ReturnedSoFar; readonly makeId: MakeId },
): Outcome<Cart, RefundRefusal> {
  const back = cart.lines.flatMap((line) => (line.refundOfLineId === null ? [] : [{ line, of: line.refundOfLineId }]));
  if (back.length === 0) return accept({ ...cart, kind: 'sale', refundOf: null, returned: [] });
  const chosen = back.map(({ line, of }) => ({
    lineId: of,
    quantityMilli: milli(-line.quantityMilli),
    restock: line.restock,
  }));
  const made = refundLines({ ...by, chosen });
  if (!made.ok) return made;
  const returned = back.flatMap(({ line }, place) => {
    const now = made.value[place];
    return now === undefined ? [] : [{ priced: { ...now.priced, lineId: line.id }, moves: [...now.moves] }];
  });
  return accept({ ...cart, kind: back.length === cart.lines.length ? 'refund' : 'exchange', returned });
}
