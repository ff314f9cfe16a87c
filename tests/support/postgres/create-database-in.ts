import { randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import { postgres } from '#server/store/driver/driver.ts';

export interface TestDatabase extends AsyncDisposable {
  /** The superuser's address of a database that nobody else uses. */
  readonly url: string;
  readonly name: string;
}

/**
 * Makes a database in a cluster, gone with its disposal.
 *
 * @param template a database to copy; nobody may be connected to it
 */
export async function createDatabaseIn(clusterUrl: string, template = 'template0'): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asSuperuser(
    clusterUrl,
    (sql) => sql`create database ${sql(name)} template ${sql(template)} strategy file_copy`,
  );
  const url = new URL(clusterUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    name,
    [Symbol.asyncDispose]: () =>
      asSuperuser(clusterUrl, (sql) => sql`drop database if exists ${sql(name)} with (force)`),
  };
}

async function asSuperuser(url: string, work: (sql: Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
