import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { readTenant, withTenant } from '#server/store/tenant-transaction.ts';
import { idSchema } from '#shared/base/ids.ts';
import { type SignedInOwner, dataOf, registerOwner } from '../support/api-caller.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

const METRICS_TOKEN = 'a-token-of-more-than-24-characters';

let server: TestServer;
let ada: SignedInOwner;

beforeAll(async () => {
  server = await startTestServer({ METRICS_TOKEN });
  ada = await registerOwner(server, 'ada@example.test');
});

afterAll(() => server[Symbol.asyncDispose]());

const ask = (token: string | null): Promise<Response> =>
  fetch(`${server.url}/metrics`, token === null ? {} : { headers: { authorization: `Bearer ${token}` } });

/** The value of one line, such as `stockavoo_active_users`; null where it is not there. */
async function valueOf(line: string): Promise<number | null> {
  const text = await (await ask(METRICS_TOKEN)).text();
  const found = text.split('\n').find((one) => one.startsWith(`${line} `));
  return found === undefined ? null : Number(found.slice(line.length + 1));
}

test('only who knows the token reads the metrics', async () => {
  expect((await ask(null)).status).toBe(401);
  expect((await ask(`${METRICS_TOKEN}x`)).status).toBe(401);
  expect((await ask(ada.accessToken)).status).toBe(401);
  const good = await ask(METRICS_TOKEN);
  expect(good.status).toBe(200);
  expect(good.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  expect(good.headers.get('cache-control')).toBe('no-store');
});

test('requests are counted by route and status, people once, queries by kind', async () => {
  const line = (status: number): string =>
    `stockavoo_http_request_seconds_count{method="GET",route="/api/v1/categories/:id",status="${status}"}`;
  expect(await valueOf(line(404))).toBeNull();
  const nobody = '01890000-0000-7000-8000-00000000000a';
  await ada.call('GET', `/categories/${nobody}`);
  await ada.call('GET', `/categories/${nobody}`);
  expect(await valueOf(line(404))).toBe(2);
  expect(await valueOf('stockavoo_active_users')).toBe(1);
  const queries = await valueOf('stockavoo_query_seconds_count{kind="select"}');
  await ada.call('GET', '/categories');
  expect(await valueOf('stockavoo_query_seconds_count{kind="select"}')).toBeGreaterThan(queries ?? Infinity);
  server.clock.advance(5 * 60_000);
  expect(await valueOf('stockavoo_active_users')).toBe(0);
});

test('a payment of the web is counted once it is durable', async () => {
  const line = 'stockavoo_payments_total{method="cash",state="confirmed"}';
  const store = await ada.call('POST', '/stores', { body: { name: 'Yaba', code: 'YAB' } });
  const storeId = dataOf(store, z.looseObject({ id: z.string() })).id;
  await ada.call('POST', '/products', { body: { name: 'Milk', sku: 'MILK', sellingPriceMinor: 500 } });
  const sell = (amountMinor: number) =>
    ada.call('POST', '/sales', {
      body: { storeId, lines: [{ code: 'MILK' }], tenders: [{ method: 'cash', amountMinor }] },
    });
  expect((await sell(1)).status).toBe(422);
  expect(await valueOf(line)).toBeNull();
  const sold = await sell(500);
  expect(sold.status).toBe(201);
  expect(await valueOf(line)).toBe(1);
  const { id } = dataOf(sold, z.looseObject({ id: z.string() }));
  expect((await ada.call('POST', `/sales/${id}/refund`, { body: { reason: 'Dented' } })).status).toBe(201);
  expect(await valueOf(line)).toBe(2);
});

test('what waits is counted over all businesses', async () => {
  expect(await valueOf('stockavoo_waiting{what="cases"}')).toBe(0);
  await server.asOwner(
    (sql) => sql`
      insert into sync_cases (business_id, id, kind, entity, entity_id, values, created_at, updated_at)
      values (${ada.businessId}, gen_random_uuid(), 'sums_differ', 'business', ${ada.businessId}, '{}', now(), now())`,
  );
  expect(await valueOf('stockavoo_waiting{what="cases"}')).toBe(1);
  expect(await valueOf('stockavoo_waiting{what="quarantine"}')).toBe(0);
});

test('each kind of work has its own time for a statement and for a lock', async () => {
  const businessId = idSchema.parse(ada.businessId);
  const { pool } = server.deps;
  const limits = async (tx: Parameters<Parameters<typeof withTenant>[2]>[0]): Promise<unknown> => {
    const [row] =
      await tx`select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock`;
    return row;
  };
  expect(await readTenant(pool, businessId, limits)).toEqual({ statement: '20s', lock: '5s' });
  expect(await readTenant(pool, businessId, limits, 'report')).toEqual({ statement: '1min', lock: '5s' });
  expect(await withTenant(pool, businessId, limits)).toEqual({ statement: '30s', lock: '10s' });
});

test('a slow query is named by its text, without the values in it', async () => {
  await server.deps.pool`select pg_sleep(1.05), ${'ada-was-here'}::text`;
  const slow = server.logged.find((line) => line.includes('a query was slow')) ?? '';
  expect(slow).toContain('select pg_sleep(1.05), $::text');
  expect(slow).not.toContain('ada-was-here');
});

test('without a token nobody reads them', async () => {
  await using closed = await startTestServer();
  expect((await fetch(`${closed.url}/metrics`)).status).toBe(404);
});
