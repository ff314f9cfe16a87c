import type { Id } from '#shared/base/ids.ts';
import type { Minor } from '#shared/base/money.ts';
import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import { CART_LINES_MAX, type Cart, type LineMove } from './cart.ts';
import type { PricedCart } from './priced.ts';
import { type RefundLine, type RefundLinesInput, type RefundRefusal, refundLines } from './refund-lines.ts';
import { sumPriced } from './sum-priced.ts';

/** What a refund is beside its lines. */
export type RefundHead = {
  readonly saleId: Id;
  readonly cashRoundingMinor: Minor;
  readonly note: string;
  readonly openedBy: Id;
  readonly openedAtMs: number;
};

/** A refund ready to be settled. `moves` by line id: what goes back on the shelf. */
export type RefundCart = {
  readonly cart: Cart;
  readonly priced: PricedCart;
  readonly moves: ReadonlyMap<Id, readonly LineMove[]>;
};

/** The amounts of a refund: its lines' own, which come from the receipt and are not priced again. */
export function refundPriced(lines: readonly RefundLine[]): PricedCart {
  return sumPriced(lines.map((line) => line.priced));
}

/**
 * Takes goods of a receipt back, whole or by line.
 *
 * Where other goods leave in their place it is an exchange; see `exchangeCart`.
 */
export function refundCart(
  input: RefundLinesInput,
  head: RefundHead,
): Outcome<RefundCart, RefundRefusal | 'sale_empty' | 'sale_too_large'> {
  const { original, chosen } = input;
  if (chosen.length === 0) return refuse('sale_empty');
  if (chosen.length > CART_LINES_MAX) return refuse('sale_too_large', { max: CART_LINES_MAX });
  const made = refundLines(input);
  if (!made.ok) return made;
  const cart: Cart = {
    ...head,
    kind: 'refund',
    currency: original.currency,
    customerId: original.customerId,
    customerName: original.customerName,
    refundOf: original.saleId,
    lines: made.value.map((part) => part.line),
    discount: null,
    journal: [],
  };
  const moves = new Map(made.value.map((part) => [part.line.id, part.moves]));
  return accept({ cart, priced: refundPriced(made.value), moves });
}
