import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '#shared/base/fault.ts';
import type { Log } from '../ports/log.ts';
import { beforeUpdate } from './before-update.ts';
import { type Connection } from './connection.ts';
import { type Head, type HeadFile, openHeadFile } from './head-file.ts';
import { type Journal, openJournal } from './journal.ts';
import type { Migration } from './migrate.ts';
import { openTillDb } from './open-till-db.ts';
import { isDamaged } from './recover.ts';
import { databaseHead } from './database-head.ts';
import { fillCustomerKeys } from './tables/customers.ts';
import { topUpJournal } from './top-up-journal.ts';
import { type Reader, type Writer, readTables, writeTables } from './till-tables.ts';
import { type RunTransaction, transactionsOf } from './transactions.ts';
import type { Vault } from './vault.ts';

export type OpenFile = {
  readonly db: Connection;
  readonly reader: Reader;
  readonly writer: Writer;
  readonly transaction: RunTransaction;
};

export type MoneyFilesDeps = {
  readonly dataDir: string;
  readonly migrations: readonly Migration[];
  readonly vault: Vault;
  readonly log: Log;
  readonly recovery?: Recovery;
  /** The file failed while it was in use, and is opened anew. */
  readonly onDistrust?: (code: DistrustCode) => void;
};

/** How another file takes the place of the money file, and gets what it lacks. */
export type Recovery = {
  /** Sets a damaged file aside and puts the newest good backup in its place. */
  readonly begin: () => void;
  /** Writes into a file that was put in place what it lacks; null where none was. */
  readonly unfinished: () => ((writer: Writer, headFound: Head | null) => void) | null;
  readonly end: () => void;
};

/** The money file with its second copy and the head beside it. */
export type MoneyFiles = {
  readonly path: string;
  /** The file, opened and checked anew where it was distrusted. */
  readonly current: () => OpenFile;
  /** After a failed write to the disk, or a page that makes no sense, nothing is asked of the connection any more. */
  readonly distrust: (fault: Fault & { readonly code: DistrustCode }) => void;
  /** Closes the file while `swap` puts another in its place, which is opened, and gets what it lacks, when it is asked next. */
  readonly replace: <Value>(swap: () => Value) => Value;
  readonly journal: () => Journal;
  readonly headFile: HeadFile;
  readonly close: () => void;
};

/** Set in a file that began anew because all of the old one was lost. */
const BEGUN_ANEW_KEY = 'begun_anew';

export type DistrustCode = 'store_io' | 'store_damaged';

/** Opens the files of a folder; a money file that is damaged, or gone, is replaced by the newest backup and what the second copy holds. */
export function openMoneyFiles(deps: MoneyFilesDeps): MoneyFiles {
  const path = join(deps.dataDir, 'till.db');
  const journalPath = join(deps.dataDir, 'pending.journal');
  const headFile = openHeadFile(join(deps.dataDir, 'head'));
  let journal = openJournal(journalPath);
  let file: OpenFile | null = null;
  const finished = (opened: OpenFile): OpenFile => {
    if (!finishRecovery(opened, { recovery: deps.recovery, journal, headFile }))
      topUpJournal(journal, journalPath, opened.reader);
    return opened;
  };
  const recovered = (cause: unknown): OpenFile => {
    if (!isDamaged(cause) || deps.recovery === undefined) throw cause;
    deps.log.error('store_damaged', { message: cause instanceof Error ? cause.message : '' });
    journal.close();
    try {
      deps.recovery.begin();
    } finally {
      journal = openJournal(journalPath);
    }
    return finished(openOne(path, deps));
  };
  const opened = (): OpenFile => {
    try {
      if (headFile.latest() !== null && isGone(path)) throw new Fault('store_damaged', 'the file is gone or empty');
      return finished(requireTill(openOne(path, deps), deps.recovery, headFile));
    } catch (error) {
      return recovered(error);
    }
  };
  const close = (): void => {
    file?.db.close();
    journal.close();
    headFile.close();
  };
  try {
    file = opened();
  } catch (error) {
    close();
    throw error;
  }
  return {
    path,
    current: () => (file ??= opened()),
    distrust: ({ code, message }) => {
      if (file === null) return;
      deps.log.error(code, { message });
      closeQuietly(file.db);
      file = null;
      deps.onDistrust?.(code);
    },
    replace: (swap) => {
      if (file !== null) closeQuietly(file.db);
      file = null;
      return swap();
    },
    journal: () => journal,
    headFile,
    close,
  };
}

function openOne(path: string, deps: MoneyFilesDeps): OpenFile {
  const db = openTillDb(path, deps.migrations, beforeUpdate(path));
  const reader = readTables(db, deps.vault);
  const writer = writeTables(db, reader, deps.vault);
  fillCustomerKeys(db);
  const transaction = transactionsOf(db, () => {
    writer.appended.length = 0;
    writer.forget();
  });
  return { db, reader, writer, transaction };
}

type Beside = {
  readonly recovery: Recovery | undefined;
  readonly journal: Journal;
  readonly headFile: HeadFile;
};

/** Writes what a file that was put in place lacks; false where none was. */
function finishRecovery(opened: OpenFile, { recovery, journal, headFile }: Beside): boolean {
  const refill = recovery?.unfinished() ?? null;
  if (recovery === undefined || refill === null) return false;
  opened.transaction(() => {
    refill(opened.writer, headFile.latest());
    if (databaseHead(opened.writer) === null) opened.writer.meta.set(BEGUN_ANEW_KEY, '1');
  });
  journal.append(opened.writer.appended);
  opened.writer.appended.length = 0;
  const head = databaseHead(opened.reader);
  if (head !== null) headFile.write(head);
  recovery.end();
  return true;
}

/** Where the pages of the -wal are lost before they were ever moved, a file without a single row is left, and it opens. */
function requireTill(opened: OpenFile, recovery: Recovery | undefined, headFile: HeadFile): OpenFile {
  const isLost =
    headFile.latest() !== null &&
    databaseHead(opened.reader) === null &&
    opened.reader.meta.get(BEGUN_ANEW_KEY) === null;
  if (!isLost || recovery === undefined || recovery.unfinished() !== null) return opened;
  opened.db.close();
  throw new Fault('store_damaged', 'the file does not know the till any more that this machine was');
}

/** SQLite takes an empty file for a new one, and would throw its -wal away. */
function isGone(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

function closeQuietly(db: Connection): void {
  try {
    db.close();
  } catch {
    // The file is not trusted any more; the next one opened on it is checked.
  }
}
