import type { Id, MakeId } from '#shared/base/ids.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import type { Answer } from '../store/handler.ts';
import type { Reader } from '../store/till-store.ts';
import type { StockLine } from './stock-lines.ts';

type Named = {
  readonly batch?: { readonly number: string; readonly expiresOn: string | null } | undefined;
  readonly unitCostE4?: number | undefined;
};
type KnownBatch = { readonly id: string; readonly expiresOn: string | null };

type NamedBatches<Line> = {
  readonly lines: readonly StockLine<Line>[];
  /** The batches that have to be made or get their day, each with the product that it is of. */
  readonly edits: readonly { readonly productId: Id; readonly edit: RecordEdit }[];
};

/** Finds the batches that lines name by the number on the goods, and makes those that the item has none of. */
export function namedBatches<Line extends Named>(
  reader: Reader,
  lines: readonly StockLine<Line>[],
  makeId: MakeId,
): Answer<NamedBatches<Line>> {
  const edits: NamedBatches<Line>['edits'][number][] = [];
  const known = new Map<string, KnownBatch>();
  const named: StockLine<Line>[] = [];
  for (const place of lines) {
    const { line, item } = place;
    const { batch } = line;
    if (batch === undefined) {
      named.push(place);
      continue;
    }
    const key = `${item.variantId} ${batch.number}`;
    const found = known.get(key) ?? reader.items.batchByNumber(item.variantId, batch.number);
    if (found !== null && found.expiresOn !== null && ![null, found.expiresOn].includes(batch.expiresOn))
      return refuse('batch_other_day', { number: batch.number, expiresOn: found.expiresOn });
    const { id, expiresOn } = found ?? { id: makeId(), expiresOn: null };
    const { productId } = item;
    if (found === null)
      edits.push({
        productId,
        edit: {
          kind: 'batch',
          id,
          op: 'put',
          fields: { variantId: item.variantId, ...batch, costE4: line.unitCostE4 ?? item.costE4 },
        },
      });
    else if (expiresOn === null && batch.expiresOn !== null)
      edits.push({ productId, edit: { kind: 'batch', id, op: 'put', fields: { expiresOn: batch.expiresOn } } });
    known.set(key, { id, expiresOn: expiresOn ?? batch.expiresOn });
    named.push({ ...place, batchId: id });
  }
  return accept({ lines: named, edits });
}
