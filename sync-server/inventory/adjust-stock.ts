import type { z } from 'zod';
import type { StockWritten, adjustStockEndpoint } from '#shared/api/stock-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { takeFirstExpired } from '#shared/stock/first-expired-first-out.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { storeWriteOf } from '#server/sync/web-edits/web-write.ts';
import { namedBatches } from './named-batches.ts';
import { requireItems } from './require-items.ts';
import { costOfLot, readLots } from './stock-items.ts';
import { type StockEditor, type StockLine, stockLine, stockWritten, writeStock } from './write-stock.ts';

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
  const lines = asked.lines.flatMap((line, index): StockLine[] => {
    const { variantId, quantityMilli } = line;
    const item = must(items.get(variantId), 'every item was required');
    const shelf = lots.get(variantId) ?? [];
    const of = (batchId: string, quantity: number): StockLine => {
      const lot = shelf.find((one) => one.batchId === batchId);
      const unitCostE4 = line.unitCostE4 ?? costOfLot(item, lot);
      // Two lines of one paper may take of the same shelf: the second finds what the first left.
      if (lot !== undefined)
        shelf.splice(shelf.indexOf(lot), 1, { ...lot, quantityMilli: lot.quantityMilli + quantity });
      return stockLine({ id: deps.makeId(), variantId, batchId, quantityMilli: quantity, unitCostE4 });
    };
    const isNamed = line.batchId !== undefined || line.batch !== undefined;
    if (isNamed || quantityMilli > 0) return [of(must(batchIds[index], 'every line has its batch'), quantityMilli)];
    return takeFirstExpired(shelf, -quantityMilli).map((taken) => of(taken.batchId, -taken.quantityMilli));
  });
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
