import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { storeMetricsSchema } from '#shared/api/store-metrics.ts';
import { createMemoryCache } from '#server/platform/cache/memory-cache.ts';
import { type SignedInOwner, dataOf, registerOwner } from '../support/api-caller.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

const METRICS_TOKEN = 'a-token-of-more-than-24-characters';
let server: TestServer;
let ada: SignedInOwner;
let ben: SignedInOwner;

beforeAll(async () => {
  server = await startTestServer({ METRICS_TOKEN });
  ada = await registerOwner(server, 'ada@example.test');
  ben = await registerOwner(server, 'ben@example.test', 'Ben Stores');
});

afterAll(() => server[Symbol.asyncDispose]());

const listSchema = z.object({ data: z.array(z.object({ name: z.string() })) });
const names = async (owner: SignedInOwner, path: string): Promise<string[]> =>
  listSchema.parse((await owner.call('GET', path)).body).data.map(({ name }) => name);
const add = async (owner: SignedInOwner, name: string): Promise<void> => {
  const came = await owner.call('POST', '/products', { body: { name, sku: name, sellingPriceMinor: 100 } });
  expect(came).toMatchObject({ status: 201 });
};

/** How often the cache was read with this outcome so far. */
async function reads(cache: string, outcome: string): Promise<number> {
  const page = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  const line = `stockavoo_cache_reads_total{cache="${cache}",outcome="${outcome}"} `;
  const found = (await page.text()).split('\n').find((text) => text.startsWith(line));
  return Number(found?.slice(line.length) ?? 0);
}

test('a page of products is kept until the catalogue moves, and belongs to its business alone', async () => {
  await add(ada, 'Milo');
  expect(await names(ada, '/products')).toEqual(['Milo']);
  expect(await names(ada, '/products')).toEqual(['Milo']);
  expect(await reads('products', 'hit')).toBe(1);
  expect(await names(ben, '/products')).toEqual([]);
  expect(await names(ada, '/products?sort=-name')).toEqual(['Milo']);
  expect(await reads('products', 'hit')).toBe(1);
  await ada.call('POST', '/tax-rates', { body: { name: 'VAT', ratePpm: 75_000 } });
  await names(ada, '/products');
  expect(await reads('products', 'hit')).toBe(2);
  await add(ada, 'Peak');
  expect(await names(ada, '/products')).toEqual(['Milo', 'Peak']);
  expect(await reads('products', 'stale')).toBe(1);
});

const expensesSchema = z.object({
  data: z.object({ asOf: z.string(), total: z.object({ amountMinor: z.number() }) }),
});

test('a report is kept while its minute runs or its days are over, and a fact of the web ends it', async () => {
  const body = { name: 'Surulere', code: 'SUR', timeZone: 'Africa/Lagos' };
  const { id: storeId } = dataOf(await ada.call('POST', '/stores', { body }), z.looseObject({ id: z.string() }));
  const spend = (expenseDate: string) =>
    ada.call('POST', '/expenses', {
      body: { storeId, amountMinor: 500, description: 'Ice', expenseDate, paymentMethod: 'cash' },
    });
  const past = '/reports/expenses-summary?from=2026-05-01&to=2026-05-20';
  const ask = async (): Promise<{ asOf: string; total: { amountMinor: number } }> =>
    expensesSchema.parse((await ada.call('GET', past)).body).data;
  expect(await spend('2026-05-10')).toMatchObject({ status: 201 });
  expect((await ask()).total.amountMinor).toBe(500);
  server.clock.advance(10 * 60_000);
  const kept = await ask();
  expect(await reads('report', 'hit')).toBe(1);
  expect(kept.asOf).toBe(new Date(server.clock.nowMs()).toISOString());
  await spend('2026-05-11');
  expect((await ask()).total.amountMinor).toBe(1000);
  expect(await reads('report', 'stale')).toBe(1);
});

test('how a store does is kept until anything of the business moves, and who is silent is asked anew', async () => {
  const body = { name: 'Ikeja', code: 'IKE', timeZone: 'Africa/Lagos' };
  const { id: storeId } = dataOf(await ada.call('POST', '/stores', { body }), z.looseObject({ id: z.string() }));
  const ask = async () => dataOf(await ada.call('GET', `/stores/${storeId}/metrics`), storeMetricsSchema);
  expect((await ask()).today.saleCount).toBe(0);
  server.clock.advance(60_000);
  expect((await ask()).asOf).toBe(new Date(server.clock.nowMs()).toISOString());
  expect(await reads('dashboard', 'hit')).toBe(1);
  const sale = { storeId, lines: [{ code: 'Milo' }], tenders: [{ method: 'cash', amountMinor: 100 }] };
  expect(await ada.call('POST', '/sales', { body: sale })).toMatchObject({ status: 201 });
  expect((await ask()).today.saleCount).toBe(1);
  expect(await reads('dashboard', 'stale')).toBe(1);
});

test('what a server that went back to a backup left in a shared cache is not taken', async () => {
  expect(await names(ada, '/products?limit=7')).toEqual(['Milo', 'Peak']);
  await server.asOwner(async (sql) => {
    await sql`delete from feed_marks where business_id = ${ada.businessId}`;
    await sql`update business_feed set mark = gen_random_uuid() where business_id = ${ada.businessId}`;
  });
  const before = await reads('products', 'stale');
  expect(await names(ada, '/products?limit=7')).toEqual(['Milo', 'Peak']);
  expect(await reads('products', 'stale')).toBe(before + 1);
});

test('the cache of a process is bounded', async () => {
  const cache = createMemoryCache(10_000);
  for (let count = 0; count < 100; count += 1) await cache.set(`key ${count}`, 'x'.repeat(1000), 60);
  expect(await cache.get('key 0')).toBeNull();
  expect(await cache.get('key 99')).toHaveLength(1000);
});
