import { readXlsx } from 'hucre/xlsx';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { journalRowSchema } from '#shared/api/audit-endpoints.ts';
import { profitLossEndpoint } from '#shared/api/report-endpoints.ts';
import { dataOf } from '../../support/api-caller.ts';
import { type SyncWorld, openSyncWorld } from '../../sync/support/sync-world.ts';
import type { TestTill } from '../../sync/support/test-till.ts';
import { salesOf, total } from './told-figures.ts';
import { type TradingShop, openTradingShop } from './trading-shop.ts';

let world: SyncWorld;
let shop: TradingShop;
let till: TestTill;

beforeAll(async () => {
  world = await openSyncWorld(6);
  shop = await openTradingShop(world, 7, 60);
  const business = { businessId: shop.owner.businessId, storeId: shop.stores[0]?.id ?? '', ownerId: shop.owner.userId };
  till = await world.till(business);
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

const RANGE = 'from=2026-02-20&to=2026-04-05';

async function file(query: string): Promise<{ status: number; bytes: Buffer; headers: Headers }> {
  const response = await fetch(`${world.url}/api/v1/reports/export?${query}`, {
    headers: { authorization: `Bearer ${shop.owner.accessToken}` },
  });
  return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers };
}

const csvOf = async (query: string): Promise<string[][]> =>
  z.array(z.array(z.string())).parse(parse((await file(`${query}&format=csv`)).bytes, { bom: true }));

test('every sale of a range is a row, and the rows come to what was sold', async () => {
  const [header = [], ...rows] = await csvOf(`type=sales&${RANGE}`);
  const sales = salesOf(shop.events);
  expect(rows.map((row) => row[0])).toHaveLength(sales.length);
  expect(new Set(rows.map((row) => row[0]))).toEqual(new Set(sales.map(({ sale }) => sale.receiptNumber)));
  const at = header.indexOf('Total');
  expect(total(rows.map((row) => Math.round(Number(row[at]) * 100)))).toBe(
    total(sales.map(({ sale }) => sale.totalMinor)),
  );
  expect(new Set(rows.map((row) => row[1]))).toEqual(new Set(sales.map(({ at: { day } }) => day)));
  const [, ...ofOne] = await csvOf(`type=sales&${RANGE}&cashierId=${shop.people[1]}`);
  expect(ofOne).toHaveLength(sales.filter(({ at: { actorId } }) => actorId === shop.people[1]).length);
});

test('a statement as a workbook and as a CSV says what the report says', async () => {
  const report = dataOf(await shop.owner.call('GET', `/reports/profit-loss?${RANGE}`), profitLossEndpoint.answer);
  const rows = await csvOf(`type=profit-loss&${RANGE}`);
  expect(rows.at(-1)).toEqual(['Total', 'Net profit', (report.total.netProfitMinor / 100).toFixed(2)]);
  const came = await file(`type=profit-loss&${RANGE}&format=xlsx`);
  expect(came.headers.get('content-disposition')).toBe('attachment; filename="profit-loss-2026-02-20-2026-04-05.xlsx"');
  const book = await readXlsx(came.bytes);
  expect(book.sheets[0]?.rows.at(-1)).toEqual(['Total', 'Net profit', report.total.netProfitMinor / 100]);
});

const TYPES = [
  'sales',
  'sales-summary',
  'top-products',
  'profit-loss',
  'expenses-summary',
  'taxes',
  'payments',
  'cashiers',
  'shifts',
  'inventory-summary',
  'stock-valuation',
  'dead-stock',
];

test.each(TYPES)('%s is had in every format', async (type) => {
  for (const [format, beginning] of [
    ['pdf', '%PDF-'],
    ['xlsx', 'PK'],
    ['csv', '\uFEFF'],
  ] as const) {
    const { status, bytes } = await file(`type=${type}&${RANGE}&format=${format}`);
    expect([status, bytes.toString('utf8').startsWith(beginning)], bytes.toString('utf8').slice(0, 300)).toEqual([
      200,
      true,
    ]);
  }
});

test('an export is written down, needs its permission, and is refused in words', async () => {
  await file(`type=taxes&${RANGE}&format=csv`);
  const audited = await shop.owner.call('GET', '/audit-logs?action=report.exported&limit=200');
  expect(JSON.stringify(audited.body)).toContain('"type":"taxes"');
  for (const query of [
    'type=sales',
    'type=secrets',
    `type=sales-summary&from=2026-03-02&to=2026-03-01`,
    `type=taxes&${RANGE}&groupBy=weather`,
  ])
    expect((await file(query)).status, query).toBe(422);
  expect((await file(`type=sales&${RANGE}&storeId=01890000-0000-7000-8000-0000000000ff`)).status).toBe(404);
});

const journal = async (query: string) => {
  const came = await shop.owner.call('GET', `/till-journal?${query}`);
  expect(came.status, JSON.stringify(came.body)).toBe(200);
  const meta = z
    .object({ meta: z.object({ total: z.number(), nextCursor: z.string().nullable() }) })
    .parse(came.body).meta;
  return { rows: dataOf(came, z.array(journalRowSchema)), ...meta };
};

test('the journal of a till is read by page and by cursor, with filters, in its business only', async () => {
  for (let index = 0; index < 5; index += 1) {
    till.write(
      'drawer.opened',
      { shiftId: null, reason: `change ${index}` },
      { atMs: world.clock.nowMs() + index * 1000 },
    );
    till.write('clock.jumped', { fromMs: 0, toMs: index }, { atMs: world.clock.nowMs() + index * 1000 + 1 });
  }
  await till.pushAll();
  const all = await journal('limit=200');
  expect(all).toMatchObject({ total: 10, nextCursor: null });
  expect(all.rows[0]).toMatchObject({ type: 'clock.jumped', actorName: 'Ada Obi', storeName: 'Store 0' });
  expect((await journal('type=drawer.opened')).rows.map(({ details }) => details)).toEqual(
    [4, 3, 2, 1, 0].map((index) => ({ shiftId: null, reason: `change ${index}` })),
  );
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await journal(`limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
    seen.push(...page.rows.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(all.rows.map(({ id }) => id));
  expect((await journal(`sort=at&limit=1`)).rows[0]?.id).toBe(all.rows.at(-1)?.id);
  expect((await journal(`storeId=${shop.stores[1]?.id}`)).total).toBe(0);
  expect((await journal('from=2026-06-02')).total).toBe(0);
  expect(await shop.owner.call('GET', '/till-journal?cursor=x')).toMatchObject({ status: 422 });
});

test('audit rows are filtered, and read by cursor without one twice', async () => {
  const idsOf = z.looseObject({
    data: z.array(z.looseObject({ id: z.string(), action: z.string() })),
    meta: z.object({ total: z.number(), nextCursor: z.string().nullable() }),
  });
  const list = async (query: string) => idsOf.parse((await shop.owner.call('GET', `/audit-logs?${query}`)).body);
  const all = await list('limit=200&sort=at');
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: z.output<typeof idsOf> = await list(`limit=4&sort=at${cursor === '' ? '' : `&cursor=${cursor}`}`);
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.meta.nextCursor;
  }
  expect(seen).toEqual(all.data.map(({ id }) => id));
  const stores = await list('entityType=store&action=store.added');
  expect(stores.data.map(({ action }) => action)).toEqual(['store.added', 'store.added']);
  expect((await list('ipAddress=203.0.113.9')).meta.total).toBe(0);
});
