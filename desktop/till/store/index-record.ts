import type { RecordKind } from '#shared/changes/record-kinds.ts';
import type { Writer } from './till-tables.ts';

export type WrittenRecord = { readonly kind: RecordKind; readonly id: string };

/** Keeps the search right after records were written; call it in the same transaction. */
export function indexRecords(writer: Writer, records: readonly WrittenRecord[]): void {
  const idsOf = (wanted: RecordKind): ReadonlySet<string> =>
    new Set(records.flatMap(({ kind, id }) => (kind === wanted ? [id] : [])));
  writer.search.index({ variantIds: idsOf('product_variant'), productIds: idsOf('product') });
}
