import type { z } from 'zod';
import { type Minor, minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { addDays } from '#shared/base/add-days.ts';
import { type BusinessDate, businessDateAt, instantAt } from '#shared/base/time.ts';
import { mayRefund } from '#shared/people/limits.ts';
import { refundCart } from '#shared/sale/refund-cart.ts';
import type { RefundChoice } from '#shared/sale/refund-lines.ts';
import { type ReturnedSoFar, returnedSoFar } from '#shared/sale/returned-so-far.ts';
import { settle } from '#shared/sale/settle.ts';
import { settleRefund } from '#shared/sale/settle-refund.ts';
import type { saleRefundCall } from '#shared/till-calls/sale-calls.ts';
import { actorOf, allow } from '../staff/allow.ts';
import type { CallContext } from '../store/call-context.ts';
import type { Answer } from '../store/handler.ts';
import type { Writer } from '../store/till-store.ts';
import { checkTenders } from '../customers/check-tenders.ts';
import { isReturnable } from './refundable-sale.ts';
import { goesBackAsItCame, waysOf } from './refund-ways.ts';
import { shopLimit } from './shop-limit.ts';
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
  const document = writer.sales.document(saleId);
  if (document === null) return refuse('refund_sale_unknown');
  if (writer.sales.byId(saleId)?.voidedMs !== null) return refuse('sale_voided');
  const original = document.sale;
  const chosen = choicesOf(input);
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
  const paid = waysOf(writer, original, returned);
  const isSameWay = input.tenders === null || goesBackAsItCame(input.tenders, paid);
  const lateDays = lateAfter(context, writer, document.businessDate);
  const keptLineId = firstToKeep(writer, original.lines, chosen.value);
  const asked = { saleId, returned, totalMinor: priced.totalMinor, lateDays, keptLineId };
  const allowed = allowRefund(context, asked, isSameWay);
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

/** The first of the lines whose goods the shop does not take back as a rule. */
function firstToKeep(
  writer: Writer,
  sold: readonly { readonly id: string; readonly variantId: string | null }[],
  chosen: readonly RefundChoice[],
): string | null {
  const back = new Set(chosen.map(({ lineId }) => lineId));
  return sold.find(({ id, variantId }) => back.has(id) && !isReturnable(writer, variantId))?.id ?? null;
}

/** The days within which goods come back, where those of this sale are over. */
function lateAfter({ core }: CallContext, writer: Writer, soldOn: BusinessDate): number | null {
  const days = shopLimit(writer, 'refund_days');
  if (days === null) return null;
  const now = instantAt(core.nowMs(), writer.meta.identity()?.timeZone ?? 'UTC');
  return addDays(soldOn, days) < businessDateAt(now, writer.shop.dayStartMinutes()) ? days : null;
}

type Asked = {
  readonly saleId: string;
  readonly returned: ReturnedSoFar;
  readonly totalMinor: Minor;
  readonly lateDays: number | null;
  readonly keptLineId: string | null;
};

/**
 * A role's limit is for all that comes back of one receipt, however often somebody comes, for money that goes the way it came,
 * for the days within which the shop takes goods back, and for goods that it takes back at all.
 */
function allowRefund(context: CallContext, asked: Asked, isSameWay: boolean): Answer<unknown> {
  const backMinor = minor(asked.returned.totalMinor - asked.totalMinor);
  const { lateDays, keptLineId } = asked;
  const mayAlone = isSameWay && lateDays === null && keptLineId === null && mayRefund(actorOf(context), backMinor);
  const what = [
    `refund of ${-asked.totalMinor}`,
    ...(isSameWay ? [] : ['another way than it was paid']),
    ...(keptLineId === null ? [] : ['of goods that do not come back']),
  ].join(' ');
  const allowed = allow(context, { permission: 'sales.refund', subjectId: asked.saleId, what }, mayAlone);
  if (allowed.ok || context.approver !== null) return allowed;
  if (keptLineId !== null) return refuse('refund_not_returnable', { lineId: keptLineId });
  return lateDays === null ? allowed : refuse('refund_too_late', { days: lateDays });
}
