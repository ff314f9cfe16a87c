import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { refundCart } from '#shared/sale/refund-cart.ts';
import { returnedSoFar } from '#shared/sale/returned-so-far.ts';
import type { SalePayload } from '#shared/sale/sale-payload.ts';
import { settleRefund } from '#shared/sale/settle-refund.ts';
import { toPayload } from '#shared/sale/to-payload.ts';
import type { BasketBy } from './basket.ts';

/** One line of an earlier sale comes back whole, and the money goes back the way it came. */
export function demoRefund(by: BasketBy, original: SalePayload, atMs: number, receiptNumber: string): SalePayload {
  const line = by.random.pick(original.lines);
  const makeId = (): Id => by.random.id(atMs);
  const returned = returnedSoFar(original, []);
  const refund = refundCart(
    {
      original,
      returned,
      chosen: [{ lineId: line.id, quantityMilli: line.quantityMilli, restock: by.random.chance(0.6) }],
      makeId,
    },
    { saleId: makeId(), cashRoundingMinor: minor(500), note: '', openedBy: by.cashier.id, openedAtMs: atMs - 60_000 },
  );
  const made = must(refund.ok ? refund.value : null, 'the demo takes back a line that was sold');
  const settled = settleRefund({
    original,
    returned,
    totalMinor: made.priced.totalMinor,
    cashRoundingMinor: made.cart.cashRoundingMinor,
    makeId,
  });
  return toPayload({
    cart: made.cart,
    priced: made.priced,
    settled,
    receiptNumber,
    cashierName: by.cashier.fullName,
    shiftId: by.shiftId,
    makeId,
    moves: made.moves,
  });
}
