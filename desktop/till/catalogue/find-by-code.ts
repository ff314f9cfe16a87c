import { accept } from '#shared/base/outcome.ts';
import { catalogueFindCall } from '#shared/till-calls/catalogue-calls.ts';
import { reading } from '../store/handler.ts';
import { itemShelf, itemView } from './item-view.ts';
import { itemsOfCode } from './items-of-code.ts';

/** Every item that a code may stand for, each once; several where a code was given twice. */
export const findByCode = reading(catalogueFindCall, ({ core }, input) =>
  core.store.read((reader) => {
    const nowMs = core.nowMs();
    const shelf = itemShelf(reader, nowMs);
    return accept({ items: itemsOfCode(reader, input.code, nowMs).map(({ item }) => itemView(shelf, item)) });
  }),
);
