import type { RecordKind } from '#shared/changes/record-kinds.ts';
import { type FeedEntity, feedEntitySchema } from '#shared/sync/classes.ts';
import type { Tx } from '#server/store/pool.ts';
import { RECORD_TABLES } from '../apply/records/record-tables.ts';
import type { FeedRow } from './feed-rows-of-class.ts';
import { type LoadedRows, type PullView, SKIPPED } from './pull-view.ts';
import { loadCredits, loadCustomerBalances } from './load-balances.ts';
import { loadLevels } from './load-levels.ts';
import { loadOwnFacts } from './load-own-facts.ts';
import { loadRecords } from './load-records.ts';
import { loadSales } from './load-sales.ts';

function isRecordKind(entity: FeedEntity): entity is RecordKind & FeedEntity {
  return entity in RECORD_TABLES;
}

/** The present state of feed rows as the JSON of `feedChangeSchema`, in their order, in the snapshot that they were listed in. */
export async function loadRows(tx: Tx, view: PullView, rows: readonly FeedRow[]): Promise<string[]> {
  const loaded = new Map<string, LoadedRows>();
  for (const entity of new Set(rows.map((row) => feedEntitySchema.parse(row.entity)))) {
    const ids = rows.filter((row) => row.entity === entity && !row.isTombstone).map((row) => row.id);
    loaded.set(entity, ids.length === 0 ? new Map() : await loadEntity(tx, view, entity, ids));
  }
  return rows.flatMap((row): string[] => {
    const data = loaded.get(row.entity)?.get(row.id);
    if (data === SKIPPED) return [];
    const head = JSON.stringify({
      feedSeq: row.feedSeq,
      entity: row.entity,
      id: row.id,
      op: data === undefined ? 'delete' : 'put',
    });
    return [`${head.slice(0, -1)},"data":${data ?? 'null'}}`];
  });
}

async function loadEntity(tx: Tx, view: PullView, entity: FeedEntity, ids: readonly string[]): Promise<LoadedRows> {
  if (isRecordKind(entity)) return loadRecords(tx, view, entity, ids);
  switch (entity) {
    case 'level':
      return loadLevels(tx, view, ids);
    case 'customer_balance':
      return loadCustomerBalances(tx, view, ids);
    case 'credit':
      return loadCredits(tx, view, ids);
    case 'sale':
      return loadSales(tx, view, ids);
    case 'own_fact':
      return loadOwnFacts(tx, view, ids);
  }
}
