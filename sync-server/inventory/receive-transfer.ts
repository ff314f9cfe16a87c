import type { z } from 'zod';
import type { FieldError } from '#shared/api/envelope.ts';
import type { TransferAnswer, receiveTransferEndpoint } from '#shared/api/transfer-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { milli } from '#shared/base/quantity.ts';
import type { PayloadOf } from '#shared/changes/change-body.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { storeWriteOf } from '#server/sync/web-edits/web-write.ts';
import { readTransfer } from './read-transfers.ts';
import { type StockEditor, writeStock } from './write-stock.ts';

type Body = z.output<typeof receiveTransferEndpoint.body>;
type AskedLine = NonNullable<Body['lines']>[number];
type Line = PayloadOf<'stock.transfer_received'>['lines'][number];

/**
 * Says what became of goods on their way, at either end. What came is put on the shelf at the cost that it left at.
 *
 * @throws {Fault} `not_found`; `conflict` where nothing is on its way; {BadInput} for more than is
 */
export async function receiveTransfer(
  tx: Tx,
  deps: ServerDeps,
  by: StockEditor,
  { id, body }: { readonly id: Id; readonly body: Body },
): Promise<TransferAnswer> {
  const { businessId } = by.session;
  await lockNames(tx, businessId);
  const transfer = await readTransfer(tx, by.session, id);
  const storeId = body.storeId ?? transfer.toStoreId;
  const write = { ...(await storeWriteOf(tx, deps, by.session, storeId)), storeId };
  if (storeId !== transfer.toStoreId && storeId !== transfer.fromStoreId)
    throw new BadInput([{ field: 'storeId', message: 'The goods go neither to this store nor from it.' }]);
  if (transfer.state === 'received')
    throw new Fault('conflict', 'Nothing of this transfer is on its way any more. Adjust the stock if it differs.');
  const all = transfer.lines
    .filter(({ inTransitMilli }) => inTransitMilli > 0)
    .map((line): AskedLine => ({
      lineId: line.id,
      quantityMilli: milli(line.inTransitMilli),
      lostMilli: milli(0),
      reason: null,
    }));
  const lines = receivedLines(transfer, body.lines ?? all, deps.makeId);
  const receiptId = deps.makeId();
  await writeStock(tx, deps, by, {
    write,
    change: {
      type: 'stock.transfer_received',
      entityId: receiptId,
      payload: { receiptId, transferId: id, note: body.note, lines },
    },
    audited: {
      action: storeId === transfer.toStoreId ? 'stock.transfer_received' : 'stock.transfer_returned',
      entityType: 'stock_transfer',
      entityId: id,
      newValues: { storeId, note: body.note, lines },
    },
  });
  return readTransfer(tx, by.session, id);
}

function receivedLines(transfer: TransferAnswer, asked: readonly AskedLine[], makeId: () => Id): Line[] {
  const faults: FieldError[] = [];
  const seen = new Set<Id>();
  const lines = asked.flatMap(({ lineId, quantityMilli, lostMilli, reason }, index): Line[] => {
    const sent = transfer.lines.find((line) => line.id === lineId);
    if (sent === undefined || seen.has(lineId)) {
      const message = sent === undefined ? 'The transfer has no such line.' : 'This line stands here twice.';
      faults.push({ field: `lines.${index}.lineId`, message });
      return [];
    }
    seen.add(lineId);
    if (quantityMilli + lostMilli > sent.inTransitMilli)
      faults.push({
        field: `lines.${index}.quantityMilli`,
        message: `Only ${sent.inTransitMilli / 1000} of “${sent.name}” are on their way. Receive these, and adjust the stock for what came beyond.`,
      });
    const { variantId, batchId, unitCostE4 } = sent;
    const isLost = lostMilli > 0;
    return [
      {
        id: makeId(),
        transferLineId: lineId,
        variantId,
        batchId,
        quantityMilli,
        lostMilli,
        reason: isLost ? reason : null,
        unitCostE4,
      },
    ];
  });
  if (faults.length > 0) throw new BadInput(faults);
  return lines;
}
