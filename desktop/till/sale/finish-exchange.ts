import type { Minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import type { Cart } from '#shared/sale/cart.ts';
import { finishExchange } from '#shared/sale/exchange-cart.ts';
import { returnedSoFar } from '#shared/sale/returned-so-far.ts';
import type { Tender } from '#shared/sale/tender.ts';
import { allow } from '../staff/allow.ts';
import type { CallContext } from '../store/call-context.ts';
import type { Answer } from '../store/handler.ts';
import type { Writer } from '../store/till-store.ts';
import { goesBackAsItCame, waysOf } from './refund-ways.ts';

/** The cart as it is paid: an exchange by what its receipt can still give back, every other as it lies there. */
export function finishedCart({ core }: CallContext, writer: Writer, cart: Cart): Answer<Cart> {
  if (cart.refundOf === null) return accept(cart);
  const of = exchanged(writer, cart.refundOf);
  return of.ok ? finishExchange(cart, { ...of.value, makeId: core.newId }) : of;
}

/** Money that an exchange gives back goes the way the receipt was paid; another way somebody agrees who may refund. */
export function allowPayout(
  context: CallContext,
  writer: Writer,
  of: { readonly cart: Cart; readonly totalMinor: Minor; readonly tenders: readonly Tender[] },
): Answer<unknown> {
  const { cart, totalMinor, tenders } = of;
  if (cart.refundOf === null || totalMinor >= 0) return accept(null);
  const receipt = exchanged(writer, cart.refundOf);
  if (!receipt.ok) return receipt;
  const { original, returned } = receipt.value;
  if (goesBackAsItCame(tenders, waysOf(writer, original, returned))) return accept(null);
  const what = `exchange paid out ${-totalMinor} another way than it was paid`;
  return allow(context, { permission: 'sales.refund', subjectId: cart.saleId, what });
}

function exchanged(writer: Writer, saleId: string) {
  const document = writer.sales.document(saleId);
  if (document === null) return refuse('refund_sale_unknown');
  if (writer.sales.byId(saleId)?.voidedMs !== null) return refuse('sale_voided');
  const original = document.sale;
  const earlier = writer.sales.refundsOf(saleId).map((row) => row.sale);
  return accept({ original, returned: returnedSoFar(original, earlier) });
}
