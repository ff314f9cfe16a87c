import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { Fault } from '#shared/base/fault.ts';
import type { NowMs } from '#shared/base/time.ts';
import { openPool } from './pool.ts';
import type { DatabaseLine, Pool } from './pool.ts';

const FOLDER = new URL('../../migrations/server/', import.meta.url);
const FILE_NAME = /^\d{4}_[a-z0-9_]+\.sql$/;
/** Any number, as long as it is ours alone: two servers starting at once take turns by it. */
const LOCK_KEY = 7_306_271_440;

/** For a table that a server still running works on; the lock of the servers themselves is waited for as long as it takes. */
const TABLE_WAIT_MAX = '60s';

export interface Migration {
  readonly name: string;
  readonly hash: string;
  readonly text: string;
}

/** The migrations that this program knows, in order. */
export async function knownMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => FILE_NAME.test(name)).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const text = (await readFile(new URL(name, FOLDER), 'utf8')).replaceAll('\r\n', '\n');
      return { name, hash: createHash('sha256').update(text).digest('hex'), text };
    }),
  );
}

/**
 * Brings the database up to this program, each file in a transaction of its own, under a lock that servers share.
 *
 * @param url the owner's address
 * @returns the names of the files that were applied now
 * @throws {Fault} `database_migrations` where the database was made by another history of files
 */
export async function migrate(url: string, nowMs: NowMs, connect?: DatabaseLine): Promise<readonly string[]> {
  const pool = openPool({ url, connectionsMax: 1, as: 'migrator', connect });
  try {
    await pool`select pg_advisory_lock(${LOCK_KEY})`;
    await pool`create table if not exists schema_migrations (name text primary key, hash text not null, applied_at timestamptz not null)`;
    const waiting = await waitingMigrations(pool);
    for (const migration of waiting) {
      await pool.begin(async (tx) => {
        await tx`select set_config('lock_timeout', ${TABLE_WAIT_MAX}, true)`;
        await tx.unsafe(migration.text);
        await tx`insert into schema_migrations (name, hash, applied_at) values (${migration.name}, ${migration.hash}, ${new Date(nowMs())})`;
      });
    }
    return waiting.map(({ name }) => name);
  } finally {
    await pool.end();
  }
}

/** What was applied must be the beginning of what is known, file by file and byte by byte. */
async function waitingMigrations(pool: Pool): Promise<readonly Migration[]> {
  const known = await knownMigrations();
  const applied = await pool<{ name: string; hash: string }[]>`select name, hash from schema_migrations order by name`;
  for (const [index, { name, hash }] of applied.entries()) {
    const expected = known[index];
    if (expected === undefined || expected.name !== name) {
      throw new Fault(
        'database_migrations',
        `The database has ${name}, where this program has ${expected?.name ?? 'nothing'}.`,
      );
    }
    if (expected.hash !== hash) {
      throw new Fault('database_migrations', `${name} was changed after it was applied to the database.`);
    }
  }
  return known.slice(applied.length);
}
