import { accept } from '#shared/base/outcome.ts';
import { catalogueVariantsCall } from '#shared/till-calls/catalogue-calls.ts';
import { reading } from '../store/handler.ts';
import { itemShelf, itemViews } from './item-view.ts';

/** The variants of a product, to choose from. */
export const listVariants = reading(catalogueVariantsCall, ({ core }, input) =>
  core.store.read((reader) => {
    const items = itemViews(itemShelf(reader, core.nowMs()), reader.shelf.variantsOf(input.productId));
    const first = reader.items.byVariant(items[0]?.variantId ?? '');
    return accept({ name: first?.productName ?? '', items });
  }),
);
