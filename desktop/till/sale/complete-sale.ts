import { minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { mayOwe } from '#shared/credit/customer-debt.ts';
import type { Cart } from '#shared/sale/cart.ts';
import { exemptCart } from '#shared/sale/exempt-cart.ts';
import { priceCart } from '#shared/sale/price-cart.ts';
import { settle } from '#shared/sale/settle.ts';
import { sumPayments } from '#shared/sale/settled.ts';
import type { Tender } from '#shared/sale/tender.ts';
import type { SaleRow } from '#shared/sync/feed-rows.ts';
import { saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import type { CompletedView } from '#shared/till-calls/sale-view.ts';
import { owesMinor } from '../customers/balance-of.ts';
import { allow } from '../staff/allow.ts';
import type { CallContext } from '../store/call-context.ts';
import { type Answer, tillWrite } from '../store/handler.ts';
import type { Writer } from '../store/till-store.ts';
import { checkAmount } from '../store/check-amount.ts';
import { checkTenders } from '../customers/check-tenders.ts';
import { completedView } from './completed-view.ts';
import { dropDraft, isFinished } from './drop-draft.ts';
import { allowPayout, finishedCart } from './finish-exchange.ts';
import { openDraft, withUndone } from './sale-edit.ts';
import { paidMinor } from './sale-view.ts';
import { shopLimit } from './shop-limit.ts';
import { handOver, writeSale } from './write-sale.ts';

/**
 * Completes a sale: takes the tenders, gives the change and writes the sale down for good.
 *
 * Receipt number, stock, drawer and the fact for the server are one transaction, so a power cut leaves the whole sale or
 * none of it. Printing comes after; a printer's fault never undoes a sale.
 */
export const completeSale = tillWrite(saleCompleteCall, (context, writer, { saleId, tenders }) => {
  const { core } = context;
  const draft = core.drafts.read((reader) => openDraft(reader, saleId));
  if (!draft.ok) return draft;
  const isUntold = core.store.cameBack().some(({ entityId }) => entityId === saleId);
  const made = isUntold ? writer.sales.document(saleId) : null;
  if (made !== null) return accept(madeBefore(context, writer, made));
  if (isFinished(core, writer, saleId)) return refuse('sale_not_open');
  const journalled = core.drafts.read((reader) => withUndone(context, reader, draft.value.cart));
  if (!journalled.ok) return journalled;
  const finished = finishedCart(context, writer, exemptCart(journalled.value));
  if (!finished.ok) return finished;
  const cart = finished.value;
  const priced = priceCart(cart);
  if (priced.totalMinor <= 0 && draft.value.payments.length > 0)
    return refuse('sale_part_paid', { paidMinor: paidMinor(draft.value) });
  const fits = checkAmount(priced.totalMinor);
  if (!fits.ok) return fits;
  const takes = checkTenders(context, writer, tenders);
  if (!takes.ok) return takes;
  const settled = settle({ cart, priced, tenders: takes.value, makeId: core.newId });
  if (!settled.ok) return settled;
  const payout = allowPayout(context, writer, { cart, totalMinor: priced.totalMinor, tenders: takes.value });
  if (!payout.ok) return payout;
  const pending = allowPending(context, writer, saleId, takes.value);
  if (!pending.ok) return pending;
  const credit = allowCredit(context, writer, cart, tenders);
  if (!credit.ok) return credit;
  const moves = new Map((cart.returned ?? []).map((line) => [line.priced.lineId, line.moves]));
  const written = writeSale(context, writer, { cart, priced, moves, settled: settled.value });
  context.after(() => dropDraft(core, saleId));
  return accept(completedView(writer, written));
});

/**
 * A sale that the disk kept although nobody could say so when it was paid, with its draft still here: it is answered as it
 * was made, whatever is handed over now, and its receipt prints.
 */
function madeBefore(context: CallContext, writer: Writer, { sale, occurredAt }: SaleRow): CompletedView {
  const { changeMinor } = sumPayments(sale);
  context.after(() => {
    context.core.store.toldOf(sale.saleId);
    dropDraft(context.core, sale.saleId);
  });
  handOver(context, sale, changeMinor);
  return completedView(writer, { payload: sale, change: { occurredAt }, changeMinor });
}

/** Against transfers that nobody has seen up to what the shop allows; above it somebody agrees who may let people owe. */
function allowPending(
  context: CallContext,
  writer: Writer,
  saleId: string,
  tenders: readonly Tender[],
): Answer<unknown> {
  const limitMinor = shopLimit(writer, 'pending_transfer_limit_minor');
  const unseen = tenders.filter(({ method, state }) => method === 'transfer' && (state ?? 'pending') === 'pending');
  const unseenMinor = unseen.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  if (limitMinor === null || unseenMinor <= limitMinor) return accept(null);
  const allowed = allow(context, {
    permission: 'customers.credit',
    subjectId: saleId,
    what: `unseen transfers of ${unseenMinor} above ${limitMinor}`,
  });
  return allowed.ok || context.approver !== null ? allowed : refuse('pending_transfer_limit', { limitMinor });
}

/** On account up to the customer's limit, as far as this till knows what is owed; above it somebody agrees. */
function allowCredit(context: CallContext, writer: Writer, cart: Cart, tenders: readonly Tender[]): Answer<unknown> {
  const addedMinor = tenders.reduce((sum, tender) => sum + (tender.method === 'credit' ? tender.amountMinor : 0), 0);
  if (addedMinor <= 0 || cart.customerId === null) return accept(null);
  const customer = writer.customers.byId(cart.customerId);
  // Taken off the list since the sale was opened: whoever that was owes nobody anything.
  if (customer === null) return refuse('customer_unknown');
  const limitMinor = minor(customer.creditLimitMinor);
  const fits = mayOwe(owesMinor(writer, customer.id), minor(addedMinor), limitMinor);
  if (fits.ok) return accept(null);
  const allowed = allow(context, {
    permission: 'customers.credit',
    subjectId: customer.id,
    what: `on account ${addedMinor} above ${limitMinor}`,
  });
  return allowed.ok || context.approver !== null ? allowed : fits;
}
