import { afterAll, beforeAll, expect, test } from 'vitest';
import { countAnswerSchema } from '#shared/api/count-endpoints.ts';
import { costE4 } from '#shared/base/money.ts';
import { type SyncWorld, openSyncWorld } from '../../sync/support/sync-world.ts';
import { salePayload } from '../../sync/support/make-goods.ts';
import { dataOf } from '../../support/api-caller.ts';
import { type StockedShop, openStockedShop } from '../support/stocked-shop.ts';

const RANGE = 'from=2026-06-01&to=2026-06-01';
/** Ten million each in minor units; fifty thousand of them cost more than half of 2^53, counted in 1/10,000. */
const UNIT_COST = costE4(100_000_000_000);
const FIFTY_THOUSAND_MILLI = 50_000_000;
const PRICE_MINOR = 12_000_000;

let world: SyncWorld;
let shop: StockedShop;

beforeAll(async () => {
  world = await openSyncWorld();
  shop = await openStockedShop(world, 'ada@example.test');
});
afterAll(() => world[Symbol.asyncDispose]());

test('costs that pass 2^53 in 1/10,000 of the minor unit are reported to the last minor unit', async () => {
  const { variantId } = await shop.product('Gold bar');
  const till = await world.till({ businessId: shop.owner.businessId, storeId: shop.yaba, ownerId: shop.owner.userId });
  const sales = [1, 2].map(() => {
    const things = [{ variantId, quantityMilli: FIFTY_THOUSAND_MILLI, priceMinor: PRICE_MINOR }];
    const { lines, ...sale } = salePayload(world.makeId, { saleId: world.makeId(), things });
    const dear = lines.map((line) => ({ ...line, unitCostE4: UNIT_COST }));
    return till.write('sale.completed', { ...sale, lines: dear }, { atMs: world.server.clock.nowMs() });
  });
  await till.hello();
  expect(await till.push(sales)).toMatchObject({ ok: true, answer: { lastSeq: 2 } });
  const costMinor = 1_000_000_000_000;
  const ask = async (path: string) => await shop.owner.call('GET', path);
  expect(await ask(`/reports/profit-loss?${RANGE}`)).toMatchObject({
    status: 200,
    body: { data: { total: { costOfGoodsMinor: costMinor } } },
  });
  for (const groupBy of ['day', 'hour', 'store', 'category', 'product', 'cashier', 'till'])
    expect(await ask(`/reports/sales-summary?${RANGE}&groupBy=${groupBy}`)).toMatchObject({ status: 200 });
  expect(await ask(`/reports/sales-summary?${RANGE}&groupBy=day&method=cash`)).toMatchObject({ status: 200 });
  for (const report of ['top-products', 'cashiers'])
    expect(await ask(`/reports/${report}?${RANGE}`)).toMatchObject({ status: 200 });
  expect(await ask(`/reports/end-of-day?date=2026-06-01&storeId=${shop.yaba}`)).toMatchObject({ status: 200 });
  expect(await ask(`/stores/${shop.yaba}/metrics`)).toMatchObject({ status: 200 });
});

test('a count that puts the worth of a shelf beyond 2^53 in 1/10,000 of the minor unit is reported', async () => {
  const { id: productId, variantId } = await shop.product('Diamond');
  await shop.receive(variantId, 1000, { unitCostE4: UNIT_COST });
  const scope = { kind: 'variants', variantIds: [variantId] };
  const opened = await shop.post('/inventory/counts', { storeId: shop.yaba, scope, note: '' });
  const { id } = dataOf(opened, countAnswerSchema);
  const lines = [{ variantId, countedMilli: 1_000_000_000 }];
  expect(await shop.post(`/inventory/counts/${id}/lines`, { lines })).toMatchObject({ status: 200 });
  expect(await shop.post(`/inventory/counts/${id}/close`, {})).toMatchObject({ status: 200 });
  expect(await shop.owner.call('GET', `/inventory/history/${productId}`)).toMatchObject({ status: 200 });
  expect(await shop.owner.call('GET', `/reports/profit-loss?${RANGE}`)).toMatchObject({
    status: 200,
    body: { data: { total: { stockLosses: [{ reason: 'count', amountMinor: -999_999 * 10_000_000 }] } } },
  });
});
