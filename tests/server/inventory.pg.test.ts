import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  expiringStockEndpoint,
  inventoryRowSchema,
  listBatchesEndpoint,
  lowStockEndpoint,
  stockHistoryRowSchema,
} from '#shared/api/inventory-endpoints.ts';
import { inventorySummaryEndpoint } from '#shared/api/report-endpoints.ts';
import { storeMetricsSchema } from '#shared/api/store-metrics.ts';
import { NO_ID } from '#shared/base/ids.ts';
import { verifyBusiness } from '#server/db/verify-server.ts';
import { type SignedInOwner, dataOf, registerOwner } from '../support/api-caller.ts';
import { type SyncWorld, openSyncWorld } from '../sync/support/sync-world.ts';
import { type StockedShop, openStockedShop } from './support/stocked-shop.ts';

const NOWHERE = '01890000-0000-7000-8000-0000000000ff';

let world: SyncWorld;
let shop: StockedShop;
let ada: SignedInOwner;
let ben: SignedInOwner;

beforeAll(async () => {
  world = await openSyncWorld();
  shop = await openStockedShop(world, 'ada@example.test');
  ada = shop.owner;
  ben = await registerOwner(world.server, 'ben@example.test', 'Ben Stores');
});
afterAll(() => world[Symbol.asyncDispose]());

const costOf = async (variantId: string): Promise<unknown> =>
  (await world.root`select cost_e4 from product_variants where id = ${variantId}`)[0]?.['cost_e4'];

test('goods come in at a cost, which moves the average of their level and the cost of the variant', async () => {
  const { variantId } = await shop.product('Milk', { costE4: 400_000 });
  expect(await shop.receive(variantId, 10_000, { unitCostE4: 500_000 })).toMatchObject({
    storeId: shop.yaba,
    reviewReasons: [],
    lines: [{ variantId, batchId: NO_ID, quantityMilli: 10_000, unitCostE4: 500_000, onHandMilli: 10_000 }],
  });
  // Nothing lay there: the cost is what was paid.
  expect(await costOf(variantId)).toBe(500_000);
  await shop.receive(variantId, 30_000, { unitCostE4: 700_000 });
  expect(await costOf(variantId)).toBe(650_000);
  const lines = [{ variantId, quantityMilli: 10_000, unitCostE4: 900_000 }];
  await shop.post('/inventory/receive', { storeId: shop.ikeja, updatesCost: false, lines });
  expect(await costOf(variantId)).toBe(650_000);
  const rows = dataOf(
    await ada.call('GET', `/inventory?variantId=${variantId}&sort=-valueMinor`),
    z.array(inventoryRowSchema),
  );
  expect(rows).toMatchObject([
    { storeId: shop.yaba, quantityMilli: 40_000, averageCostE4: 650_000, valueMinor: 2600 },
    { storeId: shop.ikeja, quantityMilli: 10_000, averageCostE4: 900_000, valueMinor: 900 },
  ]);
});

test('what leaves without a named batch goes first expired first out, and a number is one batch', async () => {
  const { id, variantId } = await shop.product('Yoghurt', { hasBatches: true });
  const late = await shop.receive(variantId, 5000, { batch: { number: 'B', expiresOn: '2026-07-01' } });
  const soon = await shop.receive(variantId, 3000, { batch: { number: 'A', expiresOn: '2026-06-10' } });
  const again = await shop.receive(variantId, 1000, { batch: { number: 'A' } });
  expect(again.lines[0]?.batchId).toBe(soon.lines[0]?.batchId);
  const removed = await shop.post('/inventory/remove', {
    storeId: shop.yaba,
    reason: 'damaged',
    note: 'Fell',
    lines: [
      { variantId, quantityMilli: 2000 },
      { variantId, quantityMilli: 3000 },
    ],
  });
  expect(removed).toMatchObject({
    status: 201,
    body: {
      data: {
        lines: [
          { batchId: soon.lines[0]?.batchId, quantityMilli: -2000, onHandMilli: 0 },
          { batchId: soon.lines[0]?.batchId, quantityMilli: -2000, onHandMilli: 0 },
          { batchId: late.lines[0]?.batchId, quantityMilli: -1000, onHandMilli: 4000 },
        ],
      },
    },
  });
  const other = { storeId: shop.yaba, lines: [{ variantId, quantityMilli: 1000, unitCostE4: 1 }] };
  const lines = [{ ...other.lines[0], batch: { number: 'A', expiresOn: '2026-06-11' } }];
  expect(await shop.post('/inventory/receive', { ...other, lines })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'lines.0.batch.expiresOn' }] },
  });
  const batches = dataOf(
    await ada.call('GET', `/inventory/batches?productId=${id}&hasStock=true`),
    listBatchesEndpoint.answer,
  );
  expect(batches).toMatchObject([
    {
      number: 'B',
      expiresOn: '2026-07-01',
      quantityMilli: 4000,
      stores: [{ storeId: shop.yaba, quantityMilli: 4000 }],
    },
  ]);
});

