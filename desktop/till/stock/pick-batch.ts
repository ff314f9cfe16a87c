import { type Id, NO_ID } from '#shared/base/ids.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import { levelsCompleteThrough, onHandByBatch } from '../catalogue/on-hand.ts';
import type { ItemRow } from '../store/tables/items.ts';
import type { Reader } from '../store/till-store.ts';

/** The batch that a sale takes: the next to expire of which something lies here; goods without batches have none. */
export function pickBatch(reader: Reader, item: ItemRow, nowMs: number): Id {
  if (item.hasBatches === 0) return NO_ID;
  const day = businessDateAt(instantAt(nowMs, reader.meta.identity()?.timeZone ?? 'UTC'), 0);
  const batches = reader.items.batchesOn(item.variantId, day);
  const onHand = new Map(
    onHandByBatch(reader, item.variantId, levelsCompleteThrough(reader)).map((batch) => [
      batch.batchId,
      batch.onHandMilli,
    ]),
  );
  const stocked = batches.find((batch) => (onHand.get(batch.id) ?? 0) > 0);
  return stocked?.id ?? batches[0]?.id ?? NO_ID;
}
