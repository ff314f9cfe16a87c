import { NO_ID } from '#shared/base/ids.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { LINE_QUANTITY_MILLI_MAX } from '#shared/sale/limits.ts';
import type { Answer } from '../store/handler.ts';
import type { ItemRow } from '../store/tables/items.ts';
import type { Reader } from '../store/till-store.ts';

/** A line of a stock call with the item that it means. */
export type StockLine<Line> = { readonly line: Line; readonly item: ItemRow; readonly batchId: string };

/** Looks every line's item up; whole pieces stay whole, goods without batches have none. */
export function stockLines<Line extends { readonly variantId: string; readonly batchId?: string | undefined }>(
  reader: Reader,
  lines: readonly Line[],
  quantityOf: (line: Line) => number,
): Answer<readonly StockLine<Line>[]> {
  const found: StockLine<Line>[] = [];
  for (const line of lines) {
    const item = reader.items.byVariant(line.variantId);
    if (item === null) return refuse('variant_unknown', { variantId: line.variantId });
    if (Math.abs(quantityOf(line)) > LINE_QUANTITY_MILLI_MAX)
      return refuse('quantity_too_large', { max: LINE_QUANTITY_MILLI_MAX / 1000 });
    if (item.unit === 'piece' && quantityOf(line) % 1000 !== 0)
      return refuse('quantity_not_whole', { variantId: line.variantId });
    found.push({ line, item, batchId: line.batchId ?? NO_ID });
  }
  return accept(found);
}
