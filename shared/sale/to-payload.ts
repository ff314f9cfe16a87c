import { must } from '#shared/base/assert.ts';
import { mulDivRound } from '#shared/base/integer.ts';
import type { Id, MakeId } from '#shared/base/ids.ts';
import { milli } from '#shared/base/quantity.ts';
import type { Cart, CartLine, Discount, LineMove } from './cart.ts';
import type { PricedCart, PricedLine } from './priced.ts';
import type { SalePayload, SoldLine } from './sale-payload.ts';
import type { Settled } from './settled.ts';

export type ToPayloadInput = {
  readonly cart: Cart;
  readonly priced: PricedCart;
  readonly settled: Settled;
  readonly receiptNumber: string;
  readonly cashierName: string;
  readonly shiftId: Id | null;
  readonly makeId: MakeId;
  /** Under which its receipt is read over the web, where it may be. */
  readonly receiptToken?: string;
  /** What goes back on the shelf for the lines of a receipt, by line id, as `refundCart` gives it. */
  readonly moves?: ReadonlyMap<Id, readonly LineMove[]>;
};

const DISCOUNT_REASON_MAX = 120;

/** What leaves the shelf for a line: its parts times its quantity; nothing where returned goods don't go back on it. */
export function lineMoves(line: CartLine, makeId: MakeId): LineMove[] {
  if (line.quantityMilli < 0 && !line.restock) return [];
  return line.parts.flatMap((part) => {
    const quantityMilli = milli(mulDivRound(part.quantityMilli, line.quantityMilli, 1000));
    return quantityMilli === 0 ? [] : [{ ...part, id: makeId(), quantityMilli }];
  });
}

function reasonOf(priced: PricedLine, own: Discount | null, whole: Discount | null): string {
  const reasons: string[] = [];
  if (own !== null && priced.lineDiscountMinor !== 0) reasons.push(own.reason);
  if (whole !== null && priced.cartDiscountMinor !== 0) reasons.push(whole.reason);
  const cut = reasons
    .filter((reason) => reason !== '')
    .join('; ')
    .slice(0, DISCOUNT_REASON_MAX);
  // Half of a character that takes two places is no text.
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}

function soldLine(line: CartLine, priced: PricedLine, input: ToPayloadInput): SoldLine {
  const { fixedGrossMinor: _label, taxRates: _rates, discount, parts: _parts, ...kept } = line;
  const { lineId: _same, ...amounts } = priced;
  return {
    ...kept,
    ...amounts,
    discountReason: reasonOf(priced, discount, input.cart.discount),
    moves: [...(input.moves?.get(line.id) ?? lineMoves(line, input.makeId))],
  };
}

/** The finished sale as the one fact that till, server and receipt read: every result rounded, nothing to look up later. */
export function toPayload(input: ToPayloadInput): SalePayload {
  const { cart, priced, settled } = input;
  const pricedById = new Map(priced.lines.map((line) => [line.lineId, line]));
  return {
    saleId: cart.saleId,
    kind: cart.kind,
    receiptNumber: input.receiptNumber,
    shiftId: input.shiftId,
    customerId: cart.customerId,
    customerName: cart.customerName,
    cashierName: input.cashierName,
    currency: cart.currency,
    roundingRule: 'half_away',
    refundOf: cart.refundOf,
    note: cart.note,
    grossMinor: priced.grossMinor,
    discountMinor: priced.discountMinor,
    taxMinor: priced.taxMinor,
    subtotalMinor: priced.subtotalMinor,
    totalMinor: priced.totalMinor,
    roundingMinor: settled.roundingMinor,
    paidMinor: settled.paidMinor,
    balanceMinor: settled.balanceMinor,
    lines: cart.lines.map((line) =>
      soldLine(line, must(pricedById.get(line.id), `line ${line.id} was not priced`), input),
    ),
    payments: [...settled.payments],
    journal: cart.journal,
    openedAtMs: cart.openedAtMs,
    ...(input.receiptToken === undefined ? {} : { receiptToken: input.receiptToken }),
  };
}
