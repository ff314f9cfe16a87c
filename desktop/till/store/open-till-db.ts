import { Fault } from '#shared/base/fault.ts';
import { type Connection, openFile } from './connection.ts';
import { type AroundUpdate, type Migration, migrate } from './migrate.ts';
import { setPragmas } from './pragmas.ts';
import { storeFault } from './store-fault.ts';

/**
 * Opens the money file: every answered sale survives the power's going, or the till doesn't open it.
 *
 * @throws {Fault} `store_not_durable`, `store_newer_schema`, `store_migration_mismatch`, `store_read_only`, `store_locked`,
 *   `store_damaged` (the file is left where it is)
 */
export function openTillDb(path: string, migrations: readonly Migration[], around: AroundUpdate): Connection {
  return opened(path, (db) => {
    setPragmas(db, 'full');
    quickCheck(db);
    migrate(db, migrations, around);
  });
}

const UNGUARDED: AroundUpdate = { begin: () => undefined, whole: () => undefined };

/** Opens the file of carts and print jobs: a crash of the machine may cost its last second, never money. */
export function openDraftDb(path: string, migrations: readonly Migration[]): Connection {
  return opened(path, (db) => {
    setPragmas(db, 'normal');
    quickCheck(db);
    migrate(db, migrations, UNGUARDED);
  });
}

function opened(path: string, prepare: (db: Connection) => void): Connection {
  let db: Connection | null = null;
  try {
    db = openFile(path);
    prepare(db);
    return db;
  } catch (error) {
    db?.close();
    throw storeFault(error);
  }
}

/** Whether every page of the file makes sense. */
export function quickCheck(db: Connection): void {
  const found: unknown = db.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw new Fault('store_damaged', `quick_check: ${String(found)}`);
}
