import { levelRowSchema, parseLevelId } from '#shared/sync/feed-rows.ts';
import type { Writer } from '../store/till-tables.ts';
import type { PageView, ParkReason } from './page-view.ts';
import type { PulledRow } from './pulled-page.ts';

/** Writes a level with what it contains of the till's own changes, and which of them wait in quarantine. */
export function applyLevelRow(writer: Writer, row: PulledRow, view: PageView): ParkReason | null {
  if (row.op === 'delete') {
    const key = parseLevelId(row.id);
    if (key === null) return 'unreadable';
    writer.stock.removeLevel(key);
    return null;
  }
  const parsed = levelRowSchema.safeParse(row.data);
  if (!parsed.success) return 'unreadable';
  const quarantined = view.quarantinedByLevel.get(`${parsed.data.variantId}/${parsed.data.batchId}`) ?? [];
  writer.stock.putLevel({
    ...parsed.data,
    includedEpoch: view.page.appliedThrough?.epoch ?? null,
    includedSeq: view.page.appliedThrough?.seq ?? 0,
    quarantined: [...quarantined],
  });
  if (quarantined.length > 0) writer.meta.set(LEVEL_LISTS_KEY, '1');
  return null;
}

/** Set where any level has a list, so that clearing the lists costs nothing while there is none. */
export const LEVEL_LISTS_KEY = 'level_lists';
