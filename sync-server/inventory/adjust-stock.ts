import type { z } from 'zod';
import type { StockWritten, adjustStockEndpoint } from '#shared/api/stock-endpoints.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { storeWriteOf } from '#server/sync/web-edits/web-write.ts';
import { namedBatches } from './named-batches.ts';
import { requireItems } from './require-items.ts';
import { requireWorth } from './require-worth.ts';
import { readLots } from './stock-items.ts';
import { takenLines } from './taken-lines.ts';
import { type StockEditor, stockWritten, writeStock } from './write-stock.ts';

type Asked = Omit<z.output<typeof adjustStockEndpoint.body>, 'lines'> & {
  readonly lines: readonly (Omit<z.output<typeof adjustStockEndpoint.body>['lines'][number], 'quantityMilli'> & {
    readonly quantityMilli: number;
  })[];
};

/**
 * Puts levels right by hand. What leaves a shelf without a named batch is taken first expired first out, one line for each
 * batch; what comes without one is of no batch.
 *
 * @throws {Fault} `not_found` for a store beyond the caller's limits; {BadInput} for lines that can't be
 */
export async function adjustStock(tx: Tx, deps: ServerDeps, by: StockEditor, asked: Asked): Promise<StockWritten> {
  const { businessId } = by.session;
  const { storeId, reason, note } = asked;
  const write = { ...(await storeWriteOf(tx, deps, by.session, storeId)), storeId };
  await lockNames(tx, businessId);
  const items = await requireItems(tx, businessId, asked.lines);
  const { batchIds, records } = await namedBatches(tx, businessId, asked.lines, deps.makeId);
  const lots = await readLots(tx, businessId, storeId, [...items.keys()]);
  const named = asked.lines.map((line, index) => ({
    ...line,
    batchId: line.batchId === undefined && line.batch === undefined ? null : (batchIds[index] ?? null),
  }));
  const lines = takenLines(named, { items, lots, makeId: deps.makeId });
  requireWorth(lines);
  const adjustmentId = deps.makeId();
  const payload = { adjustmentId, reason, note, lines };
  const reviewReasons = await writeStock(tx, deps, by, {
    write,
    change: { type: 'stock.adjusted', entityId: adjustmentId, payload },
    records,
    audited: {
      action: 'stock.adjusted',
      entityType: 'stock',
      entityId: adjustmentId,
      newValues: { storeId, reason, note, lines },
    },
  });
  return stockWritten(tx, businessId, { id: adjustmentId, storeId, reviewReasons, lines });
}
