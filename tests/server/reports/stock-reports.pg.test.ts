import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { deadStockEndpoint, inventorySummaryEndpoint, stockValuationEndpoint } from '#shared/api/report-endpoints.ts';
import { type Id, NO_ID } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import { REPORTS } from '#server/reports/reports.ts';
import { endOfDay } from '#server/reports/end-of-day.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import type { WebChange } from '#server/sync/apply/apply-web-change.ts';
import { type SignedInOwner, dataOf, registerOwner } from '../../support/api-caller.ts';
import { salePayload } from '../../sync/support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from '../../sync/support/sync-world.ts';
import { letHappen, stockLine } from './made-trade.ts';
import { fillFacts } from './many-facts.ts';

const idOf = z.looseObject({ id: z.string() });
const DAY_MS = 86_400_000;

let world: SyncWorld;
let ada: SignedInOwner;
let storeId: Id;
let otherId: Id;
const goods: Record<'milk' | 'yoghurt' | 'bread' | 'soap', Id> = { milk: '', yoghurt: '', bread: '', soap: '' };

beforeAll(async () => {
  world = await openSyncWorld(6);
  ada = await registerOwner(world.server, 'stock@example.test');
  storeId = await add('/stores', { name: 'Surulere', code: 'SUR', timeZone: 'Africa/Lagos' });
  otherId = await add('/stores', { name: 'Yaba', code: 'YAB', timeZone: 'Africa/Lagos' });
  const categoryId = await add('/categories', { name: 'Fresh' });
  for (const name of ['milk', 'yoghurt', 'bread', 'soap'] as const) {
    const body = { name, sku: name, costE4: 500_000, sellingPriceMinor: 10_000, reorderLevelMilli: 12_000 };
    const fresh = name === 'soap' ? {} : { categoryId };
    const came = await ada.call('POST', '/products', { body: { ...body, ...fresh } });
    goods[name] = dataOf(came, z.object({ variants: z.array(idOf) })).variants[0]?.id ?? '';
  }
  await trade();
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

async function add(path: string, body: object): Promise<Id> {
  return dataOf(await ada.call('POST', path, { body }), idOf).id;
}

/** Milk in two deliveries, yoghurt in three batches, bread that was sold before it was booked in, soap in the other store. */
async function trade(): Promise<void> {
  const receive = (name: keyof typeof goods, lines: readonly (readonly [number, number, Id?])[]): WebChange => ({
    type: 'stock.received',
    entityId: world.makeId(),
    payload: {
      receiptId: world.makeId(),
      supplierId: null,
      note: '',
      lines: lines.map(([quantity, cost, batchId = NO_ID]) => ({
        ...stockLine(world.makeId, goods[name], quantity, cost),
        batchId,
      })),
    },
  });
  const sell = (name: keyof typeof goods, quantityMilli: number): WebChange => {
    const things = [{ variantId: goods[name], quantityMilli, priceMinor: 10_000 }];
    const payload = salePayload(world.makeId, { saleId: world.makeId(), things });
    return { type: 'sale.completed', entityId: payload.saleId, payload };
  };
  const batches = { soon: world.makeId(), later: world.makeId(), past: world.makeId() };
  const expires = { soon: '2026-06-11', later: '2026-08-01', past: '2026-05-31' };
  const costs = { soon: 300_000, later: 450_000, past: 100_000 };
  await world.web(
    (['soon', 'later', 'past'] as const).map((name) => ({
      type: 'product.changed',
      entityId: batches[name],
      payload: {
        records: [
          {
            kind: 'batch',
            id: batches[name],
            op: 'put',
            fields: { variantId: goods.yoghurt, number: name, expiresOn: expires[name], costE4: costs[name] },
          },
        ],
      },
    })),
    { business: { businessId: ada.businessId, storeId, ownerId: ada.userId } },
  );
  const nowMs = world.clock.nowMs();
  const at = (id: Id, daysAgo: number, said: WebChange) => {
    const store = { id, zone: 'Africa/Lagos' };
    return { store, actorId: ada.userId, atMs: nowMs - daysAgo * DAY_MS, day: '', hour: 0, minuteOfDay: 0, said };
  };
  await letHappen(world, { id: ada.businessId, dayStartMinutes: 0 }, [
    at(storeId, 200, receive('milk', [[10_000, 400_000]])),
    at(storeId, 190, receive('milk', [[10_000, 600_000]])),
    at(
      storeId,
      150,
      receive('yoghurt', [
        [5000, 300_000, batches.soon],
        [4000, 450_000, batches.later],
        [2000, 100_000, batches.past],
      ]),
    ),
    at(otherId, 140, receive('soap', [[7000, 333_333]])),
    at(otherId, 100, sell('soap', 1000)),
    at(storeId, 20, sell('milk', 3000)),
    at(storeId, 10, sell('bread', 2000)),
  ]);
}

const read = async <A extends z.ZodType>(endpoint: { path: string; answer: A }, query = ''): Promise<z.output<A>> =>
  dataOf(await ada.call('GET', `${endpoint.path}${query}`), endpoint.answer);

test('stock is worth what it had cost: the moving average, and batches their own', async () => {
  const byProduct = await read(stockValuationEndpoint, '?groupBy=product');
  expect(byProduct.rows).toEqual([
    // 17 at the average of 40 and 60.
    expect.objectContaining({ name: 'milk', sku: 'milk', onHandMilli: 17_000, valueMinor: 850, retailMinor: 170_000 }),
    // 5 × 30 + 4 × 45 + 2 × 10.
    expect.objectContaining({ name: 'yoghurt', onHandMilli: 11_000, valueMinor: 350, retailMinor: 110_000 }),
    // 6 × 33.3333.
    expect.objectContaining({ name: 'soap', onHandMilli: 6000, valueMinor: 200 }),
    expect.objectContaining({ name: 'bread', onHandMilli: 0, valueMinor: 0, oversoldMilli: 2000, oversoldMinor: 100 }),
  ]);
  const total = {
    onHandMilli: 34_000,
    valueMinor: 1400,
    retailMinor: 340_000,
    oversoldMilli: 2000,
    oversoldMinor: 100,
  };
  expect(byProduct.total).toEqual(total);
  const byStore = await read(stockValuationEndpoint, '?groupBy=store&sort=name');
  expect(byStore.rows.map(({ name, valueMinor }) => [name, valueMinor])).toEqual([
    ['Surulere', 1200],
    ['Yaba', 200],
  ]);
  const one = await read(stockValuationEndpoint, `?groupBy=category&storeId=${otherId}`);
  expect(one.rows).toMatchObject([{ key: NO_ID, name: 'None', valueMinor: 200 }]);
});

test('the summary of stock says what runs out and what expires', async () => {
  const summary = await read(inventorySummaryEndpoint, '?days=30');
  expect(summary.total).toMatchObject({
    variantCount: 4,
    valueMinor: 1400,
    // All but milk: eleven of yoghurt, six of soap, none of bread.
    belowReorderCount: 3,
    outOfStockCount: 1,
    expiringCount: 1,
    expiringMilli: 5000,
    expiringMinor: 150,
    expiredCount: 1,
    expiredMilli: 2000,
  });
  expect((await read(inventorySummaryEndpoint, '?days=90')).total).toMatchObject({
    expiringCount: 2,
    expiringMilli: 9000,
  });
  const byCategory = await read(inventorySummaryEndpoint, '?groupBy=category');
  expect(byCategory.rows.map(({ name, variantCount }) => [name, variantCount])).toContainEqual(['Fresh', 3]);
});

test('what is not bought is dead stock, with the day on which it last was', async () => {
  const dead = await read(deadStockEndpoint, '?days=60');
  expect(dead.rows).toMatchObject([
    { name: 'yoghurt', storeName: 'Surulere', onHandMilli: 11_000, valueMinor: 350, lastSoldOn: null },
    {
      name: 'soap',
      storeName: 'Yaba',
      onHandMilli: 6000,
      valueMinor: 200,
      lastSoldOn: '2026-02-21',
      averageCostE4: 333_333,
    },
  ]);
  expect(dead.total).toEqual({ count: 2, onHandMilli: 17_000, valueMinor: 550, retailMinor: 170_000 });
  expect((await read(deadStockEndpoint, '?days=120')).rows).toMatchObject([{ name: 'yoghurt' }]);
});

test('what is on its way counts where it goes, at what it cost where it left, until it arrives', async () => {
  const agege = await add('/stores', { name: 'Agege', code: 'AGE', timeZone: 'Africa/Lagos' });
  const lines = [{ variantId: goods.milk, quantityMilli: 4000 }];
  const sent = { fromStoreId: storeId, toStoreId: agege, lines };
  const transferId = await add('/inventory/transfer', sent);
  const figuresOf = async (query: string) =>
    (await read(inventorySummaryEndpoint, query)).rows.map((row) => [
      row.name,
      row.onHandMilli,
      row.inTransitMilli,
      row.inTransitMinor,
    ]);
  expect(new Set(await figuresOf(''))).toEqual(
    new Set([
      ['Agege', 0, 4000, 200],
      ['Surulere', 24_000, 0, 0],
      ['Yaba', 6000, 0, 0],
    ]),
  );
  expect(await figuresOf(`?storeId=${agege}&groupBy=category`)).toEqual([['Fresh', 0, 4000, 200]]);
  const before = (await read(inventorySummaryEndpoint)).total;
  expect(before).toMatchObject({ onHandMilli: 30_000, inTransitMilli: 4000, inTransitMinor: 200 });
  world.server.clock.advance(1000);
  await add(`/inventory/transfer/${transferId}/receive`, {});
  expect(await figuresOf(`?storeId=${agege}`)).toEqual([['Agege', 4000, 0, 0]]);
});

/** The facts that the test makes many of; levels are sums, and a question about all stock reads them all. */
const FACTS = /^(sales_.*|payments|stock_.*|shifts|cash_movements|till_journal)$/;

test('no report reads facts from end to end, however its plan is kept', async () => {
  const { business } = await fillFacts(world, { days: 250, salesEachDay: 60 });
  const session = {
    businessId: business.businessId,
    userId: business.ownerId,
    fullName: '',
    roleKey: 'owner',
    permissions: ['*'],
    limits: { discountPpm: 0, refundMinor: minor(0), pettyMinor: minor(0) },
    storeIds: [],
  };
  const month = { from: '2026-05-01', to: '2026-05-31' };
  const cases = ['none', 'day', 'store', 'product', 'cashier', 'till', 'category'].flatMap((groupBy) => [
    { ...month, groupBy },
    { ...month, groupBy, storeId: business.storeId },
    { ...month, groupBy, cashierId: business.ownerId },
    { ...month, groupBy, method: 'card' },
  ]);
  const seen = await withTenant(world.pool, business.businessId, async (tx) => {
    // A kept plan must do as well as one that is made for the question.
    await tx`set local plan_cache_mode = force_generic_plan`;
    const asking = { tx, session, nowMs: world.clock.nowMs() };
    const refused: string[] = [];
    for (const report of REPORTS)
      for (const query of cases)
        await report.table(asking, query).catch((cause: unknown) => {
          if (!(cause instanceof BadInput)) throw cause;
          refused.push(report.type);
        });
    const of = { id: business.businessId, currency: 'NGN', timeZone: 'Africa/Lagos', dayStartMinutes: 0 };
    await endOfDay(tx, { business: of, storeIds: [business.storeId], date: '2026-05-31', nowMs: asking.nowMs });
    expect(refused.length).toBeLessThan((REPORTS.length * cases.length) / 2);
    return tx<{ relname: string; scans: number; rows: number }[]>`
      select relname, seq_scan as scans, seq_tup_read as rows from pg_stat_xact_user_tables where seq_scan > 0`;
  });
  expect(seen.filter(({ relname }) => FACTS.test(relname))).toEqual([]);
}, 120_000);
