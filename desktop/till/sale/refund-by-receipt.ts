import type { z } from 'zod';
import { minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { mayRefund } from '#shared/people/limits.ts';
import { refundCart } from '#shared/sale/refund-cart.ts';
import type { RefundChoice } from '#shared/sale/refund-lines.ts';
import { returnedSoFar } from '#shared/sale/returned-so-far.ts';
import { settle } from '#shared/sale/settle.ts';
import { settleRefund } from '#shared/sale/settle-refund.ts';
import type { saleRefundCall } from '#shared/till-calls/sale-calls.ts';
import { actorOf, allow } from '../staff/allow.ts';
import type { CallContext } from '../store/call-context.ts';
import type { Answer } from '../store/handler.ts';
import type { Writer } from '../store/till-store.ts';
import { isReturnable } from './refundable-sale.ts';
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
  const original = writer.sales.document(saleId)?.sale;
  if (original === undefined) return refuse('refund_sale_unknown');
  const chosen = choicesOf(writer, input, new Map(original.lines.map((line) => [line.id, line.variantId])));
  if (!chosen.ok) return chosen;
  const returned = returnedSoFar(
    original,
    writer.sales.refundsOf(saleId).map((row) => row.sale),
  );
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
  const allowed = allowRefund(context, saleId, -priced.totalMinor);
  if (!allowed.ok) return allowed;
  if (input.tenders === null) {
    const settled = settleRefund({
      original,
      returned,
      totalMinor: priced.totalMinor,
      cashRoundingMinor,
      makeId: core.newId,
    });
    return accept({ cart, priced, moves, settled });
  }
  const settled = settle({ cart, priced, tenders: input.tenders, makeId: core.newId });
  return settled.ok ? accept({ cart, priced, moves, settled: settled.value }) : settled;
}

function choicesOf(
  writer: Writer,
  input: RefundInput,
  variants: ReadonlyMap<string, string | null>,
): Answer<readonly RefundChoice[]> {
  const chosen: RefundChoice[] = [];
  for (const line of input.lines) {
    if (!('lineId' in line)) return refuse('refund_line_unknown');
    if (!isReturnable(writer, variants.get(line.lineId) ?? null))
      return refuse('refund_not_returnable', { lineId: line.lineId });
    chosen.push(line);
  }
  return accept(chosen);
}

function allowRefund(context: CallContext, saleId: string, amountMinor: number): Answer<unknown> {
  const mayAlone = mayRefund(actorOf(context), minor(amountMinor));
  return allow(context, { permission: 'sales.refund', subjectId: saleId, what: `refund of ${amountMinor}` }, mayAlone);
}
