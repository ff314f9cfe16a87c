import type { RecordKind } from '#shared/changes/record-kinds.ts';
import type { Tx } from '#server/store/pool.ts';
import { RECORD_TABLES, columnOf, fieldsOf } from '../apply/records/record-tables.ts';
import { type Json, type StoredRow, feedFieldsOf, storedRowSchema } from '../apply/records/stored-record.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import type { LoadedRows, PullView } from './pull-view.ts';

/** Records with all their fields and ranks. Only the fields of the kind are read: what else stands in the row stays here. */
export async function loadRecords(
  tx: Tx,
  view: PullView,
  kind: RecordKind,
  ids: readonly string[],
): Promise<LoadedRows> {
  const columns = ['id', 'is_deleted', 'field_ranks', ...fieldsOf(kind).map(columnOf)];
  const found = await tx.unsafe<{ row: unknown }[]>(
    `select to_jsonb(r) as row from (select ${columns.join(', ')} from ${RECORD_TABLES[kind]} t
       where t.business_id = $1::uuid and t.id = any($2::uuid[])) r`,
    [view.businessId, arrayLiteral(ids)],
    { prepare: true },
  );
  const rows = new Map<string, Json>();
  for (const { row } of found) {
    const stored = storedRowSchema.parse(row);
    if (!stored.is_deleted && isSeen(view, kind, stored)) rows.set(stored.id, feedFieldsOf(kind, stored));
  }
  return rows;
}

/** Whoever is limited to other stores is nobody at this one. */
function isSeen(view: PullView, kind: RecordKind, row: StoredRow): boolean {
  if (kind !== 'staff') return true;
  const stores = row['store_ids'];
  return !Array.isArray(stores) || stores.length === 0 || stores.includes(view.storeId);
}
