import { type Id, NO_ID } from '#shared/base/ids.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import type { ItemRow } from '../store/tables/items.ts';
import type { Reader } from '../store/till-store.ts';
import { shownStock } from './shown-stock.ts';

/** The batch that a sale takes: the next to expire of which something lies here; goods without batches have none. */
export function pickBatch(reader: Reader, item: ItemRow, nowMs: number): Id {
  if (item.hasBatches === 0) return NO_ID;
  const day = businessDateAt(instantAt(nowMs, reader.meta.identity()?.timeZone ?? 'UTC'), 0);
  const batches = reader.items.batchesOn(item.variantId, day);
  const stocked = batches.find((batch) => shownStock(reader, item.variantId, batch.id) > 0);
  return stocked?.id ?? batches[0]?.id ?? NO_ID;
}
