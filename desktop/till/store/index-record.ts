import type { RecordKind } from '#shared/changes/record-kinds.ts';
import type { Writer } from './till-tables.ts';

/** Keeps the search right after a record was written; call it in the same transaction. */
export function indexRecord(writer: Writer, record: { readonly kind: RecordKind; readonly id: string }): void {
  if (record.kind === 'product_variant') writer.search.indexVariant(record.id);
  if (record.kind === 'product') writer.search.indexProduct(record.id);
}
