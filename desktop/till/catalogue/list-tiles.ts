import { accept } from '#shared/base/outcome.ts';
import {
  catalogueCategoriesCall,
  catalogueTilesCall,
  catalogueVariantsCall,
} from '#shared/till-calls/catalogue-calls.ts';
import { reading } from '../store/handler.ts';
import type { Reader } from '../store/till-tables.ts';
import { itemShelf, itemViews } from './item-view.ts';

/** The chips above the tiles. */
export const listCategories = reading(catalogueCategoriesCall, ({ core }) =>
  core.store.read((reader) =>
    accept({
      categories: reader.shelf.categories().filter((category) => category.itemCount > 0),
      favouriteCount: reader.shelf.favouriteCount(storeOf(reader)),
    }),
  ),
);

/** A page of tiles, one per product. */
export const listTiles = reading(catalogueTilesCall, ({ core }, input) =>
  core.store.read((reader) => {
    const page = { limit: input.limit, offset: input.offset };
    const tiles = tilesOf(reader, input, page);
    return accept({ items: itemViews(itemShelf(reader, core.nowMs()), tiles.ids), total: tiles.total });
  }),
);

/** The variants of a product, to choose from. */
export const listVariants = reading(catalogueVariantsCall, ({ core }, input) =>
  core.store.read((reader) => {
    const items = itemViews(itemShelf(reader, core.nowMs()), reader.shelf.variantsOf(input.productId));
    const first = reader.items.byVariant(items[0]?.variantId ?? '');
    return accept({ name: first?.productName ?? '', items });
  }),
);

function storeOf(reader: Reader): string {
  return reader.meta.identity()?.storeId ?? '';
}

type Tiles = { readonly ids: readonly string[]; readonly total: number };

function tilesOf(
  reader: Reader,
  input: { of: 'favourites' | 'all' | 'category'; categoryId?: string | undefined },
  page: { limit: number; offset: number },
): Tiles {
  if (input.of === 'favourites')
    return { ids: reader.shelf.favourites(storeOf(reader), page), total: reader.shelf.favouriteCount(storeOf(reader)) };
  if (input.of === 'all') return { ids: reader.shelf.all(page), total: reader.shelf.allCount() };
  const categoryId = input.categoryId ?? '';
  const count = reader.shelf.categories().find((category) => category.id === categoryId)?.itemCount ?? 0;
  return { ids: reader.shelf.ofCategory(categoryId, page), total: count };
}