test('a shelf may go below nothing: the goods are gone, and a person is to look at it', async () => {
  const { variantId } = await shop.product('Rice', { unit: 'kg' });
  const lines = [{ variantId, quantityMilli: 1500 }];
  const came = await shop.post('/inventory/remove', { storeId: shop.yaba, reason: 'own_use', lines });
  expect(came).toMatchObject({
    status: 201,
    body: { data: { reviewReasons: ['negative_stock'], lines: [{ onHandMilli: -1500 }] } },
  });
  expect((await ada.call('GET', `/inventory?state=negative&variantId=${variantId}`)).body).toMatchObject({
    data: [{ quantityMilli: -1500, isLow: true }],
    meta: { total: 1 },
  });
});

test('what is low or expires soon is listed, all batches together, by the store’s own day', async () => {
  const { variantId } = await shop.product('Cheese', {
    hasBatches: true,
    reorderLevelMilli: 5000,
    expiryAlertDays: 10,
  });
  await shop.receive(variantId, 3000, { batch: { number: 'C1', expiresOn: '2026-06-05' }, unitCostE4: 20_000_000 });
  await shop.receive(variantId, 3000, { batch: { number: 'C2', expiresOn: '2026-06-20' } });
  const low = async () =>
    dataOf(await ada.call('GET', `/inventory/low-stock?storeId=${shop.yaba}&q=Cheese`), lowStockEndpoint.answer);
  expect(await low()).toEqual([]);
  await shop.post('/inventory/remove', {
    storeId: shop.yaba,
    reason: 'theft',
    lines: [{ variantId, quantityMilli: 2000 }],
  });
  expect(await low()).toMatchObject([{ variantId, quantityMilli: 4000, reorderLevelMilli: 5000, shortMilli: 1000 }]);
  expect((await ada.call('GET', `/inventory/store/${shop.yaba}?state=low&q=Cheese`)).body).toMatchObject({
    meta: { total: 2 },
  });
  const expiring = async (days: string) =>
    dataOf(await ada.call('GET', `/inventory/expiring?q=Cheese${days}`), expiringStockEndpoint.answer);
  expect(await expiring('')).toMatchObject([
    { batchNumber: 'C1', expiresOn: '2026-06-05', daysLeft: 4, quantityMilli: 1000, valueMinor: 2000 },
  ]);
  expect(await expiring('&days=30')).toHaveLength(2);
  expect(await expiring('&days=3')).toEqual([]);
});

test('what runs out is one number, in the list, in the summary and in how the store does', async () => {
  const counts = async (): Promise<number[]> => {
    const listed = await ada.call('GET', `/inventory/low-stock?storeId=${shop.yaba}&limit=200`);
    const summed = await ada.call('GET', `/reports/inventory-summary?storeId=${shop.yaba}`);
    const metrics = await ada.call('GET', `/stores/${shop.yaba}/metrics`);
    return [
      dataOf(listed, lowStockEndpoint.answer).length,
      dataOf(summed, inventorySummaryEndpoint.answer).total.belowReorderCount,
      dataOf(metrics, storeMetricsSchema).stock.low,
    ];
  };
  const before = await counts();
  expect(new Set(before).size).toBe(1);
  const bag = await shop.product('Bag', { reorderLevelMilli: 5000 });
  const lamp = await shop.product('Lamp', { reorderLevelMilli: 5000 });
  for (const { variantId } of [bag, lamp]) await shop.receive(variantId, 1000);
  expect(await counts()).toEqual(before.map((count) => count + 2));
  // Nobody counts bags any more, and of lamps this store wants none.
  const headers = { 'if-match': '*' };
  const edited = await ada.call('PUT', `/products/${bag.id}`, { body: { trackInventory: false }, headers });
  expect(edited).toMatchObject({ status: 200 });
  await world.root`update inventory set reorder_level_milli = 0 where variant_id = ${lamp.variantId}`;
  // Whoever writes past the feed tells no cache of it.
  await shop.receive(lamp.variantId, 1000);
  expect(await counts()).toEqual(before);
});

