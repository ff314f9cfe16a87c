import { accept, refuse } from '#shared/base/outcome.ts';
import { may } from '#shared/people/may.ts';
import { settle } from '#shared/sale/settle.ts';
import type { Tender } from '#shared/sale/tender.ts';
import { actorOf } from '../staff/allow.ts';
import type { CallContext } from '../store/call-context.ts';
import type { Answer } from '../store/handler.ts';
import type { Writer } from '../store/till-store.ts';
import { checkTenders } from '../customers/check-tenders.ts';
import { priceGoodsBack } from './price-goods-back.ts';
import type { RefundInput } from './refund-by-receipt.ts';
import type { FinishedCart } from './write-sale.ts';

/**
 * Goods that come back without a receipt, at a price that two people agree on; cash, unless said otherwise. What the shop does
 * not take back as a rule the two decide too.
 */
export function refundWithoutReceipt(context: CallContext, writer: Writer, input: RefundInput): Answer<FinishedCart> {
  const agreed = twoPeople(context, input);
  if (!agreed.ok) return agreed;
  const { lines, customerId, reason } = input;
  const back = priceGoodsBack(context, writer, { lines, customerId, note: reason });
  if (!back.ok) return back;
  const { cart, priced, cashMinor } = back.value;
  const inCash: Tender = { method: 'cash', amountMinor: cashMinor, reference: '' };
  const takes = checkTenders(context, writer, input.tenders ?? [inCash]);
  if (!takes.ok) return takes;
  const settled = settle({ cart, priced, tenders: takes.value, makeId: context.core.newId });
  return settled.ok ? accept({ cart, priced, settled: settled.value }) : settled;
}

function twoPeople(context: CallContext, input: RefundInput): Answer<null> {
  const { approver } = context;
  const permission = 'sales.refund';
  if (approver === null || approver.id === actorOf(context).id || !may(approver.permissions, permission))
    return refuse('permission_missing', { permission });
  context.granted({
    permission,
    subjectId: input.customerId,
    what: `refund without receipt, ${input.lines.length} lines`,
  });
  return accept(null);
}
