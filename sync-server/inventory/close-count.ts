import { COUNT_LINES_MAX, type CountAnswer } from '#shared/api/count-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { milli } from '#shared/base/quantity.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { webStamp } from '#server/sync/web-edits/web-stamp.ts';
import { storeWriteOf } from '#server/sync/web-edits/web-write.ts';
import { type CountSheet, type SheetLine, lockOpenSheet, readSheetLines, readUncounted } from './count-sheets.ts';
import { readCount } from './read-counts.ts';
import { type StockEditor, writeStock } from './write-stock.ts';

/**
 * Closes a count: one fact of all its shelves, each with the moment at which it was counted. What moved since then, and what
 * a till that is offline still brings, is added to what lay there.
 *
 * @throws {Fault} `not_found`; `conflict` where it is not open, or nothing was counted
 */
export async function closeCount(
  tx: Tx,
  deps: ServerDeps,
  by: StockEditor,
  { id, missingIsZero }: { readonly id: Id; readonly missingIsZero: boolean },
): Promise<CountAnswer> {
  const { businessId } = by.session;
  await lockNames(tx, businessId);
  const sheet = await lockOpenSheet(tx, by.session, id);
  const write = { ...(await storeWriteOf(tx, deps, by.session, sheet.storeId)), storeId: sheet.storeId };
  const counted = await readSheetLines(tx, businessId, id);
  const missing = missingIsZero ? await missingLines(tx, deps, businessId, sheet) : [];
  const lines = [...counted, ...missing];
  if (lines.length === 0)
    throw new Fault('conflict', 'Nothing was counted yet. Enter what lies there, or give the count up.');
  if (lines.length > COUNT_LINES_MAX)
    throw new Fault(
      'conflict',
      `More than ${COUNT_LINES_MAX} shelves would be set. Count by category, or close it without what is missing.`,
    );
  await endSheet(tx, deps, businessId, { id, state: 'closed' });
  const payload = {
    countId: id,
    note: sheet.note,
    lines: lines.map(({ hlc, countedMilli, expectedMilli, ...shelf }) => ({
      ...shelf,
      countedMilli: milli(countedMilli),
      expectedMilli: milli(expectedMilli),
      countedHlc: hlc,
    })),
  };
  await writeStock(tx, deps, by, {
    write,
    change: { type: 'stock.counted', entityId: id, payload },
    audited: {
      action: 'stock_count.closed',
      entityType: 'stock_count',
      entityId: id,
      newValues: { storeId: sheet.storeId, missingIsZero, lines: payload.lines },
    },
  });
  return readCount(tx, by.session, id);
}

/** Gives an open count up. @throws {Fault} `not_found`, `conflict` where it is not open */
export async function cancelCount(tx: Tx, deps: ServerDeps, by: StockEditor, id: Id): Promise<void> {
  const { businessId } = by.session;
  await lockOpenSheet(tx, by.session, id);
  await endSheet(tx, deps, businessId, { id, state: 'cancelled' });
  await writeAudit(tx, deps, by, { action: 'stock_count.cancelled', entityType: 'stock_count', entityId: id });
}

async function endSheet(
  tx: Tx,
  deps: ServerDeps,
  businessId: Id,
  { id, state }: { readonly id: Id; readonly state: 'closed' | 'cancelled' },
): Promise<void> {
  const at = new Date(deps.nowMs());
  await tx`update count_sheets set state = ${state}, closed_at = ${at}, updated_at = ${at} where business_id = ${businessId} and id = ${id}`;
}

/** What nobody found, as of now. */
async function missingLines(tx: Tx, deps: ServerDeps, businessId: Id, sheet: CountSheet): Promise<SheetLine[]> {
  const hlc = await webStamp(tx, { businessId, storeId: sheet.storeId, nowMs: deps.nowMs() });
  const missing = await readUncounted(tx, businessId, sheet, COUNT_LINES_MAX + 1);
  return missing.map(({ variantId, batchId, quantityMilli }) => ({
    id: deps.makeId(),
    variantId,
    batchId,
    countedMilli: 0,
    expectedMilli: quantityMilli,
    hlc,
  }));
}
