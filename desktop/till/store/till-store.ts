import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '#shared/base/assert.ts';
import type { Log } from '../ports/log.ts';
import { type Head, type HeadFile, openHeadFile } from './head-file.ts';
import { type Journal, openJournal } from './journal.ts';
import type { Migration } from './migrate.ts';
import { openTillDb } from './open-till-db.ts';
import { storeFault } from './store-fault.ts';
import { type Reader, type Writer, readTables, writeTables } from './till-tables.ts';
import { transactionsOf } from './transactions.ts';
import type { Vault } from './vault.ts';

export type { Reader, Writer } from './till-tables.ts';

/** Work inside the store ends before it returns: a promise would leave a transaction half open. */
export type NotAPromise<Value> = Value extends PromiseLike<unknown> ? [never] : [];

/** The till's money, on its disk. One process writes it, one transaction at a time. */
export type TillStore = {
  readonly read: <Value>(work: (reader: Reader) => Value, ...sync: NotAPromise<Value>) => Value;
  /** One transaction, on the disk when it returns; nothing of it is there when `work` throws. */
  readonly write: <Value>(work: (writer: Writer) => Value, ...sync: NotAPromise<Value>) => Value;
  /** The head beside the database as it was found at the start. */
  readonly headFound: Head | null;
  /** Drops from the second copy what the office acknowledged. */
  readonly cutJournal: () => void;
  readonly close: () => void;
};

export type TillStoreDeps = {
  readonly dataDir: string;
  readonly migrations: readonly Migration[];
  readonly vault: Vault;
  readonly log: Log;
};

/** Below this size the second copy is not worth writing anew; it is emptied once nothing waits. */
const JOURNAL_REWRITE_BYTES = 4 * 1024 * 1024;

/** Opens the till's files in a folder that is made where it is missing. The caller holds the instance lock. */
export function openTillStore(deps: TillStoreDeps): TillStore {
  mkdirSync(deps.dataDir, { recursive: true });
  const path = join(deps.dataDir, 'till.db');
  const db = openTillDb(path, deps.migrations, () => copyFileSync(path, `${path}.before-update`));
  const journal = openJournal(join(deps.dataDir, 'pending.journal'));
  const headFile = openHeadFile(join(deps.dataDir, 'head'));
  const reader = readTables(db, deps.vault);
  const writer = writeTables(db, reader, deps.vault);
  const transaction = transactionsOf(db, () => {
    writer.appended.length = 0;
    writer.forget();
  });
  return {
    read: (work, ..._sync) => inFile(() => work(reader)),
    write: (work, ..._sync) => {
      const value = inFile(() => transaction(() => work(writer)));
      assert(!(value instanceof Promise), 'work inside the store returns no promise');
      afterCommit(writer, journal, headFile);
      return value;
    },
    headFound: headFile.found,
    cutJournal: () => cutJournal(reader, journal),
    close: () => {
      db.close();
      journal.close();
      headFile.close();
    },
  };
}

function inFile<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw storeFault(error);
  }
}

/** The second copy and the head: a failure of theirs is no failure of the sale, which is on the disk. */
function afterCommit(writer: Writer, journal: Journal, headFile: HeadFile): void {
  const last = writer.appended.at(-1);
  if (last === undefined) return;
  const series = writer.meta.epoch()?.series ?? '';
  try {
    journal.append(writer.appended);
    headFile.write({ epoch: last.epoch, seq: last.seq, series, counter: writer.meta.receiptCounter(series) });
  } catch {
    // The next change writes both again; losing this copy matters only if the database breaks before.
  }
  writer.appended.length = 0;
}

function cutJournal(reader: Reader, journal: Journal): void {
  const waiting = reader.changes.countIn('waiting').count + reader.changes.countIn('quarantined').count;
  if (waiting === 0) journal.cut([]);
  else if (journal.bytes() > JOURNAL_REWRITE_BYTES) journal.cut(reader.changes.open(waiting));
}

/** Says where the database itself stands, to be held against the head beside it. */
export function databaseHead(reader: Reader): Head | null {
  const current = reader.meta.epoch();
  if (current === null) return null;
  const { epoch, series } = current;
  return { epoch, seq: reader.changes.head(epoch)?.seq ?? 0, series, counter: reader.meta.receiptCounter(series) };
}
