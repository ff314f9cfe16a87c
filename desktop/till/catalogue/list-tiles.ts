import { accept } from '#shared/base/outcome.ts';
import { catalogueTilesCall } from '#shared/till-calls/catalogue-calls.ts';
import { reading } from '../store/handler.ts';
import type { Reader } from '../store/till-tables.ts';
import { itemShelf, itemViews } from './item-view.ts';
import { storeOf } from './store-of.ts';

/** A page of tiles, one per product. */
export const listTiles = reading(catalogueTilesCall, ({ core }, input) =>
  core.store.read((reader) => {
    const page = { limit: input.limit, offset: input.offset };
    const tiles = tilesOf(reader, input, page);
    return accept({ items: itemViews(itemShelf(reader, core.nowMs()), tiles.ids), total: tiles.total });
  }),
);

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
