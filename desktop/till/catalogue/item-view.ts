import type { z } from 'zod';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { itemName } from '#shared/catalogue/item-name.ts';
import type { Position } from '#shared/stock/level-rules.ts';
import type { itemViewSchema } from '#shared/till-calls/catalogue-calls.ts';
import type { ItemRow } from '../store/tables/items.ts';
import type { Reader } from '../store/till-tables.ts';
import { levelsCompleteThrough, onHandByBatch } from './on-hand.ts';

type ItemView = z.input<typeof itemViewSchema>;

const GREY = 7;

/** What the tiles of one answer share. */
export type ItemShelf = {
  readonly reader: Reader;
  readonly nowMs: number;
  readonly completeThrough: Position | null;
  readonly colors: ReadonlyMap<string, number>;
};

export function itemShelf(reader: Reader, nowMs: number): ItemShelf {
  return {
    reader,
    nowMs,
    completeThrough: levelsCompleteThrough(reader),
    colors: new Map(reader.shelf.categories().map((category) => [category.id, category.color])),
  };
}

/** What an item costs here before a customer or a barcode says otherwise. */
function shelfPrice(shelf: ItemShelf, item: ItemRow): number {
  const listId = shelf.reader.shop.defaultPriceListId();
  const listed = listId === null ? null : shelf.reader.items.listPrice(item.variantId, listId, shelf.nowMs);
  return listed ?? item.sellingPriceMinor;
}

/** An item as tiles, hits and choosers show it. */
export function itemView(shelf: ItemShelf, item: ItemRow): ItemView {
  const tracked = item.trackInventory === 1;
  const batches = tracked ? onHandByBatch(shelf.reader, item.variantId, shelf.completeThrough) : [];
  const onHandMilli = batches.reduce((sum, batch) => sum + batch.onHandMilli, 0);
  const reorderLevelMilli =
    batches.find((batch) => batch.reorderLevelMilli !== null)?.reorderLevelMilli ?? item.reorderLevelMilli;
  return {
    variantId: item.variantId,
    productId: item.productId,
    name: itemName(item),
    sku: item.sku,
    color: (item.categoryId === null ? undefined : shelf.colors.get(item.categoryId)) ?? GREY,
    categoryId: item.categoryId,
    unit: item.unit,
    priceMinor: minor(shelfPrice(shelf, item)),
    isWeighed: item.isWeighed === 1,
    isOpenPrice: item.isOpenPrice === 1,
    variantCount: shelf.reader.shelf.variantCount(item.productId),
    onHandMilli: tracked ? milli(onHandMilli) : null,
    isLow: tracked && onHandMilli <= reorderLevelMilli,
  };
}

/** The views of ids in their order; what is not sold any more is left out. */
export function itemViews(shelf: ItemShelf, variantIds: readonly string[]): ItemView[] {
  return variantIds.flatMap((variantId) => {
    const item = shelf.reader.items.byVariant(variantId);
    return item === null || item.isActive !== 1 ? [] : [itemView(shelf, item)];
  });
}
