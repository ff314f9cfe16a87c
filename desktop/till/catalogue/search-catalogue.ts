import { accept } from '#shared/base/outcome.ts';
import { exponentOf } from '#shared/base/currency.ts';
import { catalogueSearchCall } from '#shared/till-calls/catalogue-calls.ts';
import { reading } from '../store/handler.ts';
import { itemShelf, itemViews } from './item-view.ts';
import { searchItems } from './search-items.ts';

/** Items by name, SKU, barcode or price, from the first key. */
export const searchCatalogue = reading(catalogueSearchCall, ({ core }, input) =>
  core.store.read((reader) => {
    const minorPerUnit = 10 ** exponentOf(reader.shop.business()?.currency ?? '');
    const found = searchItems(reader.search, { text: input.text, limit: input.limit, minorPerUnit });
    return accept({ items: itemViews(itemShelf(reader, core.nowMs()), found) });
  }),
);
