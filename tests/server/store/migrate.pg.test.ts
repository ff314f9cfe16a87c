import { expect, test } from 'vitest';
import { knownMigrations, migrate } from '#server/store/migrate.ts';
import { openPool } from '#server/store/pool.ts';
import { RECORD_KINDS } from '#shared/changes/record-kinds.ts';
import { createDatabase } from '../../support/postgres/create-database.ts';

const now = (): number => Date.UTC(2026, 5, 1);

const TABLES: Readonly<Record<keyof typeof RECORD_KINDS, string>> = {
  business: 'businesses',
  store: 'stores',
  till: 'tills',
  tax_rate: 'tax_rates',
  role: 'roles',
  staff: 'users',
  setting: 'settings',
  category: 'categories',
  product: 'products',
  product_variant: 'product_variants',
  barcode: 'barcodes',
  price_list: 'price_lists',
  price: 'prices',
  favourite: 'favourites',
  batch: 'batches',
  customer: 'customers',
  supplier: 'suppliers',
  promotion: 'promotions',
  bundle: 'bundles',
};

test('a fresh database is brought up once, and a second start applies nothing', async () => {
  await using database = await createDatabase();
  const applied = await migrate(database.url, now);
  expect(applied).toEqual((await knownMigrations()).map(({ name }) => name));
  expect(await migrate(database.url, now)).toEqual([]);
});

test('two servers that start at once bring the database up once', async () => {
  await using database = await createDatabase();
  const both = await Promise.all([migrate(database.url, now), migrate(database.url, now)]);
  expect(both.flat()).toEqual((await knownMigrations()).map(({ name }) => name));
});

test('a database with another history is refused', async () => {
  await using database = await createDatabase();
  await migrate(database.url, now);
  const owner = openPool({ url: database.url, connectionsMax: 1, as: 'migrator' });
  await owner`update schema_migrations set hash = 'other' where name = '0010_accounts_and_records.sql'`;
  await expect(migrate(database.url, now)).rejects.toMatchObject({ code: 'database_migrations' });
  await owner`insert into schema_migrations (name, hash, applied_at) values ('0000_older.sql', 'x', ${new Date(now())})`;
  await expect(migrate(database.url, now)).rejects.toThrow(/0000_older/);
  await owner.end();
});

test('every kind of record has a table with a column for each of its fields', async () => {
  await using database = await createDatabase();
  await migrate(database.url, now);
  const owner = openPool({ url: database.url, connectionsMax: 1, as: 'migrator' });
  const rows = await owner<{ name: string }[]>`
    select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'`;
  await owner.end();
  const columns = new Set(rows.map(({ name }) => name));
  const wanted = Object.entries(RECORD_KINDS).flatMap(([kind, schema]) => {
    const table = Object.entries(TABLES).find(([name]) => name === kind)?.[1];
    return [...Object.keys(schema.shape), 'fieldRanks', 'isDeleted', 'createdAt', 'updatedAt'].map(
      (field) => `${table}.${field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
    );
  });
  expect(wanted.filter((name) => !columns.has(name))).toEqual([]);
});
