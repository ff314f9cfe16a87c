import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createFailureBrake } from '#server/platform/limits/failure-brake.ts';
import { openRedis } from '#server/platform/redis/shared-redis.ts';
import { createPokeHub } from '#server/sync/live/poke-hub.ts';
import { POKE_CHANNEL, createPoker } from '#server/sync/live/poke.ts';
import { type ApiCaller, type SignedInOwner, apiCaller, registerOwner } from '../support/api-caller.ts';
import { type RunningRedis, findRedisServer, startRedis } from '../support/redis-server.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

const program = findRedisServer();
const LIMIT = 1000;
const HANG_MS = '15000';
const SOON = { timeout: 20_000 };
const METRICS_TOKEN = 'a-token-of-more-than-24-characters';
const namesSchema = z.object({ data: z.array(z.object({ name: z.string() })) });

/** Where no Redis can be had, the run says that these were skipped. */
const shared = test.skipIf(program === undefined);

let redis: RunningRedis;
let one: TestServer;
let other: TestServer;
let ada: SignedInOwner;
let onOther: ApiCaller;

beforeAll(async () => {
  if (program === undefined) return;
  redis = await startRedis(program);
  const settings = { REDIS_URL: redis.url, RATE_LIMIT_PER_MINUTE: String(LIMIT), METRICS_TOKEN };
  one = await startTestServer(settings);
  other = await startTestServer({
    ...settings,
    DATABASE_URL: one.databaseUrl,
    STOCKAVOO_ACCESS_KEYS: await keysOf(one),
  });
  await vi.waitFor(() => expect([one, other].map(({ deps }) => deps.redis?.isReady())).toEqual([true, true]), SOON);
  ada = await registerOwner(one, 'ada@example.test');
  onOther = apiCaller(other, ada.accessToken);
});

afterAll(async () => {
  if (program === undefined) return;
  await other[Symbol.asyncDispose]();
  await one[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});

const remaining = async (call: ApiCaller): Promise<number> =>
  Number((await call('GET', '/auth/me')).headers.get('ratelimit-remaining'));
const names = async (call: ApiCaller): Promise<string[]> =>
  namesSchema.parse((await call('GET', '/products')).body).data.map(({ name }) => name);
const add = (call: ApiCaller, name: string) =>
  call('POST', '/products', { body: { name, sku: name, sellingPriceMinor: 100 } });
const reads = async (server: TestServer, outcome: string): Promise<number> => {
  const page = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  const line = `stockavoo_cache_reads_total{cache="products",outcome="${outcome}"} `;
  const found = (await page.text()).split('\n').find((text) => text.startsWith(line));
  return Number(found?.slice(line.length) ?? 0);
};

shared('a budget is spent at both', async () => {
  const before = await remaining(ada.call);
  expect(await remaining(onOther)).toBe(before - 1);
  expect(await remaining(ada.call)).toBe(before - 2);
});

shared('whoever guesses at one waits at the other too, until they are let in', async () => {
  const brakes = [one, other].map(({ deps }) => createFailureBrake(() => 1_800_000_000_000, deps.redis));
  const pauses = () => Promise.all(brakes.map((brake) => brake.pauseMs('account eve@example.test')));
  for (const brake of [...brakes, ...brakes]) await brake.fail('account eve@example.test');
  expect(await pauses()).toEqual([0, 0]);
  await brakes[0]?.fail('account eve@example.test');
  expect(await pauses()).toEqual([1000, 1000]);
  expect((await one.deps.redis?.client.keys('*'))?.filter((key) => key.includes('eve'))).toEqual([]);
  for (const brake of brakes) await brake.succeed('account eve@example.test');
  expect(await pauses()).toEqual([0, 0]);
  await brakes[1]?.fail('account eve@example.test');
  expect(await pauses()).toEqual([0, 0]);
});

shared('what one worked out the other serves, until it moves', async () => {
  expect((await add(ada.call, 'Milo')).status).toBe(201);
  expect(await names(ada.call)).toEqual(['Milo']);
  expect(await names(onOther)).toEqual(['Milo']);
  expect(await reads(other, 'hit')).toBe(1);
  await add(onOther, 'Peak');
  expect(await names(ada.call)).toEqual(['Milo', 'Peak']);
  expect(await reads(one, 'stale')).toBe(1);
});

shared('a poke goes by Redis, to whoever may see the store', async () => {
  const mine = openRedis(redis.url, one.deps.log);
  const messages: string[] = [];
  mine.subscribe(POKE_CHANNEL, (message) => void messages.push(message));
  const hub = createPokeHub(other.deps.pool, other.deps.log, other.deps.redis);
  const heard: string[] = [];
  const listen = (who: string, storeIds: readonly string[]) =>
    hub.listen({ businessId: 'shop', storeIds }, () => void heard.push(who));
  listen('owner', []);
  listen('clerk of a', ['a']);
  listen('clerk of b', ['b']);
  const poke = createPoker(one.deps.pool, one.deps.log, one.deps.redis);
  await expect
    .poll(() => {
      poke({ businessId: 'shop', storeId: 'a' });
      return messages.includes('shop a') && heard.includes('owner');
    }, SOON)
    .toBe(true);
  expect(heard).toContain('clerk of a');
  expect(heard).not.toContain('clerk of b');
  mine.close();
});

shared('without Redis both go on, each for itself, and share again when it is back', async () => {
  await redis.kill();
  await expect.poll(() => one.deps.redis?.isReady() === true || other.deps.redis?.isReady() === true, SOON).toBe(false);
  expect(await names(ada.call)).toEqual(['Milo', 'Peak']);
  await add(ada.call, 'Indomie');
  expect(await names(onOther)).toEqual(['Indomie', 'Milo', 'Peak']);
  expect(await remaining(ada.call)).toBeGreaterThan(LIMIT - 10);
  expect((await fetch(`${one.url}/health/ready`)).status).toBe(200);
  const heard: string[] = [];
  const hub = createPokeHub(other.deps.pool, other.deps.log, other.deps.redis);
  hub.listen({ businessId: 'shop', storeIds: [] }, () => void heard.push('poke'));
  const poke = createPoker(one.deps.pool, one.deps.log, one.deps.redis);
  await expect
    .poll(() => {
      poke({ businessId: 'shop', storeId: null });
      return heard.length;
    }, SOON)
    .toBeGreaterThan(0);
  expect(one.logged.filter((line) => line.includes('Redis is away'))).toHaveLength(1);
  await redis.start();
  await expect.poll(() => one.deps.redis?.isReady() === true && other.deps.redis?.isReady() === true, SOON).toBe(true);
  const before = await remaining(ada.call);
  expect(await remaining(onOther)).toBe(before - 1);
  expect(one.logged.filter((line) => line.includes('Redis is back'))).toHaveLength(1);
});

shared('a Redis that hangs is not waited for', async () => {
  const client = openRedis(redis.url, one.deps.log);
  await expect.poll(() => client.isReady(), SOON).toBe(true);
  await client.client.call('CLIENT', 'PAUSE', HANG_MS, 'ALL');
  expect(await names(ada.call)).toEqual(['Indomie', 'Milo', 'Peak']);
  // It hung all the while: it does so still.
  await expect(client.client.ping()).rejects.toThrow();
  client.close();
});

/** Two servers behind one load balancer sign with the same keys. */
async function keysOf(server: TestServer): Promise<string> {
  return readFile(join(server.deps.config.dataDir, 'keys', 'access-keys.json'), 'utf8');
}
