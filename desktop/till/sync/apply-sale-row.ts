import { saleRowSchema } from '#shared/sync/feed-rows.ts';
import type { Writer } from '../store/till-tables.ts';
import type { PageView, ParkReason } from './page-view.ts';
import type { PulledRow } from './pulled-page.ts';

/** Keeps a sale of the store for refunds here. An own sale that is here stays as it was written. */
export function applySaleRow(writer: Writer, row: PulledRow, view: PageView): ParkReason | null {
  if (row.op === 'delete') {
    if (writer.sales.byId(row.id)?.isOwn === false) writer.sales.remove(row.id);
    return null;
  }
  const parsed = saleRowSchema.safeParse(row.data);
  if (!parsed.success) return 'unreadable';
  const isOwn = parsed.data.tillId === view.tillId;
  if (isOwn && writer.sales.byId(parsed.data.sale.saleId) !== null) return null;
  writer.sales.put(parsed.data, isOwn);
  return null;
}
