import { postgres } from '#server/store/driver/driver.ts';
import { expect, test } from 'vitest';
import { createDatabase } from './create-database.ts';

test('a test file gets an empty PostgreSQL 18 database, and it is gone afterwards', async () => {
  let url: string;
  {
    await using database = await createDatabase();
    url = database.url;
    const sql = postgres(url, { max: 1 });
    const [row] = await sql`select current_setting('server_version_num')::int as version, current_database() as name`;
    expect(row?.['name']).toBe(database.name);
    expect(row?.['version']).toBeGreaterThanOrEqual(180_000);
    await sql.end();
  }
  const after = postgres(url, { max: 1 });
  await expect(after`select 1`).rejects.toThrow(/does not exist/);
  await after.end();
});

test('a database can be a copy of another', async () => {
  await using first = await createDatabase();
  const before = postgres(first.url, { max: 1 });
  await before`create table shelf (name text)`;
  await before`insert into shelf values ('dairy')`;
  await before.end();
  await using second = await createDatabase(first.name);
  const sql = postgres(second.url, { max: 1 });
  expect(await sql`select name from shelf`).toEqual([{ name: 'dairy' }]);
  await sql.end();
});
