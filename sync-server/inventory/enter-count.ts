import type { z } from 'zod';
import type { FieldError } from '#shared/api/envelope.ts';
import { COUNT_LINES_MAX, type CountAnswer, type enterCountEndpoint } from '#shared/api/count-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { applyWebChange } from '#server/sync/apply/apply-web-change.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { webStamp } from '#server/sync/web-edits/web-stamp.ts';
import { storeWriteOf } from '#server/sync/web-edits/web-write.ts';
import { type CountSheet, inScope, lockOpenSheet } from './count-sheets.ts';
import { namedBatches } from './named-batches.ts';
import { readCount } from './read-counts.ts';
import { requireItems } from './require-items.ts';
import { readLots } from './stock-items.ts';
import type { StockEditor } from './write-stock.ts';

type Lines = z.output<typeof enterCountEndpoint.body>['lines'];

/**
 * Writes down what was counted, with the moment and what was known to lie there. Nothing moves before the count is closed.
 *
 * @throws {Fault} `not_found`, `conflict` where the count is not open; {BadInput} for lines that can't be
 */
export async function enterCount(
  tx: Tx,
  deps: ServerDeps,
  by: StockEditor,
  { id, lines }: { readonly id: Id; readonly lines: Lines },
): Promise<CountAnswer> {
  const { businessId, userId } = by.session;
  await lockNames(tx, businessId);
  const sheet = await lockOpenSheet(tx, by.session, id);
  const write = await storeWriteOf(tx, deps, by.session, sheet.storeId);
  await requireItems(
    tx,
    businessId,
    lines.map((line) => ({ ...line, quantityMilli: line.countedMilli })),
  );
  await requireInScope(tx, businessId, sheet, lines);
  const { batchIds, records } = await namedBatches(tx, businessId, lines, deps.makeId);
  const lots = await readLots(
    tx,
    businessId,
    sheet.storeId,
    lines.map(({ variantId }) => variantId),
  );
  const hlc = await webStamp(tx, { businessId, storeId: sheet.storeId, nowMs: write.nowMs });
  const at = new Date(write.nowMs);
  const entered = lines.map(({ variantId, countedMilli }, index) => {
    const batchId = must(batchIds[index], 'every line has its batch');
    const lot = lots.get(variantId)?.find((one) => one.batchId === batchId);
    return { id: deps.makeId(), variantId, batchId, countedMilli, expectedMilli: lot?.quantityMilli ?? 0 };
  });
  requireOnce(entered);
  for (const line of entered) {
    await tx`
      insert into count_sheet_lines (business_id, sheet_id, variant_id, batch_id, id, counted_milli, expected_milli, hlc, counted_by, created_at, updated_at)
      values (${businessId}, ${id}, ${line.variantId}, ${line.batchId}, ${line.id}, ${line.countedMilli}, ${line.expectedMilli}, ${hlc}, ${userId}, ${at}, ${at})
      on conflict (business_id, sheet_id, variant_id, batch_id) do update set counted_milli = excluded.counted_milli,
        expected_milli = excluded.expected_milli, hlc = excluded.hlc, counted_by = excluded.counted_by, updated_at = excluded.updated_at`;
  }
  await requireFits(tx, businessId, id);
  await writeAudit(tx, deps, by, {
    action: 'stock_count.entered',
    entityType: 'stock_count',
    entityId: id,
    newValues: entered,
  });
  if (records.length > 0)
    await applyWebChange(
      tx,
      { ...write, storeId: null },
      { type: 'product.changed', entityId: id, payload: { records: [...records] } },
    );
  return readCount(tx, by.session, id);
}

async function requireInScope(tx: Tx, businessId: Id, sheet: CountSheet, lines: Lines): Promise<void> {
  const found = await tx<{ id: Id }[]>`
    select v.id from product_variants v join products p on p.business_id = v.business_id and p.id = v.product_id
    where v.business_id = ${businessId} and v.id = any(${lines.map(({ variantId }) => variantId)}::uuid[]) and ${inScope(tx, sheet)}`;
  const inside = new Set(found.map(({ id }) => id));
  const faults = lines.flatMap(({ variantId }, index): FieldError[] =>
    inside.has(variantId)
      ? []
      : [{ field: `lines.${index}.variantId`, message: 'This count is not of this variant. Open one for it.' }],
  );
  if (faults.length > 0) throw new BadInput(faults);
}

function requireOnce(lines: readonly { readonly variantId: Id; readonly batchId: Id }[]): void {
  const seen = new Set<string>();
  const faults = lines.flatMap(({ variantId, batchId }, index): FieldError[] => {
    const place = `${variantId} ${batchId}`;
    if (!seen.has(place)) {
      seen.add(place);
      return [];
    }
    return [{ field: `lines.${index}.variantId`, message: 'This shelf stands here twice. Add its figures up.' }];
  });
  if (faults.length > 0) throw new BadInput(faults);
}

async function requireFits(tx: Tx, businessId: Id, sheetId: Id): Promise<void> {
  const [count] = await tx<{ lines: number }[]>`
    select count(*)::integer as lines from count_sheet_lines where business_id = ${businessId} and sheet_id = ${sheetId}`;
  if ((count?.lines ?? 0) <= COUNT_LINES_MAX) return;
  const message = `A count holds ${COUNT_LINES_MAX} shelves. Close this one, and open another for the rest.`;
  throw new BadInput([{ field: 'lines', message }]);
}
