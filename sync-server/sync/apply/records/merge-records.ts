import type { Id } from '#shared/base/ids.ts';
import { type RecordKind, SERVER_ONLY_KINDS } from '#shared/changes/record-kinds.ts';
import { type LostValue, type RankedFields, lostValues, mergeFields, rankedEdit } from '#shared/sync/merge-fields.ts';
import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import type { Effects, RankedEdit, RankedOffer } from '../effects.ts';
import type { ApplyContext } from '../incoming.ts';
import { openCases } from '../open-cases.ts';
import { KINDS_IN_ORDER, RECORD_TABLES, classOf, columnOf, fieldsOf, scopeOf } from './record-tables.ts';
import { openDuplicateNameCases } from './duplicate-names.ts';
import { DELETED, type Json, type StoredRow, rankedFieldsOf, rowOfRanked, storedRowSchema } from './stored-record.ts';

/**
 * Merges the batch's edits into their records, field by field: the higher rank wins.
 *
 * A value that loses against another machine's of the same day is kept as a case. Names that now stand twice open one too.
 * What tills give back to a server that went back only fills what is older here, and opens none for what it loses.
 */
export async function mergeRecords(tx: Tx, context: ApplyContext, effects: Effects): Promise<void> {
  for (const kind of KINDS_IN_ORDER) {
    const edits = effects.edits.filter(({ edit }) => edit.kind === kind);
    const offers = effects.offers.filter((offer) => offer.kind === kind);
    if (edits.length + offers.length > 0) await mergeKind(tx, context, kind, { edits, offers, effects });
  }
}

type Merging = { readonly edits: readonly RankedEdit[]; readonly offers: readonly RankedOffer[] };

async function mergeKind(
  tx: Tx,
  context: ApplyContext,
  kind: RecordKind,
  { edits, offers, effects }: Merging & { readonly effects: Effects },
): Promise<void> {
  const ids = [...new Set([...edits.map(({ edit }) => edit.id), ...offers.map(({ id }) => id)])].toSorted();
  const locked = await lockRecords(tx, context, kind, ids);
  const { rows } = locked;
  const merged = new Map<Id, RankedFields<Json>>();
  for (const { edit, rank } of edits) {
    const row = rows.get(edit.id);
    if (row === undefined) continue;
    const current = merged.get(edit.id) ?? rankedFieldsOf(kind, row);
    const written = rankedEdit(writtenFields(kind, edit), rank);
    const lost = lostValues(current, written);
    if (lost.length > 0)
      await openCases(tx, context, [{ kind: 'lost_value', entity: kind, entityId: edit.id, values: lostAsJson(lost) }]);
    merged.set(edit.id, mergeFields(current, written));
  }
  for (const offer of offers) takeOffer(offer, locked, merged);
  const changed = [...merged].flatMap(([id, fields]) => {
    const row = rows.get(id);
    return row === undefined ? [] : [rowOfRanked(row, fields)];
  });
  await updateRecords(tx, context, kind, changed);
  await openDuplicateNameCases(
    tx,
    context,
    kind,
    changed.map((row) => row.id),
  );
  for (const row of changed) {
    effects.moveInFeed({
      entity: kind,
      id: row.id,
      class: classOf(kind),
      scopeId: scopeOf(kind, { id: row.id, storeId: row['store_id'] }),
      isGone: row.is_deleted,
    });
  }
}

/** A till changes none of these by an edit, so an offer brings back what is gone and changes none either. */
const TAKEN_ONLY_WHERE_GONE = new Set<RecordKind>(SERVER_ONLY_KINDS);

/**
 * Lays a record that a till gives back under what is there. Where ten tills give back the same, it is new once; afterwards
 * nothing of it is written and nothing moves.
 */
function takeOffer(offer: RankedOffer, { rows, made }: Locked, merged: Map<Id, RankedFields<Json>>): void {
  const row = rows.get(offer.id);
  if (row === undefined) return;
  const isMade = made.has(offer.id);
  if (!isMade && TAKEN_ONLY_WHERE_GONE.has(offer.kind)) return;
  const current = merged.get(offer.id) ?? rankedFieldsOf(offer.kind, row);
  // What has no rank on either side is the default of a row that was made for the offer.
  const next = isMade ? mergeFields(offer.fields, current) : mergeFields(current, offer.fields);
  const gains = Object.entries(next).some(([field, { rank }]) => rank !== current[field]?.rank);
  if (isMade || gains) merged.set(offer.id, next);
}

/** What an edit writes. A put of a whole record also takes back that it was deleted; a put of some fields does not. */
function writtenFields(kind: RecordKind, edit: RankedEdit['edit']): Record<string, Json> {
  if (edit.op === 'delete') return { ...edit.fields, [DELETED]: true };
  const isWhole = fieldsOf(kind).every((field) => field in edit.fields);
  return isWhole ? { ...edit.fields, [DELETED]: false } : edit.fields;
}

function lostAsJson(lost: readonly LostValue<Json>[]): Json {
  return lost.map(({ field, lost: lostField, won }) => ({ field, lost: { ...lostField }, won: { ...won } }));
}

type Locked = { readonly rows: ReadonlyMap<Id, StoredRow>; readonly made: ReadonlySet<Id> };

/** Locks records in the order of their ids, making those that are new; every column of a record has a default. */
async function lockRecords(tx: Tx, context: ApplyContext, kind: RecordKind, ids: readonly Id[]): Promise<Locked> {
  const table = RECORD_TABLES[kind];
  const made = await tx.unsafe<{ id: string }[]>(
    `insert into ${table} (business_id, id, created_at, updated_at)
     select $1::uuid, r.id, $2::timestamptz, $2::timestamptz from unnest($3::uuid[]) as r (id) order by r.id on conflict do nothing returning id`,
    [context.businessId, context.at, arrayLiteral(ids)],
    { prepare: true },
  );
  const found = await tx.unsafe<{ row: unknown }[]>(
    `select to_jsonb(t) as row from ${table} t where t.business_id = $1::uuid and t.id = any($2::uuid[]) order by t.id for update`,
    [context.businessId, arrayLiteral(ids)],
    { prepare: true },
  );
  return {
    rows: new Map(found.map(({ row }) => storedRowSchema.parse(row)).map((row) => [row.id, row])),
    made: new Set(made.map(({ id }) => id)),
  };
}

async function updateRecords(
  tx: Tx,
  context: ApplyContext,
  kind: RecordKind,
  rows: readonly StoredRow[],
): Promise<void> {
  const columns = [...fieldsOf(kind).map(columnOf), 'is_deleted', 'field_ranks'];
  const table = RECORD_TABLES[kind];
  // The ids stand in it twice: how many rows a text holds can't be guessed, and a guess too high reads the whole table.
  await tx.unsafe(
    `update ${table} t set ${columns.map((column) => `${column} = r.${column}`).join(', ')}, updated_at = $2::timestamptz
     from jsonb_populate_recordset(null::${table}, $3::text::jsonb) as r
     where t.business_id = $1::uuid and t.id = r.id and t.id = any($4::uuid[])`,
    [context.businessId, context.at, JSON.stringify(rows), arrayLiteral(rows.map((row) => row.id))],
    { prepare: true },
  );
}
