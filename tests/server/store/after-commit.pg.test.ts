import { afterAll, beforeAll, expect, test } from 'vitest';
import { afterCommit } from '#server/store/after-commit.ts';
import { migrate } from '#server/store/migrate.ts';
import { type Pool, type Tx, openPool } from '#server/store/pool.ts';
import { readTenant, withTenant } from '#server/store/tenant-transaction.ts';
import { createDatabase } from '../../support/postgres/create-database.ts';
import type { TestDatabase } from '../../support/postgres/create-database-in.ts';

const ADA = '01890000-0000-7000-8000-00000000000a';
const NOW = Date.UTC(2026, 5, 1);

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createDatabase();
  await migrate(database.url, () => NOW);
  pool = openPool({ url: database.url, connectionsMax: 3, as: 'app' });
});
afterAll(async () => {
  await pool.end();
  await database[Symbol.asyncDispose]();
});

const addBusiness = (tx: Tx): Promise<unknown> =>
  tx`insert into businesses (business_id, id, name, created_at, updated_at)
    values (${ADA}, ${ADA}, 'ada', ${new Date(NOW)}, ${new Date(NOW)})`.execute();
const names = (): Promise<string[]> =>
  readTenant(pool, ADA, async (tx) =>
    (await tx<{ name: string }[]>`select name from businesses`).map((row) => row.name),
  );

test('what a transaction has sent begins when others see what it wrote, and never where it failed', async () => {
  const seen: Promise<string[]>[] = [];
  const begin = (): void => void seen.push(names());
  const failing = withTenant(pool, ADA, async (tx) => {
    await addBusiness(tx);
    await tx.savepoint(async () => afterCommit(begin));
    throw new Error('the disk is full');
  });
  await expect(failing).rejects.toThrow('the disk is full');
  expect(seen).toEqual([]);
  await withTenant(pool, ADA, async (tx) => {
    await addBusiness(tx);
    await tx.savepoint(async () => afterCommit(begin));
    expect(seen).toEqual([]);
  });
  expect(await Promise.all(seen)).toEqual([['ada']]);
});

test('outside a transaction it begins at once', () => {
  let begun = 0;
  afterCommit(() => {
    begun += 1;
  });
  expect(begun).toBe(1);
});

test('work that outlives its transaction waits for nothing any more', async () => {
  let begun = 0;
  let goOn = (): void => undefined;
  const later = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let outliving = Promise.resolve();
  await withTenant(pool, ADA, async () => {
    outliving = later.then(() =>
      afterCommit(() => {
        begun += 1;
      }),
    );
  });
  expect(begun).toBe(0);
  goOn();
  await outliving;
  expect(begun).toBe(1);
});
