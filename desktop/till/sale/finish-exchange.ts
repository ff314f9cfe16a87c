import { type Minor, minor } from '#shared/base/money.ts';
import { accept } from '#shared/base/outcome.ts';
import { milli } from '#shared/base/quantity.ts';
import { isCreditMethod } from '#shared/credit/credit-kinds.ts';
import type { Cart } from '#shared/sale/cart.ts';
import { finishExchange } from '#shared/sale/exchange-cart.ts';
import { isPaidInGoods } from '#shared/sale/tender-shares.ts';
import type { Tender } from '#shared/sale/tender.ts';
import { allow } from '../staff/allow.ts';
import type { CallContext } from '../store/call-context.ts';
import type { Answer } from '../store/handler.ts';
import type { Writer } from '../store/till-store.ts';
import { allowRefund } from './allow-refund.ts';
import { type ReceiptComingBack, receiptComingBack } from './receipt-coming-back.ts';
import { goesBackAsItCame, waysOf } from './refund-ways.ts';

/** The cart as it is paid: an exchange by what its receipt can still give back, every other as it lies there. */
export function finishedCart(context: CallContext, writer: Writer, cart: Cart): Answer<Cart> {
  if (cart.refundOf === null) return accept(cart);
  const of = receiptComingBack(writer, cart.refundOf);
  if (!of.ok) return of;
  const { document, returned } = of.value;
  const finished = finishExchange(cart, { original: document.sale, returned, makeId: context.core.newId });
  if (!finished.ok || returned.totalMinor === cart.returnedBeforeMinor) return finished;
  const lines = finished.value.returned ?? [];
  const totalMinor = minor(lines.reduce((sum, { priced }) => sum + priced.totalMinor, 0));
  const chosen = cart.lines.flatMap(({ refundOfLineId, quantityMilli, restock }) =>
    refundOfLineId === null ? [] : [{ lineId: refundOfLineId, quantityMilli: milli(-quantityMilli), restock }],
  );
  const allowed = allowRefund(context, writer, { document, returned, totalMinor, chosen }, true);
  return allowed.ok ? finished : allowed;
}

type Payout = { readonly cart: Cart; readonly totalMinor: Minor; readonly tenders: readonly Tender[] };

/** Money that an exchange gives back goes the way the receipt was paid; another way somebody agrees who may refund. */
export function allowPayout(context: CallContext, writer: Writer, of: Payout): Answer<unknown> {
  const { cart, totalMinor } = of;
  if (cart.refundOf === null || totalMinor >= 0) return accept(null);
  const receipt = receiptComingBack(writer, cart.refundOf);
  if (!receipt.ok) return receipt;
  if (goesBack(writer, of, receipt.value)) return accept(null);
  const what = `exchange paid out ${-totalMinor} another way than it was paid`;
  return allow(context, { permission: 'sales.refund', subjectId: cart.saleId, what });
}

/** To whom it came from too: the same account, the same card; and what was paid in goods never came as money. */
function goesBack(writer: Writer, { cart, tenders }: Payout, { document, returned }: ReceiptComingBack): boolean {
  const original = document.sale;
  if (isPaidInGoods(original)) return false;
  const isTheirs = ({ method, reference }: Tender): boolean => {
    if (method === 'credit') return cart.customerId === original.customerId;
    return (
      !isCreditMethod(method) ||
      original.payments.some((paid) => paid.method === method && paid.reference === reference)
    );
  };
  return tenders.every(isTheirs) && goesBackAsItCame(tenders, waysOf(writer, original, returned));
}
