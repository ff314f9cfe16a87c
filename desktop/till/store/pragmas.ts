import { Fault } from '#shared/base/fault.ts';
import { type Connection } from './connection.ts';

const SQLITE_VERSION_MIN = [3, 51, 3] as const;
const CACHE_KIB = 64 * 1024;
const SYNCHRONOUS = { normal: 1, full: 2 } as const;

export type Durability = keyof typeof SYNCHRONOUS;

/**
 * Sets what the file promises, then reads it back after the first page was read: the driver's default for a WAL file is
 * NORMAL, which loses answered sales when the power goes.
 *
 * @throws {Fault} `store_not_durable` where the promise is not in force
 */
export function setPragmas(db: Connection, durability: Durability): void {
  const version = db.prepare<[], { version: string }>('SELECT sqlite_version() AS version').get()?.version ?? '';
  if (!isNewEnough(version))
    throw new Fault('store_not_durable', `SQLite ${version} is older than ${SQLITE_VERSION_MIN.join('.')}`);
  db.pragma('journal_mode = WAL');
  db.pragma(`synchronous = ${SYNCHRONOUS[durability]}`);
  db.pragma('fullfsync = 1');
  db.pragma('checkpoint_fullfsync = 1');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('mmap_size = 0');
  db.pragma('busy_timeout = 5000');
  // The catalogue of a large shop stays in memory: a scan reads six small pages, none of them from the disk.
  db.pragma(`cache_size = -${CACHE_KIB}`);
  // Checkpoints happen when the till is idle (see checkpoint.ts), never inside a sale; this is the last resort.
  db.pragma('wal_autocheckpoint = 16000');
  db.prepare('SELECT count(*) FROM sqlite_schema').get();
  requirePragma(db, 'journal_mode', 'wal');
  requirePragma(db, 'synchronous', SYNCHRONOUS[durability]);
  requirePragma(db, 'foreign_keys', 1);
  requirePragma(db, 'fullfsync', 1);
}

function requirePragma(db: Connection, name: string, wanted: string | number): void {
  const found: unknown = db.pragma(name, { simple: true });
  if (found !== wanted) throw new Fault('store_not_durable', `${name} is ${String(found)}, ${wanted} is needed`);
}

function isNewEnough(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of SQLITE_VERSION_MIN.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
