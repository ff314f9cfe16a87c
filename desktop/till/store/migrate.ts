import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '#shared/base/fault.ts';
import { type Connection } from './connection.ts';

/** One numbered SQL file, such as `0010_init.sql`. */
export type Migration = { readonly name: string; readonly sql: string; readonly hash: string };

/** What is done about a file that already holds something, around the change of its schema. */
export type AroundUpdate = {
  /** Before the first migration, also where an update that stopped goes on. */
  readonly begin: (db: Connection) => void;
  /** The file has this program's schema. */
  readonly whole: () => void;
};

const FILE_NAME = /^\d{4}_[a-z0-9_]+\.sql$/;

/** Every migration of a folder that this program knows, in order. */
export function readMigrations(folder: string): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => FILE_NAME.test(name))
    .toSorted()
    .map((name) => migrationOf(name, readFileSync(join(folder, name), 'utf8')));
}

export function migrationOf(name: string, sql: string): Migration {
  // Line ends of another operating system's checkout are not another migration.
  const text = sql.replaceAll('\r\n', '\n');
  return { name, sql: text, hash: createHash('sha256').update(text).digest('hex') };
}

/**
 * Brings a file to this program's schema, each migration in its own transaction.
 *
 * What was applied must be a prefix of what is known, with the same hashes.
 *
 * @throws {Fault} `store_newer_schema` or `store_migration_mismatch`; the file is as it was
 */
export function migrate(db: Connection, known: readonly Migration[], around: AroundUpdate): void {
  const applied = appliedTo(db);
  for (const [index, done] of applied.entries()) {
    const expected = known[index];
    if (expected === undefined)
      throw new Fault('store_newer_schema', `the file has ${done.name}, which this program does not know`);
    if (expected.name !== done.name || expected.hash !== done.hash) {
      throw new Fault(
        'store_migration_mismatch',
        `the file has ${done.name}, this program has another ${expected.name} there`,
      );
    }
  }
  const missing = known.slice(applied.length);
  if (missing.length > 0 && applied.length > 0) around.begin(db);
  for (const migration of missing) applyOne(db, migration);
  around.whole();
}

function appliedTo(db: Connection): readonly { readonly name: string; readonly hash: string }[] {
  const has = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'").get();
  if (has === undefined) return [];
  return db.prepare<[], { name: string; hash: string }>('SELECT name, hash FROM schema_migrations ORDER BY name').all();
}

function applyOne(db: Connection, migration: Migration): void {
  db.transaction(() => {
    db.exec(
      'CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT NOT NULL PRIMARY KEY, hash TEXT NOT NULL) STRICT, WITHOUT ROWID',
    );
    db.exec(migration.sql);
    db.prepare('INSERT INTO schema_migrations (name, hash) VALUES (?, ?)').run(migration.name, migration.hash);
  }).immediate();
}
