import { accept } from '#shared/base/outcome.ts';
import { stockLowCall } from '#shared/till-calls/stock-calls.ts';
import { itemShelf, itemViews } from '../catalogue/item-view.ts';
import { reading } from '../store/handler.ts';

/** So many products are looked at for one page: a sale that comes meanwhile waits for no more than that. */
export const LOW_LOOKED_AT = 300;

/** What runs low here, by name; own sales that the office has not seen included. */
export const listLow = reading(stockLowCall, ({ core }, { after }) =>
  core.store.read((reader) => {
    const products = reader.stockLists.tracked(after, LOW_LOOKED_AT);
    const shelf = itemShelf(reader, core.nowMs());
    const variantIds = products.flatMap(({ productId }) => reader.shelf.variantsOf(productId));
    return accept({
      items: itemViews(shelf, variantIds).filter(({ isLow }) => isLow),
      next: products.length < LOW_LOOKED_AT ? null : (products.at(-1) ?? null),
    });
  }),
);
