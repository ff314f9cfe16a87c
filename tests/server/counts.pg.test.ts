import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CountAnswer, countAnswerSchema, countRowSchema } from '#shared/api/count-endpoints.ts';
import { stockHistoryRowSchema } from '#shared/api/inventory-endpoints.ts';
import { NO_ID } from '#shared/base/ids.ts';
import { milli } from '#shared/base/quantity.ts';
import { verifyBusiness } from '#server/db/verify-server.ts';
import { type Came, dataOf, registerOwner } from '../support/api-caller.ts';
import { salePayload } from '../sync/support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from '../sync/support/sync-world.ts';
import { type StockedShop, openStockedShop } from './support/stocked-shop.ts';

const NOWHERE = '01890000-0000-7000-8000-0000000000ff';
const MINUTE_MS = 60_000;

let world: SyncWorld;
let shop: StockedShop;

beforeAll(async () => {
  world = await openSyncWorld();
  shop = await openStockedShop(world, 'ada@example.test');
});
afterAll(() => world[Symbol.asyncDispose]());

const countOf = (came: Came): CountAnswer => dataOf(came, countAnswerSchema);
const open = async (scope: object, storeId = shop.yaba): Promise<string> =>
  countOf(await shop.post('/inventory/counts', { storeId, scope, note: 'June' })).id;
const enter = (id: string, variantId: string, countedMilli: number, more: object = {}): Promise<Came> =>
  shop.post(`/inventory/counts/${id}/lines`, { lines: [{ variantId, countedMilli, ...more }] });
const close = (id: string, body: object = {}): Promise<Came> => shop.post(`/inventory/counts/${id}/close`, body);
const remove = (variantId: string, quantityMilli: number): Promise<Came> =>
  shop.post('/inventory/remove', { storeId: shop.yaba, reason: 'own_use', lines: [{ variantId, quantityMilli }] });
const later = (): void => world.server.clock.advance(MINUTE_MS);

test('what was counted counts from its own moment: what moved meanwhile is taken off it', async () => {
  const { id: productId, variantId } = await shop.product('Milk');
  const other = await shop.product('Bread');
  await shop.receive(variantId, 10_000, { unitCostE4: 5_000_000 });
  await shop.receive(other.variantId, 4000, { unitCostE4: 1_000_000 });
  const id = await open({ kind: 'variants', variantIds: [variantId, other.variantId] });
  later();
  await remove(variantId, 1000);
  expect(await enter(id, variantId, 7000)).toMatchObject({
    status: 200,
    body: {
      data: {
        state: 'open',
        varianceMilli: -2000,
        varianceMinor: -1000,
        lines: [
          { variantId, countedMilli: 7000, expectedMilli: 9000, varianceMinor: -1000 },
          { variantId: other.variantId, countedMilli: null, expectedMilli: 4000, varianceMilli: null },
        ],
      },
    },
  });
  await remove(variantId, 2000);
  later();
  await enter(id, other.variantId, 5000);
  later();
  await shop.receive(other.variantId, 1000, { unitCostE4: 1_000_000 });
  later();
  const closed = await close(id);
  expect(closed).toMatchObject({
    status: 200,
    body: {
      data: {
        state: 'closed',
        scope: 'variants',
        note: 'June',
        byName: 'Ada Obi',
        lineCount: 2,
        varianceMilli: -1000,
        varianceMinor: -900,
      },
    },
  });
  expect([await shop.onHand(variantId), await shop.onHand(other.variantId)]).toEqual([5000, 6000]);
  const history = dataOf(
    await shop.owner.call('GET', `/inventory/history/${productId}`),
    z.array(stockHistoryRowSchema),
  );
  expect(history.map(({ kind, quantityMilli, levelMilli }) => [kind, quantityMilli, levelMilli])).toEqual([
    ['adjust', -2000, 5000],
    ['count', -2000, 7000],
    ['adjust', -1000, 9000],
    ['receive', 10_000, 10_000],
  ]);
  expect(await close(id)).toMatchObject({ status: 409 });
});

test('a sale that comes in late is of its own time: before the count it changes the variance, after it the level', async () => {
  const { variantId } = await shop.product('Sugar');
  const till = await world.till({ businessId: shop.owner.businessId, storeId: shop.yaba, ownerId: shop.owner.userId });
  const sell = (quantityMilli: number): void => {
    const things = [{ variantId, quantityMilli, priceMinor: 1000 }];
    till.write('sale.completed', salePayload(world.makeId, { saleId: world.makeId(), things }), {
      atMs: world.server.clock.nowMs(),
    });
  };
  await shop.receive(variantId, 10_000);
  later();
  sell(1000);
  later();
  const id = await open({ kind: 'variants', variantIds: [variantId] });
  await enter(id, variantId, 9000);
  later();
  sell(2000);
  later();
  expect(await close(id)).toMatchObject({ body: { data: { varianceMilli: -1000 } } });
  expect(await shop.onHand(variantId)).toBe(9000);
  await till.pushAll();
  expect(await shop.onHand(variantId)).toBe(7000);
  expect((await shop.owner.call('GET', `/inventory/counts/${id}`)).body).toMatchObject({
    data: { varianceMilli: 0, lines: [{ countedMilli: 9000, expectedMilli: 9000, varianceMilli: 0 }] },
  });
  const [level] = await world.root`select anchor_hlc from inventory where variant_id = ${variantId}`;
  const [line] = await world.root`select hlc from stock_count_lines where count_id = ${id}`;
  expect(level?.['anchor_hlc']).toBe(line?.['hlc']);
});

