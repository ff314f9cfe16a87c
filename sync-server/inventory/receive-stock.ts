import type { z } from 'zod';
import type { StockWritten, receiveStockEndpoint } from '#shared/api/stock-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { storeWriteOf } from '#server/sync/web-edits/web-write.ts';
import { movingCosts } from './moving-costs.ts';
import { namedBatches } from './named-batches.ts';
import { requireItems } from './require-items.ts';
import { requireWorth } from './require-worth.ts';
import { type StockEditor, stockLine, stockWritten, writeStock } from './write-stock.ts';

/** What came; `receiptId` is what whoever asks calls the paper by. */
type Asked = z.output<typeof receiveStockEndpoint.body> & { readonly receiptId?: Id };

/**
 * Takes goods in at a cost: batches are found or made, the level's average follows, and the variant's cost where asked.
 *
 * @throws {Fault} `not_found` for a store beyond the caller's limits; {BadInput} for lines that can't be
 */
export async function receiveStock(tx: Tx, deps: ServerDeps, by: StockEditor, asked: Asked): Promise<StockWritten> {
  const { businessId } = by.session;
  const { storeId, supplierId, note } = asked;
  const write = { ...(await storeWriteOf(tx, deps, by.session, storeId)), storeId };
  await lockNames(tx, businessId);
  await requireSupplier(tx, businessId, supplierId);
  requireWorth(asked.lines);
  const items = await requireItems(tx, businessId, asked.lines);
  const { batchIds, records } = await namedBatches(tx, businessId, asked.lines, deps.makeId);
  const costs = asked.updatesCost ? await movingCosts(tx, businessId, items, asked.lines) : [];
  const lines = asked.lines.map(({ variantId, quantityMilli, unitCostE4 }, index) =>
    stockLine({
      id: deps.makeId(),
      variantId,
      batchId: must(batchIds[index], 'every line has its batch'),
      quantityMilli,
      unitCostE4,
    }),
  );
  const receiptId = asked.receiptId ?? deps.makeId();
  const reviewReasons = await writeStock(tx, deps, by, {
    write,
    change: { type: 'stock.received', entityId: receiptId, payload: { receiptId, supplierId, note, lines } },
    records: [...records, ...costs],
    audited: {
      action: 'stock.received',
      entityType: 'stock',
      entityId: receiptId,
      newValues: { storeId, supplierId, note, lines },
    },
  });
  return stockWritten(tx, businessId, { id: receiptId, storeId, reviewReasons, lines });
}

async function requireSupplier(tx: Tx, businessId: Id, supplierId: Id | null): Promise<void> {
  if (supplierId === null) return;
  const [found] = await tx`
    select id from suppliers where business_id = ${businessId} and id = ${supplierId} and not is_deleted`;
  if (found === undefined) throw new BadInput([{ field: 'supplierId', message: 'There is no such supplier.' }]);
}
