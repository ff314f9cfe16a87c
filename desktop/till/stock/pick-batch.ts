import { type Id, NO_ID } from '#shared/base/ids.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import { levelsCompleteThrough, onHandByBatch } from '../catalogue/on-hand.ts';
import type { ItemRow } from '../store/tables/items.ts';
import type { Reader } from '../store/till-store.ts';

/** The batch that a sale takes: the next to expire of which something lies here; goods without batches have none. */
export function pickBatch(reader: Reader, item: ItemRow, nowMs: number): Id {
  if (item.hasBatches === 0) return NO_ID;
  const batches = reader.items.batchesOn(item.variantId, dayAt(reader, nowMs));
  const lies = liesHere(reader, item);
  return (batches.find(({ id }) => lies(id)) ?? batches[0])?.id ?? NO_ID;
}

/**
 * Whether all that lies here of an item is past its date: then it is not sold. Where nothing is known to lie here, it is what
 * the shop ever had that tells.
 */
export function isOnlyExpired(reader: Reader, item: ItemRow, nowMs: number): boolean {
  if (item.hasBatches === 0) return false;
  const day = dayAt(reader, nowMs);
  const expired = reader.items.expiredOn(item.variantId, day);
  if (expired.length === 0) return false;
  const good = reader.items.batchesOn(item.variantId, day);
  const lies = liesHere(reader, item);
  return good.length === 0 || (!good.some(({ id }) => lies(id)) && expired.some(lies));
}

function dayAt(reader: Reader, nowMs: number): string {
  return businessDateAt(instantAt(nowMs, reader.meta.identity()?.timeZone ?? 'UTC'), 0);
}

function liesHere(reader: Reader, item: ItemRow): (batchId: string) => boolean {
  const onHand = onHandByBatch(reader, item.variantId, levelsCompleteThrough(reader));
  const here = new Set(onHand.filter(({ onHandMilli }) => onHandMilli > 0).map(({ batchId }): string => batchId));
  return (batchId) => here.has(batchId);
}
