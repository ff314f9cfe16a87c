import type { SyncClass } from '#shared/sync/classes.ts';
import { type Connection } from '../connection.ts';
import type { Vault } from '../vault.ts';
import { rowWriter } from '../write-row.ts';
import { classMarks, parkedInbound, recordBases } from './sync-tables.ts';

export type ClassMark = typeof classMarks.$inferSelect;
export type ParkedRow = typeof parkedInbound.$inferSelect;
export type RecordBase = typeof recordBases.$inferSelect;

type RawMark = Omit<ClassMark, 'isComplete' | 'quarantined'> & { isComplete: number; quarantined: string };

const SELLS_WITH: readonly SyncClass[] = ['settings', 'catalogue'];

export function readSyncState(db: Connection, vault: Vault) {
  const marks = db.prepare<[], RawMark>(
    'SELECT class, is_complete AS isComplete, complete_through_epoch AS completeThroughEpoch, complete_through_seq AS completeThroughSeq, quarantined, row_count AS rowCount FROM class_marks',
  );
  const parked = db.prepare<[number], ParkedRow>(
    'SELECT entity, id, op, raw, feed_seq AS feedSeq, reason, parked_ms AS parkedMs FROM parked_inbound ORDER BY feed_seq LIMIT ?',
  );
  const base = db.prepare<[string, string], Omit<RecordBase, 'isDeleted'> & { isDeleted: number }>(
    'SELECT kind, id, fields, ranks, included_epoch AS includedEpoch, included_seq AS includedSeq, is_deleted AS isDeleted FROM record_bases WHERE kind = ? AND id = ?',
  );
  const bases = db.prepare<[], { kind: string; id: string }>('SELECT kind, id FROM record_bases');
  let wasReady = false;
  return {
    /** Whether settings and catalogue were filled once: from then on the till sells. */
    isReady: (): boolean => {
      wasReady ||= SELLS_WITH.every((name) => marks.all().some((mark) => mark.class === name && mark.isComplete === 1));
      return wasReady;
    },
    marks: (): ClassMark[] =>
      marks.all().map((row) => ({ ...row, isComplete: row.isComplete === 1, quarantined: idsOf(row.quarantined) })),
    parked: (limit: number): ParkedRow[] => parked.all(limit).flatMap((row) => openedRow(row, vault)),
    base: (kind: string, id: string): RecordBase | null => {
      const row = base.get(kind, id);
      if (row === undefined) return null;
      const fields = opened(row.kind, row.fields, vault);
      return fields === null ? null : { ...row, fields, isDeleted: row.isDeleted === 1 };
    },
    bases: (): { kind: string; id: string }[] => bases.all(),
  };
}

export function writeSyncState(db: Connection, vault: Vault) {
  const putMark = rowWriter(db, classMarks, ['class']);
  const dropMark = db.prepare('DELETE FROM class_marks WHERE class = ?');
  const putBase = rowWriter(db, recordBases, ['kind', 'id']);
  const dropBase = db.prepare('DELETE FROM record_bases WHERE kind = ? AND id = ?');
  const dropBases = db.prepare('DELETE FROM record_bases');
  const park = rowWriter(db, parkedInbound, ['entity', 'id']);
  const unpark = db.prepare('DELETE FROM parked_inbound WHERE entity = ? AND id = ?');
  const forgetParked = db.prepare('DELETE FROM parked_inbound');
  return {
    putMark,
    removeMark: (name: SyncClass): void => {
      dropMark.run(name);
    },
    putBase: (base: RecordBase): void => putBase({ ...base, fields: sealed(base.kind, base.fields, vault) }),
    removeBase: (kind: string, id: string): void => {
      dropBase.run(kind, id);
    },
    /** For a till whose records are all read anew, under another name than its edits were written. */
    forgetBases: (): void => {
      dropBases.run();
    },
    /** Keeps a row as it came; one of a person is sealed, since a PIN's verifier may be in it. */
    park: (row: ParkedRow): void => park({ ...row, raw: sealed(row.entity, row.raw, vault) }),
    unpark: (entity: string, id: string): void => {
      unpark.run(entity, id);
    },
    /** Nothing of it is this till's any more: it is another by now, whose own list brings what it may see. */
    forgetParked: (): void => {
      forgetParked.run();
    },
  };
}

function idsOf(text: string): string[] {
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function sealed(entity: string, text: string, vault: Vault): string {
  return entity === 'staff' ? vault.seal(text) : text;
}

/** Null where another machine sealed it: then it comes again with the next pull of its class. */
function opened(entity: string, text: string, vault: Vault): string | null {
  return entity === 'staff' ? vault.open(text) : text;
}

/** A parked row as it came, or nothing where this machine can't open it. */
export function openedRow(row: ParkedRow, vault: Vault): ParkedRow[] {
  const raw = opened(row.entity, row.raw, vault);
  return raw === null ? [] : [{ ...row, raw }];
}