test('the history says who moved what and what lay there after each step, page by page and by cursor', async () => {
  const { id, variantId } = await shop.product('Sugar');
  const step = async (quantityMilli: number): Promise<void> => {
    world.server.clock.advance(1000);
    const lines = [{ variantId, quantityMilli }];
    await shop.post('/inventory/adjust', { storeId: shop.yaba, reason: quantityMilli > 0 ? 'found' : 'other', lines });
  };
  for (const quantityMilli of [5000, -2000, 4000, -1000, -1000]) await step(quantityMilli);
  const history = (query: string) => ada.call('GET', `/inventory/history/${id}${query}`);
  const whole = dataOf(await history(''), z.array(stockHistoryRowSchema));
  expect(whole.map(({ levelMilli }) => levelMilli)).toEqual([5000, 6000, 7000, 3000, 5000]);
  expect(whole[0]).toMatchObject({ kind: 'adjust', reason: 'other', byId: ada.userId, byName: 'Ada Obi' });
  const paged: unknown[] = [];
  let cursor: string | null | undefined = '';
  while (typeof cursor === 'string') {
    const came = await history(`?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
    paged.push(...dataOf(came, z.array(stockHistoryRowSchema)));
    cursor = z.object({ meta: z.object({ nextCursor: z.string().nullable() }) }).parse(came.body).meta.nextCursor;
  }
  expect(paged).toEqual(whole);
  expect(await history('?kind=receive')).toMatchObject({ body: { data: [], meta: { total: 0 } } });
  expect(await history('?cursor=none')).toMatchObject({ status: 400 });
  expect(await ben.call('GET', `/inventory/history/${id}`)).toMatchObject({ status: 404 });
});

test.each([
  ['an unknown variant', { variantId: NOWHERE }, 'lines.0.variantId'],
  ['half a piece', { quantityMilli: 500 }, 'lines.0.quantityMilli'],
  ['nothing', { quantityMilli: 0 }, 'lines.0.quantityMilli'],
  ['a batch of nothing', { batchId: NOWHERE }, 'lines.0.batchId'],
])('%s is refused and names the field', async (_, wrong, field) => {
  const { variantId } = await shop.product('Salt');
  const lines = [{ variantId, quantityMilli: 1000, ...wrong }];
  expect(await shop.post('/inventory/adjust', { storeId: shop.yaba, reason: 'found', lines })).toMatchObject({
    status: 422,
    body: { errors: [{ field }] },
  });
});

test('goods whose stock is not kept don’t move, and a day must be in the calendar', async () => {
  const { variantId } = await shop.product('Repair', { trackInventory: false });
  const line = { variantId, quantityMilli: 1000, unitCostE4: 1 };
  expect(await shop.post('/inventory/receive', { storeId: shop.yaba, lines: [line] })).toMatchObject({ status: 422 });
  const batch = { number: 'X', expiresOn: '2026-02-30' };
  expect(await shop.post('/inventory/receive', { storeId: shop.yaba, lines: [{ ...line, batch }] })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'lines.0.batch.expiresOn' }] },
  });
});

test('somebody limited to a store sees and moves that one, a clerk moves nothing, another business is not there', async () => {
  const { id, variantId } = await shop.product('Oil');
  await shop.receive(variantId, 5000);
  await shop.receive(variantId, 5000, { storeId: shop.ikeja });
  const limited = await shop.colleague('manager', [shop.ikeja]);
  const body = { storeId: shop.yaba, reason: 'found', lines: [{ variantId, quantityMilli: 1000 }] };
  expect(await limited.call('POST', '/inventory/adjust', { body })).toMatchObject({ status: 404 });
  expect(await limited.call('POST', '/inventory/adjust', { body: { ...body, storeId: shop.ikeja } })).toMatchObject({
    status: 201,
  });
  for (const path of [`/inventory?variantId=${variantId}`, `/inventory/history/${id}`]) {
    const rows = dataOf(await limited.call('GET', path), z.array(z.looseObject({ storeId: z.string() })));
    expect(new Set(rows.map(({ storeId }) => storeId))).toEqual(new Set([shop.ikeja]));
  }
  expect(await limited.call('GET', `/inventory/store/${shop.yaba}`)).toMatchObject({ status: 404 });
  const clerk = await shop.colleague('sales_clerk', []);
  expect(await clerk.call('POST', '/inventory/adjust', { body })).toMatchObject({ status: 403 });
  expect(await ben.call('POST', '/inventory/adjust', { body })).toMatchObject({ status: 404 });
  expect((await ben.call('GET', '/inventory')).body).toMatchObject({ meta: { total: 0 } });
});

test('a repeated paper with the same key moves goods once, at once too, and many at once end right', async () => {
  const { variantId } = await shop.product('Tin');
  const body = {
    storeId: shop.yaba,
    lines: [{ variantId, quantityMilli: 1000, unitCostE4: 1000, batch: { number: 'T' } }],
  };
  const send = (key: string) => ada.call('POST', '/inventory/receive', { body, headers: { 'idempotency-key': key } });
  await Promise.all(Array.from({ length: 10 }, (_, number) => send(`tin-${number % 5}`)));
  expect(await shop.onHand(variantId)).toBe(5000);
  const batches = await ada.call('GET', `/inventory/batches?variantId=${variantId}`);
  expect(batches.body).toMatchObject({ meta: { total: 1 } });
});

test('what moved reaches the tills of the store, stands in the log, and all of it can be worked out again', async () => {
  const { variantId } = await shop.product('Fed', { hasBatches: true });
  const { id, lines } = await shop.receive(variantId, 5000, { batch: { number: 'F', expiresOn: '2026-12-31' } });
  const batchId = lines[0]?.batchId ?? '';
  const fed = await world.root`
    select entity, class, scope_id from feed where id = any(${[batchId, `${shop.yaba}/${variantId}/${batchId}`]}) order by entity`;
  expect(fed).toMatchObject([
    { entity: 'batch', class: 'catalogue', scope_id: NO_ID },
    { entity: 'level', class: 'levels', scope_id: shop.yaba },
  ]);
  expect((await ada.call('GET', `/audit-logs?entityId=${id}`)).body).toMatchObject({
    data: [{ action: 'stock.received', newValues: { storeId: shop.yaba } }],
  });
  expect(await verifyBusiness(world.pool, ada.businessId)).toEqual([]);
});
