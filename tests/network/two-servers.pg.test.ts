import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { type Pool, openPool } from '#server/store/pool.ts';
import { type ApiCaller, TEST_PASSWORD, apiCaller, dataOf } from '../support/api-caller.ts';
import type { TestDatabase } from '../support/postgres/create-database-in.ts';
import { createDatabase } from '../support/postgres/create-database.ts';
import { until } from '../sync/support/quick-timers.ts';
import { type TillSide, openTillSide } from '../sync/support/till-side.ts';
import { type Balancer, openBalancer } from './balancer.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const SALES = 240;
const idOf = z.looseObject({ id: z.string() });

let folder: string;
let database: TestDatabase;
let servers: ServerProcess[];
let look: Pool;
let owner: ApiCaller;
let storeId: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stockavoo-two-'));
  database = await createDatabase();
  servers = [await startOne(0), await startOne(1)];
  look = openPool({ url: database.url, connectionsMax: 2, as: 'migrator' });
  owner = await registerOwner(servers[0]?.url ?? '');
  storeId = dataOf(await owner('POST', '/stores', { body: { name: 'Lekki', code: 'LEK' } }), idOf).id;
});
afterAll(async () => {
  for (const server of servers) await server[Symbol.asyncDispose]();
  await look.end();
  await database[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const startOne = (number: number): Promise<ServerProcess> =>
  startServerProcess({
    databaseUrl: database.url,
    dataDir: join(folder, `server-${number}`),
    keyFile: join(folder, 'server-key'),
  });

async function registerOwner(url: string): Promise<ApiCaller> {
  const email = 'ada@example.test';
  const anybody = apiCaller({ url });
  const body = { businessName: 'Ada Stores', fullName: 'Ada Obi', email, password: TEST_PASSWORD };
  await anybody('POST', '/auth/register', { body });
  await look`update users set is_verified = true where email = ${email}`;
  const came = await anybody('POST', '/auth/login', { body: { email, password: TEST_PASSWORD, client: 'program' } });
  return apiCaller({ url }, dataOf(came, z.looseObject({ accessToken: z.string() })).accessToken);
}

async function openTill(url: string, speed: number): Promise<TillSide> {
  const answer = await owner('POST', `/stores/${storeId}/tills/enrolment-code`, { body: {} });
  const till = await openTillSide({ nowMs: Date.now, speed });
  await till.enrol(url, dataOf(answer, z.object({ code: z.string() })).code);
  await till.settled();
  return till;
}

const tillIdOf = (till: TillSide): string =>
  idSchema.parse(till.store().read((reader) => reader.meta.identity()?.tillId));

test('a sale that comes in at one server is at a till of the other within moments, by its poke', async () => {
  await using seller = await openTill(servers[0]?.url ?? '', 1);
  await using other = await openTill(servers[1]?.url ?? '', 1);
  await until('it listens', () => other.status().completeClasses.length === 6);
  const variantId = idSchema.parse(tillIdOf(seller));
  const level = (): number | undefined =>
    other.store().read((reader) => reader.stock.levelsOf(variantId)[0]?.quantityMilli);
  for (let sold = 1; sold <= 5; sold += 1) {
    seller.sell(variantId);
    // The timer alone would take up to twenty seconds for each.
    await until(`sale ${sold} is seen`, () => level() === -1000 * sold, 5_000);
  }
});

test('pushes of one till land on either server while one is killed, and every sale is there once', async () => {
  await using balancer: Balancer = await openBalancer(servers.map(({ port }) => port));
  await using till = await openTill(balancer.url, 20);
  const sold: string[] = [];
  for (let sale = 0; sale < SALES; sale += 1) {
    sold.push(till.sell());
    if (sale % 10 === 9) balancer.spreadAnew();
    if (sale % 40 === 39) await until('some are through', () => till.status().waiting < 30, 30_000);
    if (sale === SALES / 2) await servers[0]?.kill();
  }
  await until('everything is through', () => till.status().waiting === 0, 60_000);
  const there = await look<{ id: string }[]>`select id from sales_orders where till_id = ${tillIdOf(till)}`;
  expect(there.map(({ id }) => id).toSorted()).toEqual(sold.toSorted());
  expect(till.status()).toMatchObject({ quarantined: 0, state: 'normal' });
  expect(Math.min(...balancer.taken)).toBeGreaterThan(3);
  servers[0] = await startOne(0);
});
