import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIGRATIONS_DIR } from '#tests/support/till/open-till.ts';

/** The migrations of the program, to which versions of tomorrow are added one after the other. */
export type GrowingMigrations = { readonly folder: string; readonly grow: () => void; readonly known: () => number };

export function growingMigrations(folder: string): GrowingMigrations {
  cpSync(MIGRATIONS_DIR, folder, { recursive: true });
  let version = 0;
  return {
    folder,
    known: () => readdirSync(folder).filter((name) => name.endsWith('.sql')).length,
    grow: () => {
      version += 1;
      writeFileSync(join(folder, `${1000 + version * 2}_copies_${version}.sql`), copies(version));
      writeFileSync(join(folder, `${1001 + version * 2}_column_${version}.sql`), column(version));
    },
  };
}

/** Moves much: every change is written a second time, and the copy of the version before goes. */
function copies(version: number): string {
  return [
    `CREATE TABLE copies_${version} (id TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) STRICT;`,
    `INSERT INTO copies_${version} SELECT id, body FROM change_log;`,
    `CREATE INDEX copies_${version}_by_body ON copies_${version} (substr(body, 8, 40));`,
    ...(version > 1 ? [`DROP TABLE copies_${version - 1};`] : []),
  ].join('\n');
}

function column(version: number): string {
  return [
    `ALTER TABLE sales ADD COLUMN seen_by_${version} INTEGER NOT NULL DEFAULT 0;`,
    `UPDATE sales SET seen_by_${version} = 1;`,
    `CREATE INDEX sales_seen_by_${version} ON sales (seen_by_${version}, id);`,
    ...(version > 1
      ? [`DROP INDEX sales_seen_by_${version - 1};`, `ALTER TABLE sales DROP COLUMN seen_by_${version - 1};`]
      : []),
  ].join('\n');
}
