import { accept, refuse } from '#shared/base/outcome.ts';
import { stockLookUpCall } from '#shared/till-calls/stock-calls.ts';
import { itemShelf, itemView } from '../catalogue/item-view.ts';
import { reading } from '../store/handler.ts';
import { levelViews } from './level-views.ts';

/** What lies on the shelf here, own sales that the office has not seen included. */
export const lookUpStock = reading(stockLookUpCall, ({ core }, { variantId }) =>
  core.store.read((reader) => {
    const item = reader.items.byVariant(variantId);
    if (item === null) return refuse('variant_unknown');
    const isComplete = reader.sync.marks().some((mark) => mark.class === 'levels' && mark.isComplete);
    return accept({
      item: itemView(itemShelf(reader, core.nowMs()), item),
      levels: levelViews(reader, item),
      isComplete,
    });
  }),
);
