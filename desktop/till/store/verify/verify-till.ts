import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '#shared/base/fault.ts';
import { type Connection, openFileToRead } from '../connection.ts';
import { storeFault } from '../store-fault.ts';
import { TILL_CHECKS } from './till-checks.ts';

/** Something that is kept otherwise than the log says, or that can't be read. */
export type TillDifference = {
  readonly check: string;
  readonly subject: string;
  readonly kept: string;
  readonly truth: string;
};

const DIFFERENCES_MAX = 1000;

/**
 * Works out again what a till's files keep: pages, hash chains, receipt numbers, and every row that follows from a change.
 * Levels are the office's sums; the till's own movements are held against the changes that they belong to.
 *
 * It only reads, beside a till that sells or alone, and shares no statement with what writes.
 *
 * @throws {Fault} `not_found` where no till's files lie there
 */
export function verifyTill(dataDir: string, nowMs: number): TillDifference[] {
  const path = join(dataDir, 'till.db');
  if (!existsSync(path)) throw new Fault('not_found', `No till’s file lies in ${dataDir}.`);
  const drafts = join(dataDir, 'draft.db');
  return [
    ...(existsSync(drafts) ? inFile(drafts, (db) => pageDifferences(db, 'draft.db')) : []),
    ...inFile(path, (db) => [...pageDifferences(db, 'till.db'), ...rowDifferences(db, nowMs)]),
  ];
}

/** A page that makes no sense ends the look at its file, and is a difference itself. */
function inFile(path: string, look: (db: Connection) => TillDifference[]): TillDifference[] {
  try {
    const db = openFileToRead(path);
    try {
      return look(db);
    } finally {
      db.close();
    }
  } catch (error) {
    const fault = storeFault(error);
    if (!(fault instanceof Fault) || fault.code !== 'store_damaged') throw fault;
    return [{ check: 'file', subject: path, kept: fault.message, truth: 'a file that can be read' }];
  }
}

function pageDifferences(db: Connection, name: string): TillDifference[] {
  const found = db.prepare<[], { integrity_check: string }>(`PRAGMA integrity_check(${DIFFERENCES_MAX})`).all();
  const faults = found.map((row) => row.integrity_check).filter((said) => said !== 'ok');
  const orphans = db.prepare<[], { table: string; rowid: number }>('PRAGMA foreign_key_check').all();
  return [
    ...faults.map((said) => ({ check: 'file', subject: name, kept: said, truth: 'ok' })),
    ...orphans.map(({ table, rowid }) => ({
      check: 'file',
      subject: `${name} ${table} row ${rowid}`,
      kept: 'part of nothing',
      truth: 'part of a row that is there',
    })),
  ];
}

type Row = { readonly subject: string; readonly kept: string | null; readonly truth: string | null };

function rowDifferences(db: Connection, nowMs: number): TillDifference[] {
  db.function('sha256', { deterministic: true }, (text: unknown) =>
    createHash('sha256').update(String(text)).digest('hex'),
  );
  db.function('hex_number', { deterministic: true }, (text: unknown) => Number.parseInt(String(text), 16));
  // One snapshot, however long it takes; a till that sells meanwhile is not held up by a reader.
  return db.transaction(() =>
    TILL_CHECKS.flatMap(({ name, sql }) => {
      const bound = sql.includes(':nowMs') ? [{ nowMs }] : [];
      return db
        .prepare<unknown[], Row>(`${sql} LIMIT ${DIFFERENCES_MAX}`)
        .all(...bound)
        .map(({ subject, kept, truth }) => ({
          check: name,
          subject,
          kept: kept ?? 'nothing',
          truth: truth ?? 'nothing',
        }));
    }),
  )();
}
