import type { z } from 'zod';
import { costE4 } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { milli } from '#shared/base/quantity.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import { may } from '#shared/people/may.ts';
import { type BatchView, type stockItemViewSchema, stockFindCall } from '#shared/till-calls/stock-calls.ts';
import { type ItemShelf, itemShelf, itemView } from '../catalogue/item-view.ts';
import { type ItemOfCode, itemsOfCode } from '../catalogue/items-of-code.ts';
import { onHandByBatch } from '../catalogue/on-hand.ts';
import { actorOf } from '../staff/allow.ts';
import { reading } from '../store/handler.ts';
import type { ItemRow } from '../store/tables/items.ts';

const ONE = milli(1000);
/** Older deliveries than these were sold long ago. */
const BATCHES_LOOKED_AT = 200;
const BATCHES_SHOWN = 50;

/** The item of a code or an id, with what stock work needs of it: its batches, its cost, and how much was scanned. */
export const findStockItem = reading(stockFindCall, (context, { item: asked }) => {
  const { core } = context;
  const seesCost = may(actorOf(context).permissions, 'inventory.adjust');
  return core.store.read((reader) => {
    const shelf = itemShelf(reader, core.nowMs());
    if ('code' in asked) {
      const found = itemsOfCode(reader, asked.code, shelf.nowMs);
      if (found.length === 0) return refuse('barcode_unknown', { code: asked.code });
      return accept({ items: found.map((each) => stockItemView(shelf, each, seesCost)) });
    }
    const item = reader.items.byVariant(asked.variantId);
    if (item === null) return refuse('variant_unknown');
    return accept({ items: [stockItemView(shelf, { item, quantityMilli: ONE }, seesCost)] });
  });
});

function stockItemView(
  shelf: ItemShelf,
  { item, quantityMilli }: Pick<ItemOfCode, 'item' | 'quantityMilli'>,
  seesCost: boolean,
): z.input<typeof stockItemViewSchema> {
  return {
    item: itemView(shelf, item),
    quantityMilli,
    hasBatches: item.hasBatches === 1,
    batches: item.hasBatches === 1 ? batchesOf(shelf, item) : [],
    unitCostE4: seesCost ? costE4(item.costE4) : null,
  };
}

/** The batches that somebody may hold: of which something lies here, or which are still good; the next to expire first. */
function batchesOf({ reader, nowMs, completeThrough }: ItemShelf, item: ItemRow): BatchView[] {
  const today = businessDateAt(instantAt(nowMs, reader.meta.identity()?.timeZone ?? 'UTC'), 0);
  const onHand = new Map(
    onHandByBatch(reader, item.variantId, completeThrough).map(({ batchId, onHandMilli }) => [batchId, onHandMilli]),
  );
  const liesHere = (id: string): boolean => (onHand.get(id) ?? 0) !== 0;
  return reader.items
    .newestBatches(item.variantId, BATCHES_LOOKED_AT)
    .filter(({ id, expiresOn }) => liesHere(id) || expiresOn === null || expiresOn >= today)
    .toSorted(
      (one, other) =>
        Number(liesHere(other.id)) - Number(liesHere(one.id)) ||
        ((one.expiresOn ?? '9999') < (other.expiresOn ?? '9999') ? -1 : 1),
    )
    .slice(0, BATCHES_SHOWN)
    .map(({ id, number, expiresOn }) => ({ batchId: id, number, expiresOn }));
}
