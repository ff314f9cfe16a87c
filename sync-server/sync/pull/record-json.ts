import type { RecordKind } from '#shared/changes/record-kinds.ts';
import { EVERY_FIELD } from '#shared/sync/shared-rank.ts';
import { RECORD_TABLES, columnOf, fieldsOf } from '../apply/records/record-tables.ts';

/** From this protocol on a till reads a rank that all fields share once. */
const FOLDS_FROM_PROTOCOL = 2;

/**
 * SQL for one record as the JSON of its fields and ranks, no row where it is gone. Only the fields of the kind are read:
 * what else stands in the row stays here. `$1` is the business; `id` and `storeId` are SQL too, of the record and of the
 * till's store.
 */
export function recordJson(
  kind: RecordKind,
  of: { readonly id: string; readonly storeId: string; readonly protocol: number },
): string {
  const fields = fieldsOf(kind);
  // Whoever is limited to other stores is nobody at this one.
  const worksHere = `and (t.store_ids = '{}' or ${of.storeId}::uuid = any(t.store_ids))`;
  const columns = fields.map((field) => `t.${columnOf(field)} as "${field}"`);
  return `select '{"fields":' || row_to_json(v)::text || ',"ranks":' || ${ranksJson(fields, of.protocol)} || '}'
    from ${RECORD_TABLES[kind]} t cross join lateral (select ${columns.join(', ')}) v
      cross join lateral (select t.field_ranks::text as ranks, (t.field_ranks -> '${fields[0]}')::text as first offset 0) r
    where t.business_id = $1::uuid and t.id = ${of.id}::uuid and not t.is_deleted ${kind === 'staff' ? worksHere : ''}`;
}

/**
 * SQL that does what `foldRanks` does (shared/sync/shared-rank.ts). A record whose fields were all written at once, which
 * most are, is known by its text: with the rank taken out of it, nothing but the names of its fields is left.
 */
function ranksJson(fields: readonly string[], protocol: number): string {
  if (protocol < FOLDS_FROM_PROTOCOL) return 'r.ranks';
  const names = `array[${fields.map((field) => `'${field}'`).join(', ')}]`;
  return `case
    when replace(r.ranks, r.first, '') = '${namesAsWritten(fields)}' then '{"${EVERY_FIELD}":' || r.first || '}'
    when t.field_ranks ?& ${names} and not t.field_ranks ? '${EVERY_FIELD}' then (
      select jsonb_build_object('${EVERY_FIELD}', t.field_ranks -> '${fields[0]}')
        || coalesce(jsonb_object_agg(e.key, e.value) filter (where e.value <> t.field_ranks -> '${fields[0]}' or e.key <> all(${names})), '{}')
      from jsonb_each(t.field_ranks) e)::text
    else r.ranks end`;
}

/** An object of these keys as the database writes it, its values left out: shorter keys first, then by their letters. */
function namesAsWritten(fields: readonly string[]): string {
  const keys = fields.toSorted((one, other) => one.length - other.length || (one < other ? -1 : 1));
  return `{${keys.map((key) => `"${key}": `).join(', ')}}`;
}
