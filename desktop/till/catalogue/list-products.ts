import { exponentOf } from '#shared/base/currency.ts';
import { accept } from '#shared/base/outcome.ts';
import { catalogueProductsCall } from '#shared/till-calls/product-calls.ts';
import { reading } from '../store/handler.ts';
import type { Reader } from '../store/till-tables.ts';
import { itemShelf, itemView } from './item-view.ts';
import { searchItems } from './search-items.ts';

/** The list of products to look after; those that are not sold any more too. */
export const listProducts = reading(catalogueProductsCall, ({ core }, input) =>
  core.store.read((reader) => {
    const found = input.isSold ? soldProducts(reader, input) : unsoldProducts(reader, input);
    const shelf = itemShelf(reader, core.nowMs());
    const items = found.ids.flatMap((variantId) => {
      const item = reader.items.byVariant(variantId);
      return item === null ? [] : [itemView(shelf, item)];
    });
    return accept({ items, total: found.total });
  }),
);

type Asked = { readonly text: string; readonly offset: number; readonly limit: number };
type Found = { readonly ids: readonly string[]; readonly total: number };

function soldProducts(reader: Reader, { text, limit, offset }: Asked): Found {
  if (text.trim() === '') return { ids: reader.shelf.all({ limit, offset }), total: reader.shelf.allCount() };
  const minorPerUnit = 10 ** exponentOf(reader.shop.business()?.currency ?? '');
  const ids = searchItems(reader.search, { text, limit, minorPerUnit });
  return { ids, total: ids.length };
}

/** They are not in the search, and few: a part of the name finds them. */
function unsoldProducts(reader: Reader, { text, limit, offset }: Asked): Found {
  const part = text.trim();
  return { ids: reader.shelf.unsold(part, { limit, offset }), total: reader.shelf.unsoldCount(part) };
}
