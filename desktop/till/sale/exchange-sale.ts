import { minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import type { Cart } from '#shared/sale/cart.ts';
import { exchangeCart } from '#shared/sale/exchange-cart.ts';
import type { RefundChoice } from '#shared/sale/refund-lines.ts';
import { saleExchangeCall } from '#shared/till-calls/sale-calls.ts';
import type { CallContext } from '../store/call-context.ts';
import type { Answer } from '../store/handler.ts';
import type { Reader } from '../store/till-store.ts';
import { allowRefund } from './allow-refund.ts';
import { newCart, setAsideOpen } from './new-cart.ts';
import { receiptComingBack } from './receipt-coming-back.ts';
import { waysOf } from './refund-ways.ts';
import { openDraft, saleEdit, saved } from './sale-edit.ts';

/**
 * Takes goods of a receipt into the open sale, or into a new one, where they count against what the customer takes instead.
 *
 * What may come back is decided here, as for a refund; the money, whichever way it goes, when the sale is paid.
 */
export const exchangeSale = saleEdit(saleExchangeCall, (context, writer, input) => {
  const draft = input.saleId === null ? null : openDraft(writer, input.saleId);
  if (draft?.ok === false) return draft;
  const open = draft?.value.cart;
  const cart = open === undefined ? newCart(context, null) : accept(open);
  if (!cart.ok) return cart;
  const noted = { ...cart.value, note: cart.value.note === '' ? input.reason : cart.value.note };
  const made = context.core.store.read((reader) => withReturned(context, reader, { cart: noted, ...input }));
  if (!made.ok) return made;
  if (open === undefined) {
    const aside = setAsideOpen(context, writer);
    if (!aside.ok) return aside;
    writer.drafts.create(cart.value);
  }
  return saved(context, writer, made.value, made.value.lines[0]?.id ?? null);
});

type Exchange = { readonly cart: Cart; readonly refundOf: string; readonly lines: readonly RefundChoice[] };

function withReturned(context: CallContext, reader: Reader, { cart, refundOf, lines }: Exchange): Answer<Cart> {
  const receipt = receiptComingBack(reader, refundOf);
  if (!receipt.ok) return receipt;
  const { document, returned } = receipt.value;
  const original = document.sale;
  const [lost] = waysOf(reader, original, returned).neverCame;
  if (lost !== undefined) return refuse('payment_not_received', { method: lost });
  const made = exchangeCart(cart, { original, returned, chosen: lines, makeId: context.core.newId });
  if (!made.ok) return made;
  const totalMinor = minor((made.value.returned ?? []).reduce((sum, { priced }) => sum + priced.totalMinor, 0));
  const allowed = allowRefund(context, reader, { document, returned, totalMinor, chosen: lines }, true);
  return allowed.ok ? made : allowed;
}
