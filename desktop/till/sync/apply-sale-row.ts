import { saleRowSchema } from '#shared/sync/feed-rows.ts';
import type { Writer } from '../store/till-tables.ts';
import type { PageView, ParkReason } from './page-view.ts';
import type { PulledRow } from './pulled-page.ts';

/**
 * Keeps a sale of the store for refunds here. An own sale that is here stays as it was written, but for what became of its
 * money, and that it was taken back; or stands again, where the office was brought back from before that.
 */
export function applySaleRow(
  writer: Writer,
  row: Pick<PulledRow, 'id' | 'op' | 'data'>,
  view: Pick<PageView, 'tillId' | 'officeNowMs'> & { readonly isElsewhere?: boolean },
): ParkReason | null {
  if (row.op === 'delete') {
    if (writer.sales.byId(row.id)?.isOwn === false) writer.sales.remove(row.id);
    return null;
  }
  const parsed = saleRowSchema.safeParse(row.data);
  if (!parsed.success) return 'unreadable';
  const { voided, ...kept } = parsed.data;
  const { saleId, payments } = kept.sale;
  const isOwn = kept.tillId === view.tillId;
  if (!isOwn || writer.sales.byId(saleId) === null)
    writer.sales.put(kept, isOwn, { heardMs: view.officeNowMs, isElsewhere: view.isElsewhere ?? false });
  else
    for (const { id, state, reference } of payments)
      if (state !== 'pending') writer.sales.settlePayment(id, state, reference);
  if (voided === undefined) writer.sales.forgetVoid(saleId);
  else writer.sales.noteVoid(saleId, view.officeNowMs);
  return null;
}
