import { z } from 'zod';
import type { RecordKind } from '#shared/changes/record-kinds.ts';
import { foldRanks } from '#shared/sync/shared-rank.ts';
import type { Tx } from '#server/store/pool.ts';
import { RECORD_TABLES, columnOf, fieldsOf } from '../apply/records/record-tables.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import type { LoadedRows, PullView } from './pull-view.ts';

type Row = { readonly id: string; readonly fields: string; readonly ranks: string };

/** From this protocol on a till reads a rank that all fields share once. */
const FOLDS_FROM_PROTOCOL = 2;

/** Whoever is limited to other stores is nobody at this one. */
const WORKS_HERE = "and (t.store_ids = '{}' or $3::uuid = any(t.store_ids))";

const ranksSchema = z.record(z.string(), z.string());

/**
 * Records with all their fields and ranks. Only the fields of the kind are read: what else stands in the row stays here.
 *
 * The database writes the JSON that goes out: a till that is filled reads a hundred thousand of them.
 */
export async function loadRecords(
  tx: Tx,
  view: PullView,
  kind: RecordKind,
  ids: readonly string[],
): Promise<LoadedRows> {
  const fields = fieldsOf(kind);
  const columns = fields.map((field) => `t.${columnOf(field)} as "${field}"`);
  const found = await tx.unsafe<Row[]>(
    `select t.id, row_to_json(f)::text as fields, t.field_ranks::text as ranks
     from ${RECORD_TABLES[kind]} t cross join lateral (select ${columns.join(', ')}) f
     where t.business_id = $1::uuid and t.id = any($2::uuid[]) and not t.is_deleted ${kind === 'staff' ? WORKS_HERE : ''}`,
    [view.businessId, arrayLiteral(ids), ...(kind === 'staff' ? [view.storeId] : [])],
    { prepare: true },
  );
  return new Map(found.map((row) => [row.id, `{"fields":${row.fields},"ranks":${ranksOf(view, row.ranks, fields)}}`]));
}

function ranksOf(view: PullView, text: string, fields: readonly string[]): string {
  if (view.protocol < FOLDS_FROM_PROTOCOL) return text;
  return JSON.stringify(foldRanks(ranksSchema.parse(JSON.parse(text)), fields));
}
