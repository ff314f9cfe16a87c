import { getTableName } from 'drizzle-orm';
import { must } from '#shared/base/assert.ts';
import { recordKindSchema } from '#shared/changes/record-edits.ts';
import type { RecordKind } from '#shared/changes/record-kinds.ts';
import { type Connection } from '../connection.ts';
import type { Vault } from '../vault.ts';
import { RECORD_TABLES } from './record-tables.ts';
import { type ParkedRow, openedRow } from './sync-state.ts';

/** So many records of a kind are looked through at once. */
const PART_OF_KIND = 1000;

/** Key of a level, as its feed id names it. */
export type LevelKey = { readonly storeId: string; readonly variantId: string; readonly batchId: string };

export function readFeedRows(db: Connection, vault: Vault) {
  const ranks = statements(db, (table) => `SELECT ranks FROM ${table} WHERE id = ?`);
  const unseen = statements(
    db,
    (table, kind) =>
      `SELECT id FROM ${table} WHERE id NOT IN (SELECT id FROM resync_seen WHERE entity = '${kind}') AND is_deleted = 0`,
  );
  const parts = statements(
    db,
    (table) =>
      `SELECT id, is_deleted OR EXISTS (SELECT 1 FROM resync_seen s WHERE s.entity = ? AND s.id = ${table}.id) AS isKnown
       FROM ${table} WHERE id > ? ORDER BY id LIMIT ${PART_OF_KIND}`,
  );
  const unseenLevels = db.prepare<[], LevelKey>(
    `SELECT store_id AS storeId, variant_id AS variantId, batch_id AS batchId FROM levels
     WHERE store_id || '/' || variant_id || '/' || batch_id NOT IN (SELECT id FROM resync_seen WHERE entity = 'level')`,
  );
  const parkedBecause = db.prepare<[string, number], ParkedRow>(
    'SELECT entity, id, op, raw, feed_seq AS feedSeq, reason, parked_ms AS parkedMs FROM parked_inbound WHERE reason = ? ORDER BY feed_seq LIMIT ?',
  );
  const included = db.prepare<[], { epoch: string; seq: number }>(
    'SELECT DISTINCT included_epoch AS epoch, included_seq AS seq FROM levels WHERE included_epoch IS NOT NULL',
  );
  return {
    /** Every place up to which some level contains the till's own changes. */
    includedPlaces: (): { epoch: string; seq: number }[] => included.all(),
    /** Parked rows of one reason, in the order of the feed. */
    parkedBecause: (reason: string, limit: number): ParkedRow[] =>
      parkedBecause.all(reason, limit).flatMap((row) => openedRow(row, vault)),
    /** The ranks of a record's fields as they are written; null where it never was. Much cheaper than reading it whole. */
    ranksText: (kind: RecordKind, id: string): string | null => textOf(ranks(kind).get(id), 'ranks'),
    /** The next records of a kind by their ids, and whether each is gone or was noted under a name. */
    partOfKind: (
      kind: RecordKind,
      of: { readonly afterId: string; readonly knownAs: string },
    ): { readonly id: string; readonly isKnown: boolean }[] =>
      parts(kind)
        .all(of.knownAs, of.afterId)
        .flatMap((row) => {
          const id = textOf(row, 'id');
          return id === null ? [] : [{ id, isKnown: row['isKnown'] === 1 }];
        }),
    /** Records of a kind that did not come while their class was read anew. */
    unseenRecords: (kind: RecordKind): string[] =>
      unseen(kind)
        .all()
        .map((row) => textOf(row, 'id'))
        .filter((id) => id !== null),
    unseenLevels: (): LevelKey[] => unseenLevels.all(),
  };
}

export function writeFeedRows(db: Connection) {
  const see = db.prepare('INSERT INTO resync_seen (entity, id) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const forget = db.prepare('DELETE FROM resync_seen WHERE entity = ?');
  const fold = db.prepare(
    `UPDATE levels SET included_epoch = ?, included_seq = ?
     WHERE (coalesce(CAST(substr(included_epoch, 1, instr(included_epoch, '-') - 1) AS INTEGER), 0), included_seq) < (?, ?)`,
  );
  const moveIncluded = db.prepare(
    'UPDATE levels SET included_epoch = ?, included_seq = ? WHERE included_epoch = ? AND included_seq = ?',
  );
  const forgetIncluded = db.prepare("UPDATE levels SET included_epoch = NULL, included_seq = 0, quarantined = '[]'");
  const clearLists = db.prepare("UPDATE levels SET quarantined = '[]' WHERE quarantined <> '[]'");
  const setList = db.prepare('UPDATE levels SET quarantined = ? WHERE variant_id = ? AND batch_id = ?');
  return {
    see: (entity: string, id: string): void => {
      see.run(entity, id);
    },
    forgetSeen: (entity: string): void => {
      forget.run(entity);
    },
    /** Writes into every level what its whole class is known to contain, where that is more than the row says. */
    foldIncluded: (through: { epoch: string; epochCounter: number; seq: number }): void => {
      fold.run(through.epoch, through.seq, through.epochCounter, through.seq);
    },
    /** The last change that these levels contain stands elsewhere now. */
    moveIncluded: (from: { epoch: string; seq: number }, to: { epoch: string; seq: number }): void => {
      moveIncluded.run(to.epoch, to.seq, from.epoch, from.seq);
    },
    /** The levels contain nothing of this till's own: it is another by now. */
    forgetIncluded: (): void => {
      forgetIncluded.run();
    },
    clearLevelLists: (): void => {
      clearLists.run();
    },
    setLevelList: (key: { variantId: string; batchId: string }, changeIds: readonly string[]): void => {
      setList.run(JSON.stringify(changeIds), key.variantId, key.batchId);
    },
  };
}

function statements(db: Connection, sql: (table: string, kind: RecordKind) => string) {
  const made = new Map(
    recordKindSchema.options.map((kind) => [
      kind,
      db.prepare<string[], Record<string, unknown>>(sql(getTableName(RECORD_TABLES[kind]), kind)),
    ]),
  );
  return (kind: RecordKind) => must(made.get(kind), `no table for records of kind ${kind}`);
}

function textOf(row: Record<string, unknown> | undefined, column: string): string | null {
  const value = row?.[column];
  return typeof value === 'string' ? value : null;
}
