import type { z } from 'zod';
import type { TransferAnswer, sendTransferEndpoint } from '#shared/api/transfer-endpoints.ts';
import { milli } from '#shared/base/quantity.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { storeWriteOf } from '#server/sync/web-edits/web-write.ts';
import { readTransfer } from './read-transfers.ts';
import { requireItems } from './require-items.ts';
import { requireWorth } from './require-worth.ts';
import { readLots } from './stock-items.ts';
import { takenLines } from './taken-lines.ts';
import { type StockEditor, writeStock } from './write-stock.ts';

/**
 * Sends goods from a store that the person may see to any other of the business: there somebody has to take them in.
 *
 * @throws {Fault} `not_found` for the store that they leave; {BadInput} for the other, and for lines that can't be
 */
export async function sendTransfer(
  tx: Tx,
  deps: ServerDeps,
  by: StockEditor,
  asked: z.output<typeof sendTransferEndpoint.body>,
): Promise<TransferAnswer> {
  const { businessId } = by.session;
  const { fromStoreId: storeId, toStoreId, note } = asked;
  const write = { ...(await storeWriteOf(tx, deps, by.session, storeId)), storeId };
  await lockNames(tx, businessId);
  await requireOther(tx, businessId, storeId, toStoreId);
  const items = await requireItems(tx, businessId, asked.lines);
  const lots = await readLots(tx, businessId, storeId, [...items.keys()]);
  const leaving = asked.lines.map((line) => ({
    ...line,
    batchId: line.batchId ?? null,
    quantityMilli: -line.quantityMilli,
  }));
  const lines = takenLines(leaving, { items, lots, makeId: deps.makeId }).map((line) => ({
    ...line,
    quantityMilli: milli(-line.quantityMilli),
  }));
  requireWorth(lines);
  const transferId = deps.makeId();
  await writeStock(tx, deps, by, {
    write,
    change: { type: 'stock.transferred', entityId: transferId, payload: { transferId, toStoreId, note, lines } },
    audited: {
      action: 'stock.transferred',
      entityType: 'stock_transfer',
      entityId: transferId,
      newValues: { storeId, toStoreId, note, lines },
    },
  });
  return readTransfer(tx, by.session, transferId);
}

async function requireOther(tx: Tx, businessId: string, fromStoreId: string, toStoreId: string): Promise<void> {
  const field = 'toStoreId';
  if (fromStoreId === toStoreId) throw new BadInput([{ field, message: 'The goods are in this store already.' }]);
  const [other] = await tx`
    select id from stores where business_id = ${businessId} and id = ${toStoreId} and is_active and not is_deleted`;
  if (other === undefined) throw new BadInput([{ field, message: 'There is no such store, or it is closed.' }]);
}
