import { z } from 'zod';
import type { RecordKind } from '#shared/changes/record-kinds.ts';
import type { RankedFields } from '#shared/sync/merge-fields.ts';
import { columnOf, fieldsOf } from './record-tables.ts';

export type Json = z.infer<ReturnType<typeof z.json>>;

/** A row of a record's table as JSON. */
export const storedRowSchema = z
  .object({ id: z.string(), is_deleted: z.boolean(), field_ranks: z.record(z.string(), z.string()) })
  .catchall(z.json());
export type StoredRow = z.infer<typeof storedRowSchema>;

/** The field that a delete writes; it merges as any other. */
export const DELETED = 'isDeleted';

/** A row as it merges: each field with the rank of whoever wrote it last. */
export function rankedFieldsOf(kind: RecordKind, row: StoredRow): RankedFields<Json> {
  const entries = fieldsOf(kind).map((field): [string, { value: Json; rank: string }] => [
    field,
    { value: row[columnOf(field)] ?? null, rank: row.field_ranks[field] ?? '' },
  ]);
  return Object.fromEntries([...entries, [DELETED, { value: row.is_deleted, rank: row.field_ranks[DELETED] ?? '' }]]);
}

/** The row that a merged record becomes; columns that are no fields stay as they are. */
export function rowOfRanked(row: StoredRow, merged: RankedFields<Json>): StoredRow {
  const columns = Object.entries(merged).map(([field, { value }]): [string, Json] => [columnOf(field), value]);
  const ranks = Object.entries(merged).flatMap(([field, { rank }]): [string, string][] =>
    rank === '' ? [] : [[field, rank]],
  );
  return {
    ...row,
    ...Object.fromEntries(columns),
    is_deleted: merged[DELETED]?.value === true,
    field_ranks: Object.fromEntries(ranks),
  };
}