test('a category is counted with its batches, and what nobody found is gone where that is said', async () => {
  const category = dataOf(await shop.post('/categories', { name: 'Dairy' }), z.looseObject({ id: z.string() }));
  const yoghurt = await shop.product('Yoghurt', { hasBatches: true, categoryId: category.id });
  const cheese = await shop.product('Cheese', { categoryId: category.id });
  const elsewhere = await shop.product('Rope');
  for (const { variantId } of [cheese, elsewhere]) await shop.receive(variantId, 3000);
  await shop.receive(yoghurt.variantId, 5000, { batch: { number: 'A', expiresOn: '2026-06-10' } });
  const id = await open({ kind: 'category', categoryId: category.id });
  expect(await enter(id, elsewhere.variantId, 1000)).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'lines.0.variantId' }] },
  });
  later();
  await enter(id, yoghurt.variantId, 4000, { batch: { number: 'A' } });
  later();
  const found = await enter(id, yoghurt.variantId, 2000, { batch: { number: 'B', expiresOn: '2026-07-01' } });
  expect(countOf(found).lines.map(({ batchNumber, countedMilli }) => [batchNumber, countedMilli])).toEqual(
    expect.arrayContaining([
      ['A', 4000],
      ['B', 2000],
      [null, null],
    ]),
  );
  later();
  await enter(id, yoghurt.variantId, 4500, { batch: { number: 'A' } }).then((came) => expect(came.status).toBe(422));
  expect(await close(id, { missingIsZero: true })).toMatchObject({
    body: { data: { lineCount: 3, varianceMilli: -2000 } },
  });
  expect([
    await shop.onHand(yoghurt.variantId),
    await shop.onHand(cheese.variantId),
    await shop.onHand(elsewhere.variantId),
  ]).toEqual([6000, 0, 3000]);
});

test('a count can be given up, and an empty one closes nothing', async () => {
  const { variantId } = await shop.product('Tea');
  await shop.receive(variantId, 3000);
  const id = await open({ kind: 'variants', variantIds: [variantId] });
  expect(await close(id)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  await enter(id, variantId, 1000);
  expect(await shop.owner.call('DELETE', `/inventory/counts/${id}`)).toMatchObject({ status: 200 });
  expect(await enter(id, variantId, 1000)).toMatchObject({ status: 409 });
  expect(await shop.onHand(variantId)).toBe(3000);
  const cancelled = await shop.owner.call('GET', '/inventory/counts?state=cancelled');
  expect(dataOf(cancelled, z.array(countRowSchema)).map((row) => row.id)).toEqual([id]);
});

test('counts of tills are listed too; each person sees those of their stores', async () => {
  const { variantId } = await shop.product('Salt');
  const till = await world.till({ businessId: shop.owner.businessId, storeId: shop.yaba, ownerId: shop.owner.userId });
  const countId = world.makeId();
  const shelf = { variantId, batchId: NO_ID, countedMilli: milli(8000), expectedMilli: milli(8000) };
  till.write('stock.counted', { countId, note: 'evening', lines: [{ id: world.makeId(), ...shelf }] });
  await till.pushAll();
  expect((await shop.owner.call('GET', `/inventory/counts/${countId}`)).body).toMatchObject({
    data: { state: 'closed', scope: 'some', note: 'evening', varianceMilli: 8000 },
  });
  const mine = await open({ kind: 'store' }, shop.ikeja);
  const limited = await shop.colleague('manager', [shop.ikeja]);
  const seen = dataOf(await limited.call('GET', '/inventory/counts'), z.array(countRowSchema));
  expect(seen.map(({ id }) => id)).toEqual([mine]);
  expect(await limited.call('GET', `/inventory/counts/${countId}`)).toMatchObject({ status: 404 });
  const ben = await registerOwner(world.server, 'ben@example.test', 'Ben Stores');
  expect(await ben.call('GET', `/inventory/counts/${mine}`)).toMatchObject({ status: 404 });
  expect(await ben.call('DELETE', `/inventory/counts/${mine}`)).toMatchObject({ status: 404 });
  const scope = { kind: 'category', categoryId: NOWHERE };
  expect(await shop.post('/inventory/counts', { storeId: shop.yaba, scope })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'scope.categoryId' }] },
  });
  expect(await verifyBusiness(world.pool, shop.owner.businessId)).toEqual([]);
});
