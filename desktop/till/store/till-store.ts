import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Log } from '../ports/log.ts';
import { backUp } from './backup.ts';
import type { Ballast } from './ballast.ts';
import { type Connection } from './connection.ts';
import { type Head, type HeadFile, openHeadFile } from './head-file.ts';
import { type Journal, openJournal } from './journal.ts';
import type { Migration } from './migrate.ts';
import { openTillDb } from './open-till-db.ts';
import { storeFault } from './store-fault.ts';
import { type Reader, type Writer, readTables, writeTables } from './till-tables.ts';
import { type RunTransaction, transactionsOf } from './transactions.ts';
import type { Vault } from './vault.ts';
import { withBallast } from './with-ballast.ts';

export type { Reader, Writer } from './till-tables.ts';

/** Work inside the store ends before it returns: a promise would leave a transaction half open. */
export type NotAPromise<Value> = [Value] extends [never] ? [] : Value extends PromiseLike<unknown> ? [never] : [];

/** The till's money, on its disk. One process writes it, one transaction at a time. */
export type TillStore = {
  readonly read: <Value>(work: (reader: Reader) => Value, ...sync: NotAPromise<Value>) => Value;
  /**
   * One transaction, on the disk when it returns; nothing of it is there when `work` throws. On a full disk the ballast is
   * given up and the work done once more, so `work` does nothing outside the store.
   *
   * @throws {Fault} a `store_…` code of the catalogue
   */
  readonly write: <Value>(work: (writer: Writer) => Value, ...sync: NotAPromise<Value>) => Value;
  /** The head beside the database as it was found at the start. */
  readonly headFound: Head | null;
  /** Writes the head beside the database as it stands now. */
  readonly noteHead: () => void;
  /** Drops from the second copy what the office acknowledged. */
  readonly cutJournal: () => void;
  /** Moves what was written into the file itself, where that is worth it; for idle moments. */
  readonly checkpoint: () => void;
  readonly changedSinceBackup: () => boolean;
  /** Copies the file, checked, into a folder; gives the copy's name. */
  readonly backUp: (folder: string, nowMs: number) => Promise<string>;
  readonly close: () => void;
};

export type TillStoreDeps = {
  readonly dataDir: string;
  readonly migrations: readonly Migration[];
  readonly vault: Vault;
  readonly log: Log;
  readonly ballast?: Ballast;
  /** A fact was committed: there is something to push. */
  readonly onAppended?: () => void;
};

/** Below this size the second copy is not worth writing anew; it is emptied once nothing waits. */
const JOURNAL_REWRITE_BYTES = 4 * 1024 * 1024;
const CHECKPOINT_BYTES = 4 * 1024 * 1024;

type OpenFile = {
  readonly db: Connection;
  readonly reader: Reader;
  readonly writer: Writer;
  readonly transaction: RunTransaction;
};

/** Opens the money file in a folder that is made where it is missing. The caller holds the instance lock. */
export function openTillStore(deps: TillStoreDeps): TillStore {
  mkdirSync(deps.dataDir, { recursive: true });
  const path = join(deps.dataDir, 'till.db');
  let file: OpenFile | null = openOne(path, deps);
  const journal = openJournal(join(deps.dataDir, 'pending.journal'));
  const headFile = openHeadFile(join(deps.dataDir, 'head'));
  let backedUpAt = -1;
  /** After a failed write to the disk the connection is not trusted any more: the next use opens and checks the file anew. */
  const current = (): OpenFile => (file ??= openOne(path, deps));
  const guarded = <Value>(work: (open: OpenFile) => Value): Value => {
    try {
      return work(current());
    } catch (error) {
      const fault = storeFault(error);
      if (fault instanceof Fault && fault.code === 'store_io' && file !== null) {
        deps.log.error('store_io', { message: fault.message });
        closeQuietly(file.db);
        file = null;
      }
      throw fault;
    }
  };
  const transact = <Value>(work: (writer: Writer) => Value): Value =>
    guarded((open) => open.transaction(() => work(open.writer)));
  return {
    read: (work, ..._sync) => guarded((open) => work(open.reader)),
    write: (work, ..._sync) => {
      const value = withBallast(deps, () => transact(work));
      assert(!(value instanceof Promise), 'work inside the store returns no promise');
      if (afterCommit(current().writer, journal, headFile)) deps.onAppended?.();
      return value;
    },
    headFound: headFile.found,
    noteHead: () => {
      const head = databaseHead(current().reader);
      if (head !== null) headFile.write(head);
    },
    cutJournal: () => cutJournal(current().reader, journal),
    checkpoint: () => guarded(({ db }) => checkpointIfWorth(db, path)),
    changedSinceBackup: () => current().writer.commitCount() !== backedUpAt,
    backUp: async (folder, nowMs) => {
      const { db, writer } = current();
      const at = writer.commitCount();
      const name = await backUp(db, folder, nowMs);
      backedUpAt = at;
      return name;
    },
    close: () => {
      file?.db.close();
      journal.close();
      headFile.close();
    },
  };
}

function openOne(path: string, deps: TillStoreDeps): OpenFile {
  const db = openTillDb(path, deps.migrations, (file) => copyBeforeUpdate(file, path));
  const reader = readTables(db, deps.vault);
  const writer = writeTables(db, reader, deps.vault);
  const transaction = transactionsOf(db, () => {
    writer.appended.length = 0;
    writer.forget();
  });
  return { db, reader, writer, transaction };
}

/** A whole copy, what lies in the -wal included. */
function copyBeforeUpdate(db: Connection, path: string): void {
  const copy = `${path}.before-update`;
  rmSync(copy, { force: true });
  db.prepare('VACUUM INTO ?').run(copy);
}

/** The second copy and the head: a failure of theirs is no failure of the sale, which is on the disk. */
function afterCommit(writer: Writer, journal: Journal, headFile: HeadFile): boolean {
  const last = writer.appended.at(-1);
  if (last === undefined) return false;
  const series = writer.meta.epoch()?.series ?? '';
  try {
    journal.append(writer.appended);
    headFile.write({ epoch: last.epoch, seq: last.seq, series, counter: writer.meta.receiptCounter(series) });
  } catch {
    // The next change writes both again; losing this copy matters only if the database breaks before.
  }
  writer.appended.length = 0;
  return true;
}

function cutJournal(reader: Reader, journal: Journal): void {
  const waiting = reader.changes.countIn('waiting').count + reader.changes.countIn('quarantined').count;
  if (waiting === 0) journal.cut([]);
  else if (journal.bytes() > JOURNAL_REWRITE_BYTES) journal.cut(reader.changes.open(waiting));
}

/** Passive: it waits for nobody, and nobody for it. */
export function checkpointIfWorth(db: Connection, path: string): void {
  const bytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes >= CHECKPOINT_BYTES) db.pragma('wal_checkpoint(PASSIVE)');
}

function closeQuietly(db: Connection): void {
  try {
    db.close();
  } catch {
    // The file is not trusted any more; the next one opened on it is checked.
  }
}

/** Says where the database itself stands, to be held against the head beside it. */
export function databaseHead(reader: Reader): Head | null {
  const current = reader.meta.epoch();
  if (current === null) return null;
  const { epoch, series } = current;
  return { epoch, seq: reader.changes.head(epoch)?.seq ?? 0, series, counter: reader.meta.receiptCounter(series) };
}
