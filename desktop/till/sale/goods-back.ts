import type { z } from 'zod';
import { minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { milli } from '#shared/base/quantity.ts';
import { type goodsBackViewSchema, saleGoodsBackCall } from '#shared/till-calls/sale-calls.ts';
import { type ItemShelf, itemShelf, itemView } from '../catalogue/item-view.ts';
import { type ItemOfCode, itemsOfCode } from '../catalogue/items-of-code.ts';
import { reading } from '../store/handler.ts';

const ONE = milli(1000);

/** What a code or an id stands for when the goods come back without a receipt: how much of it, and what it costs today. */
export const goodsBack = reading(saleGoodsBackCall, ({ core }, { item: asked }) =>
  core.store.read((reader) => {
    const shelf = itemShelf(reader, core.nowMs());
    if ('code' in asked) {
      const found = itemsOfCode(reader, asked.code, shelf.nowMs);
      if (found.length === 0) return refuse('barcode_unknown', { code: asked.code });
      return accept({ items: found.map((each) => goodsBackView(shelf, each)) });
    }
    const item = reader.items.byVariant(asked.variantId);
    if (item === null) return refuse('variant_unknown');
    return accept({ items: [goodsBackView(shelf, { item, quantityMilli: ONE, isOnLabel: false })] });
  }),
);

/** A code that names no weight leaves a weighed item to be weighed: one kilo would be a guess, and money is given by it. */
function goodsBackView(shelf: ItemShelf, found: ItemOfCode): z.input<typeof goodsBackViewSchema> {
  const view = itemView(shelf, found.item);
  return {
    item: view,
    quantityMilli: view.isWeighed && !found.isOnLabel ? null : found.quantityMilli,
    unitPriceMinor: view.isOpenPrice ? null : minor(view.priceMinor),
  };
}
