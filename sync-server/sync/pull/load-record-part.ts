import { RECORD_KINDS, type RecordKind } from '#shared/changes/record-kinds.ts';
import { ENTITY_CLASS, type FeedEntity, type SyncClass } from '#shared/sync/classes.ts';
import { assert } from '#shared/base/assert.ts';
import type { Tx } from '#server/store/pool.ts';
import { KINDS_IN_ORDER } from '../apply/records/record-tables.ts';
import { FEED_OF_BUSINESS_AND_STORE } from './feed-rows-of-class.ts';
import type { PagePart, Place, PullView } from './pull-view.ts';
import { recordJson } from './record-json.ts';

/** Classes that hold records only: settings and the catalogue, which make up most of what a new till reads. */
export function isOfRecords(name: SyncClass): boolean {
  const entities = Object.entries(ENTITY_CLASS).filter(([, of]) => of === name);
  return entities.every(([entity]) => entity in RECORD_KINDS);
}

type Row = {
  readonly rows: number;
  readonly unknown: string | null;
  readonly last: number | null;
  readonly text: string;
};

/**
 * The next rows of a class of records, written by the database as the text that goes out: a new till reads hundreds of
 * thousands, and here nobody looks at any of them.
 */
export async function loadRecordPart(tx: Tx, view: PullView, name: SyncClass, from: Place): Promise<PagePart> {
  const [row] = await tx.unsafe<Row[]>(
    sqlOf(name, view.protocol),
    [view.businessId, name, from.position, from.limit, view.storeId],
    { prepare: true },
  );
  assert(row !== undefined && row.unknown === null, `no record is a ${row?.unknown ?? ''}`);
  return {
    texts: row.rows === 0 ? [] : [row.text],
    rows: row.rows,
    bytes: row.text.length,
    position: row.last ?? from.position,
  };
}

const made = new Map<string, string>();

function sqlOf(name: SyncClass, protocol: number): string {
  const key = `${name} ${protocol}`;
  const sql = made.get(key) ?? makeSql(name, protocol);
  made.set(key, sql);
  return sql;
}

/** A record that this till may not see, or that is gone, is a tombstone. */
function makeSql(name: SyncClass, protocol: number): string {
  const kinds = KINDS_IN_ORDER.filter((kind: RecordKind & FeedEntity) => ENTITY_CLASS[kind] === name);
  const ofKind = kinds.map(
    (kind) => `when '${kind}' then (${recordJson(kind, { id: 'f.id', storeId: '$5', protocol })})`,
  );
  return `
    with found as materialized (${FEED_OF_BUSINESS_AND_STORE}),
    read as (
      select f."feedSeq", f.entity, f.id, case when not f."isTombstone" then case f.entity ${ofKind.join(' ')} end end as data
      from found f offset 0
    )
    select count(*)::integer as rows, max("feedSeq") as last,
      max(entity) filter (where entity not in (${kinds.map((kind) => `'${kind}'`).join(', ')})) as unknown,
      coalesce(string_agg('{"feedSeq":' || "feedSeq" || ',"entity":"' || entity || '","id":' || to_json(id)
        || coalesce(',"op":"put","data":' || data || '}', ',"op":"delete","data":null}'), ',' order by "feedSeq"), '') as text
    from read`;
}
