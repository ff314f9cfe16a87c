import type { z } from 'zod';
import { NO_ID } from '#shared/base/ids.ts';
import { itemName } from '#shared/catalogue/item-name.ts';
import type { BatchView, stockLevelViewSchema } from '#shared/till-calls/stock-calls.ts';
import { levelsCompleteThrough, onHandByBatch } from '../catalogue/on-hand.ts';
import type { ItemRow } from '../store/tables/items.ts';
import type { Reader } from '../store/till-store.ts';

export type LevelView = z.input<typeof stockLevelViewSchema>;

/** What lies here of an item, one row for each batch. */
export function levelViews(reader: Reader, item: ItemRow): LevelView[] {
  return onHandByBatch(reader, item.variantId, levelsCompleteThrough(reader)).map(
    ({ batchId, onHandMilli, reorderLevelMilli }) => ({
      variantId: item.variantId,
      batchId,
      name: itemName(item),
      batch: batchView(reader, batchId),
      unit: item.unit,
      onHandMilli,
      isLow: onHandMilli <= (reorderLevelMilli ?? item.reorderLevelMilli),
    }),
  );
}

function batchView(reader: Reader, batchId: string): BatchView | null {
  const batch = batchId === NO_ID ? null : reader.items.batch(batchId);
  return batch === null ? null : { batchId, number: batch.number, expiresOn: batch.expiresOn };
}

/** The rows of the levels that a call touched, each once. */
export function levelsTouched(
  reader: Reader,
  touched: readonly { readonly item: ItemRow; readonly batchId: string }[],
): LevelView[] {
  const views = new Map<string, LevelView>();
  for (const { item, batchId } of touched) {
    const view = levelViews(reader, item).find((level) => level.batchId === batchId);
    if (view !== undefined) views.set(`${item.variantId} ${batchId}`, view);
  }
  return [...views.values()];
}
