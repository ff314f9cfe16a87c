import { accept } from '#shared/base/outcome.ts';
import { catalogueChoicesCall } from '#shared/till-calls/product-calls.ts';
import { reading } from '../store/handler.ts';

/** The categories and taxes that a product may have. */
export const productChoices = reading(catalogueChoicesCall, ({ core }) =>
  core.store.read((reader) =>
    accept({
      categories: reader.shelf.categories(),
      taxRates: reader.shop.taxRateIds().flatMap((id) => {
        const rate = reader.shop.taxRate(id);
        return rate === null ? [] : [{ id, name: rate.name, ratePpm: rate.ratePpm }];
      }),
    }),
  ),
);
