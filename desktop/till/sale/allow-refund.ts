import { addDays } from '#shared/base/add-days.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import { refuse } from '#shared/base/outcome.ts';
import { type BusinessDate, businessDateAt, instantAt } from '#shared/base/time.ts';
import { mayRefund } from '#shared/people/limits.ts';
import type { RefundChoice } from '#shared/sale/refund-lines.ts';
import type { ReturnedSoFar } from '#shared/sale/returned-so-far.ts';
import type { SaleRow } from '#shared/sync/feed-rows.ts';
import { actorOf, allow } from '../staff/allow.ts';
import type { CallContext } from '../store/call-context.ts';
import type { Answer } from '../store/handler.ts';
import type { Reader } from '../store/till-store.ts';
import { isReturnable } from './refundable-sale.ts';
import { shopLimit } from './shop-limit.ts';

/** Goods of a receipt that come back: what is chosen, what it is worth (negative), and what came back before. */
export type ComingBack = {
  readonly document: Pick<SaleRow, 'sale' | 'businessDate'>;
  readonly returned: ReturnedSoFar;
  readonly totalMinor: Minor;
  readonly chosen: readonly RefundChoice[];
};

/**
 * A role's limit is for all that comes back of one receipt, however often somebody comes, for money that goes the way it came,
 * for the days within which the shop takes goods back, and for goods that it takes back at all.
 */
export function allowRefund(
  context: CallContext,
  reader: Reader,
  { document, returned, totalMinor, chosen }: ComingBack,
  isSameWay: boolean,
): Answer<unknown> {
  const { saleId, lines } = document.sale;
  const lateDays = lateAfter(context, reader, document.businessDate);
  const keptLineId = firstToKeep(reader, lines, chosen);
  const backMinor = minor(returned.totalMinor - totalMinor);
  const mayAlone = isSameWay && lateDays === null && keptLineId === null && mayRefund(actorOf(context), backMinor);
  const what = [
    `refund of ${-totalMinor}`,
    ...(isSameWay ? [] : ['another way than it was paid']),
    ...(keptLineId === null ? [] : ['of goods that do not come back']),
  ].join(' ');
  const allowed = allow(context, { permission: 'sales.refund', subjectId: saleId, what }, mayAlone);
  if (allowed.ok || context.approver !== null) return allowed;
  if (keptLineId !== null) return refuse('refund_not_returnable', { lineId: keptLineId });
  return lateDays === null ? allowed : refuse('refund_too_late', { days: lateDays });
}

/** The first of the lines whose goods the shop does not take back as a rule. */
function firstToKeep(
  reader: Reader,
  sold: readonly { readonly id: string; readonly variantId: string | null }[],
  chosen: readonly RefundChoice[],
): string | null {
  const back = new Set(chosen.map(({ lineId }) => lineId));
  return sold.find(({ id, variantId }) => back.has(id) && !isReturnable(reader, variantId))?.id ?? null;
}

/** The days within which goods come back, where those of this sale are over. */
function lateAfter({ core }: CallContext, reader: Reader, soldOn: BusinessDate): number | null {
  const days = shopLimit(reader, 'refund_days');
  if (days === null) return null;
  const now = instantAt(core.nowMs(), reader.meta.identity()?.timeZone ?? 'UTC');
  return addDays(soldOn, days) < businessDateAt(now, reader.shop.dayStartMinutes()) ? days : null;
}
