import { accept } from '#shared/base/outcome.ts';
import { catalogueCategoriesCall } from '#shared/till-calls/catalogue-calls.ts';
import { reading } from '../store/handler.ts';
import { storeOf } from './store-of.ts';

/** The chips above the tiles. */
export const listCategories = reading(catalogueCategoriesCall, ({ core }) =>
  core.store.read((reader) =>
    accept({
      categories: reader.shelf.categories().filter((category) => category.itemCount > 0),
      favouriteCount: reader.shelf.favouriteCount(storeOf(reader)),
    }),
  ),
);
