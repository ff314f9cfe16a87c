import type { z } from 'zod';
import { minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { refundCart } from '#shared/sale/refund-cart.ts';
import type { RefundChoice } from '#shared/sale/refund-lines.ts';
import { isPaidInGoods } from '#shared/sale/tender-shares.ts';
import { settle } from '#shared/sale/settle.ts';
import { settleRefund } from '#shared/sale/settle-refund.ts';
import type { saleRefundCall } from '#shared/till-calls/sale-calls.ts';
import { actorOf } from '../staff/allow.ts';
import type { CallContext } from '../store/call-context.ts';
import type { Answer } from '../store/handler.ts';
import type { Writer } from '../store/till-store.ts';
import { checkTenders } from '../customers/check-tenders.ts';
import { allowRefund } from './allow-refund.ts';
import { receiptComingBack } from './receipt-coming-back.ts';
import { goesBackAsItCame, waysOf } from './refund-ways.ts';
import type { FinishedCart } from './write-sale.ts';

export type RefundInput = z.output<typeof saleRefundCall.input>;

/** Goods of a receipt, this till's or another's, worth what they were paid for; the money goes the ways it came unless said otherwise. */
export function refundByReceipt(
  context: CallContext,
  writer: Writer,
  input: RefundInput,
  saleId: string,
): Answer<FinishedCart> {
  const { core } = context;
  const receipt = receiptComingBack(writer, saleId);
  if (!receipt.ok) return receipt;
  const { document, returned } = receipt.value;
  const original = document.sale;
  const chosen = choicesOf(input);
  if (!chosen.ok) return chosen;
  const cashRoundingMinor = minor(writer.shop.business()?.cashRoundingMinor ?? 0);
  const head = {
    saleId: core.newId(),
    cashRoundingMinor,
    note: input.reason,
    openedBy: actorOf(context).id,
    openedAtMs: core.nowMs(),
  };
  const made = refundCart({ original, returned, chosen: chosen.value, makeId: core.newId }, head);
  if (!made.ok) return made;
  const { cart, priced, moves } = made.value;
  const paid = waysOf(writer, original, returned);
  // Of an exchange the part that was paid in goods would go out as money that never came in.
  const isSameWay = !isPaidInGoods(original) && (input.tenders === null || goesBackAsItCame(input.tenders, paid));
  const asked = { document, returned, totalMinor: priced.totalMinor, chosen: chosen.value };
  const allowed = allowRefund(context, writer, asked, isSameWay);
  if (!allowed.ok) return allowed;
  const { totalMinor } = priced;
  if (input.tenders === null) {
    const settled = settleRefund({ original, returned, totalMinor, cashRoundingMinor, makeId: core.newId });
    const lost = settled.payments.find((payment) => paid.neverCame.has(payment.method));
    if (lost !== undefined) return refuse('payment_not_received', { method: lost.method });
    return accept({ cart, priced, moves, settled });
  }
  const takes = checkTenders(context, writer, input.tenders);
  if (!takes.ok) return takes;
  const settled = settle({ cart, priced, tenders: takes.value, makeId: core.newId });
  return settled.ok ? accept({ cart, priced, moves, settled: settled.value }) : settled;
}

function choicesOf(input: RefundInput): Answer<readonly RefundChoice[]> {
  const chosen: RefundChoice[] = [];
  for (const line of input.lines) {
    if (!('lineId' in line)) return refuse('refund_line_unknown');
    chosen.push(line);
  }
  return accept(chosen);
}
