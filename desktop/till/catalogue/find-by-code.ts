import { accept } from '#shared/base/outcome.ts';
import { catalogueFindCall } from '#shared/till-calls/catalogue-calls.ts';
import { reading } from '../store/handler.ts';
import type { ItemRow } from '../store/tables/items.ts';
import type { Reader } from '../store/till-store.ts';
import { itemShelf, itemView } from './item-view.ts';
import { readScan } from './read-scan.ts';

function keysOf(reader: Reader, code: string, nowMs: number): readonly string[] {
  const scan = readScan(reader, code, nowMs);
  if (scan.kind === 'unreadable') return [];
  return scan.kind === 'embedded' ? [scan.exactKey, ...scan.keys] : scan.keys;
}

/** Every item that a code may stand for, each once; several where a code was given twice. */
export const findByCode = reading(catalogueFindCall, ({ core }, input) =>
  core.store.read((reader) => {
    const nowMs = core.nowMs();
    const found = new Map<string, ItemRow>();
    for (const key of keysOf(reader, input.code, nowMs))
      for (const item of reader.items.byKey(key)) found.set(item.variantId, item);
    if (found.size === 0) for (const item of reader.items.bySku(input.code.trim())) found.set(item.variantId, item);
    const shelf = itemShelf(reader, nowMs);
    return accept({
      items: [...found.values()].filter((item) => item.isActive === 1).map((item) => itemView(shelf, item)),
    });
  }),
);
