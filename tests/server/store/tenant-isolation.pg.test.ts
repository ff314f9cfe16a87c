import { afterAll, beforeAll, expect, test } from 'vitest';
import { assertAppRole } from '#server/store/assert-app-role.ts';
import { migrate } from '#server/store/migrate.ts';
import { openPool } from '#server/store/pool.ts';
import type { Pool } from '#server/store/pool.ts';
import { readTenant, withTenant } from '#server/store/tenant-transaction.ts';
import { createDatabase } from '../../support/postgres/create-database.ts';
import type { TestDatabase } from '../../support/postgres/create-database-in.ts';

const ADA = '01890000-0000-7000-8000-00000000000a';
const BEN = '01890000-0000-7000-8000-00000000000b';
const NOW = Date.UTC(2026, 5, 1);

let database: TestDatabase;
let pool: Pool;

async function addBusiness(id: string, name: string): Promise<void> {
  await withTenant(pool, id, async (tx) => {
    await tx`insert into businesses (business_id, id, name, created_at, updated_at)
      values (${id}, ${id}, ${name}, ${new Date(NOW)}, ${new Date(NOW)})`;
    await tx`insert into users (business_id, id, full_name, email, created_at, updated_at)
      values (${id}, ${id}, ${name}, ${`${name}@example.test`}, ${new Date(NOW)}, ${new Date(NOW)})`;
  });
}

beforeAll(async () => {
  database = await createDatabase();
  await migrate(database.url, () => NOW);
  pool = openPool({ url: database.url, connectionsMax: 3, as: 'app' });
  await addBusiness(ADA, 'ada');
  await addBusiness(BEN, 'ben');
});

afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});

test('the app role passes the check that every start makes', async () => {
  await expect(assertAppRole(pool)).resolves.toBeUndefined();
});

test('the owner of the tables is refused', async () => {
  const owner = openPool({ url: database.url, connectionsMax: 1, as: 'migrator' });
  await expect(assertAppRole(owner)).rejects.toMatchObject({ code: 'database_role' });
  await owner.end();
});

test('a table of businesses without row-level security is refused by name', async () => {
  const owner = openPool({ url: database.url, connectionsMax: 1, as: 'migrator' });
  await owner`create table left_open (business_id uuid)`;
  await expect(assertAppRole(pool)).rejects.toThrow(/left_open/);
  await owner`drop table left_open`;
  await owner.end();
});

test('a query without a business sees nothing', async () => {
  expect(await pool`select id from businesses`).toEqual([]);
  expect(await pool`select id from users`).toEqual([]);
});

test('a business sees its own rows and no other’s, even where a query forgets to say which', async () => {
  const names = await readTenant(pool, ADA, (tx) => tx<{ name: string }[]>`select name from businesses`);
  expect(names.map(({ name }) => name)).toEqual(['ada']);
});

test('a business can neither write a row for another nor move one there', async () => {
  const add = withTenant(
    pool,
    ADA,
    (tx) => tx`insert into stores (business_id, id, created_at, updated_at)
      values (${BEN}, ${ADA}, ${new Date(NOW)}, ${new Date(NOW)})`,
  );
  await expect(add).rejects.toThrow(/row-level security/);
  const move = withTenant(pool, ADA, (tx) => tx`update users set business_id = ${BEN} where business_id = ${ADA}`);
  await expect(move).rejects.toThrow(/row-level security/);
});

test('the business of one transaction does not stay on its connection', async () => {
  const single = openPool({ url: database.url, connectionsMax: 1, as: 'app' });
  await withTenant(single, ADA, (tx) => tx`select 1`);
  expect(await single`select id from users`).toEqual([]);
  await single.end();
});

test('the app role can’t switch row-level security off, become the owner, or remove what is append-only', async () => {
  await expect(pool`alter table users disable row level security`).rejects.toThrow(/owner/);
  await expect(
    pool.begin((tx) => tx`set local row_security = off`.then(() => tx`select id from users`)),
  ).rejects.toThrow(/row-level security/);
  await expect(withTenant(pool, ADA, (tx) => tx`delete from audit_logs where business_id = ${ADA}`)).rejects.toThrow(
    /permission denied/,
  );
  await expect(pool`select guard_tenant_table('users', 'delete')`).rejects.toThrow(/permission denied/);
});

test('a look-up before the business is known takes one exact key and gives one row', async () => {
  const found = await pool`select user_id from find_sign_in('ADA@example.test')`;
  expect(found).toEqual([{ user_id: ADA }]);
  expect(await pool`select user_id from find_sign_in('%')`).toEqual([]);
});

test('reading a business refuses to write', async () => {
  await expect(
    readTenant(pool, ADA, (tx) => tx`update users set full_name = 'x' where business_id = ${ADA}`),
  ).rejects.toThrow(/read-only/);
});
