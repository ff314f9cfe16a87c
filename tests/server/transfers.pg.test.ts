import fc from 'fast-check';
import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TransferAnswer, transferAnswerSchema } from '#shared/api/transfer-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { NO_ID } from '#shared/base/ids.ts';
import { costE4 } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { verifyBusiness } from '#server/db/verify-server.ts';
import { type Came, dataOf, registerOwner } from '../support/api-caller.ts';
import { type SyncWorld, openSyncWorld } from '../sync/support/sync-world.ts';
import { type StockedShop, openStockedShop } from './support/stocked-shop.ts';

const NOWHERE = '01890000-0000-7000-8000-0000000000ff';

let world: SyncWorld;
let shop: StockedShop;

beforeAll(async () => {
  world = await openSyncWorld();
  shop = await openStockedShop(world, 'ada@example.test');
});
afterAll(() => world[Symbol.asyncDispose]());

const transferOf = (came: Came): TransferAnswer => dataOf(came, transferAnswerSchema);
const send = (variantId: string, quantityMilli: number, more: object = {}): Promise<Came> =>
  shop.post('/inventory/transfer', {
    fromStoreId: shop.yaba,
    toStoreId: shop.ikeja,
    lines: [{ variantId, quantityMilli }],
    ...more,
  });
const receive = (id: string, body: object): Promise<Came> => {
  world.server.clock.advance(1000);
  return shop.post(`/inventory/transfer/${id}/receive`, body);
};
const lineOf = (transfer: TransferAnswer): string => must(transfer.lines[0], 'it has a line').id;

test('goods leave the shelf, are on their way, and arrive at the cost that they left at', async () => {
  const { variantId } = await shop.product('Milk');
  await shop.receive(variantId, 10_000, { unitCostE4: 650_000 });
  const came = await send(variantId, 4000, { note: 'For the weekend' });
  expect(came).toMatchObject({
    status: 201,
    body: {
      data: {
        fromStoreName: 'Yaba',
        toStoreName: 'Ikeja',
        state: 'in_transit',
        note: 'For the weekend',
        sentByName: 'Ada Obi',
        inTransitMilli: 4000,
        inTransitValueMinor: 260,
        lines: [{ variantId, sentMilli: 4000, unitCostE4: 650_000 }],
      },
    },
  });
  const { id } = transferOf(came);
  expect([await shop.onHand(variantId), await shop.onHand(variantId, shop.ikeja)]).toEqual([6000, 0]);
  expect(await receive(id, {})).toMatchObject({
    status: 201,
    body: {
      data: {
        state: 'received',
        inTransitMilli: 0,
        lines: [{ arrivedMilli: 4000 }],
        receipts: [{ storeId: shop.ikeja }],
      },
    },
  });
  const [level] = await world.root`
    select quantity_milli, average_cost_e4 from inventory where store_id = ${shop.ikeja} and variant_id = ${variantId}`;
  expect(level).toMatchObject({ quantity_milli: 4000, average_cost_e4: 650_000 });
  expect(await receive(id, {})).toMatchObject({ status: 409, body: { code: 'conflict' } });
});

test('what is short stays on its way until somebody says that it was lost, or that it came back', async () => {
  const { variantId } = await shop.product('Eggs');
  await shop.receive(variantId, 30_000);
  const transfer = transferOf(await send(variantId, 12_000));
  const lineId = lineOf(transfer);
  const part = await receive(transfer.id, {
    lines: [{ lineId, quantityMilli: 8000, lostMilli: 1000, reason: 'damaged' }],
  });
  expect(part).toMatchObject({
    body: { data: { state: 'in_transit', inTransitMilli: 3000, lostMilli: 1000, lostValueMinor: 50 } },
  });
  expect((await receive(transfer.id, { lines: [{ lineId, quantityMilli: 4000 }] })).body).toMatchObject({
    errors: [{ field: 'lines.0.quantityMilli' }],
  });
  expect((await receive(transfer.id, { lines: [{ lineId, quantityMilli: 0, lostMilli: 1000 }] })).body).toMatchObject({
    errors: [{ field: 'lines.0.reason' }],
  });
  const back = await receive(transfer.id, { storeId: shop.yaba, lines: [{ lineId, quantityMilli: 2000 }] });
  expect(back).toMatchObject({
    body: { data: { state: 'in_transit', lines: [{ returnedMilli: 2000, inTransitMilli: 1000 }] } },
  });
  await receive(transfer.id, { lines: [{ lineId, quantityMilli: 0, lostMilli: 1000, reason: 'theft' }] });
  expect((await shop.owner.call('GET', `/inventory/transfers/${transfer.id}`)).body).toMatchObject({
    data: { state: 'received', lostMilli: 2000, receipts: [{}, {}, { lines: [{ reason: 'theft', lostMilli: 1000 }] }] },
  });
  expect([await shop.onHand(variantId), await shop.onHand(variantId, shop.ikeja)]).toEqual([20_000, 8000]);
});

test('batches travel as they are, first expired first', async () => {
  const { variantId } = await shop.product('Yoghurt', { hasBatches: true });
  const late = await shop.receive(variantId, 5000, { batch: { number: 'B', expiresOn: '2026-07-01' } });
  const soon = await shop.receive(variantId, 3000, { batch: { number: 'A', expiresOn: '2026-06-10' } });
  const transfer = transferOf(await send(variantId, 4000));
  expect(transfer.lines).toMatchObject([
    { batchId: soon.lines[0]?.batchId, sentMilli: 3000 },
    { batchId: late.lines[0]?.batchId, sentMilli: 1000 },
  ]);
  await receive(transfer.id, {});
  const rows = await world.root<{ quantity_milli: number }[]>`
    select quantity_milli from inventory where store_id = ${shop.ikeja} and variant_id = ${variantId} order by quantity_milli`;
  expect(rows.map((row) => row.quantity_milli)).toEqual([1000, 3000]);
});

test.each([
  ['the same store', () => ({ toStoreId: shop.yaba }), 422, 'toStoreId'],
  ['a store that is not there', () => ({ toStoreId: NOWHERE }), 422, 'toStoreId'],
  ['an unknown variant', () => ({ lines: [{ variantId: NOWHERE, quantityMilli: 1000 }] }), 422, 'lines.0.variantId'],
])('sending to or of %s is refused', async (_, wrong, status, field) => {
  const { variantId } = await shop.product('Salt');
  expect(await send(variantId, 1000, wrong())).toMatchObject({ status, body: { errors: [{ field }] } });
});

test('each end sees its transfers, a third store and another business none', async () => {
  const { variantId } = await shop.product('Oil');
  const { id } = transferOf(await send(variantId, 1000));
  const here = await shop.colleague('manager', [shop.yaba]);
  const there = await shop.colleague('accountant', [shop.ikeja]);
  const list = async (query: string) =>
    dataOf(
      await here.call('GET', `/inventory/transfers?variantId=${variantId}${query}`),
      z.array(z.object({ id: z.string() })),
    );
  expect(await list('')).toEqual([{ id }]);
  expect(await list('&direction=out&state=in_transit&from=2026-06-01&to=2026-06-01')).toEqual([{ id }]);
  expect(await list('&direction=in')).toEqual([]);
  expect(await here.call('POST', `/inventory/transfer/${id}/receive`, { body: {} })).toMatchObject({ status: 404 });
  expect(await there.call('GET', `/inventory/transfers/${id}`)).toMatchObject({ status: 403 });
  const ben = await registerOwner(world.server, 'ben@example.test', 'Ben Stores');
  expect(await ben.call('GET', `/inventory/transfers/${id}`)).toMatchObject({ status: 404 });
  expect((await ben.call('GET', '/inventory/transfers')).body).toMatchObject({ meta: { total: 0 } });
});

/** Units over all stores, on their way and lost, and what all of it is worth. */
async function totals(variantId: string): Promise<{ units: number; value: number }> {
  const [row] = await world.root<{ units: number; value: number }[]>`
    with part as (
      select quantity_milli, average_cost_e4 as cost from inventory where variant_id = ${variantId}
      union all
      select sent_milli - arrived_milli - returned_milli, unit_cost_e4 from stock_transfer_lines where variant_id = ${variantId}
    ) select sum(quantity_milli)::bigint as units, round(sum(quantity_milli::numeric * cost) / 10000000)::bigint as value from part`;
  return { units: Number(row?.units), value: Number(row?.value) };
}

test('whatever is sent, received, lost and brought back: units and value of all stores, on their way and lost, stay the same', async () => {
  const step = fc.record({
    from: fc.boolean(),
    sent: fc.integer({ min: 1, max: 5 }),
    arrived: fc.integer({ min: 0, max: 5 }),
    lost: fc.integer({ min: 0, max: 5 }),
    returned: fc.integer({ min: 0, max: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 5 }), async (steps) => {
      const { variantId } = await shop.product('Rice');
      await shop.receive(variantId, 40_000, { unitCostE4: 333_333 });
      await shop.receive(variantId, 30_000, { unitCostE4: 777_777, storeId: shop.ikeja });
      const before = await totals(variantId);
      for (const { from, sent, ...became } of steps) {
        const [fromStoreId, toStoreId] = from ? [shop.yaba, shop.ikeja] : [shop.ikeja, shop.yaba];
        const transfer = transferOf(await send(variantId, sent * 1000, { fromStoreId, toStoreId }));
        const lineId = lineOf(transfer);
        const arrived = Math.min(became.arrived, sent);
        const lost = Math.min(became.lost, sent - arrived);
        const returned = Math.min(became.returned, sent - arrived - lost);
        const line = { lineId, quantityMilli: arrived * 1000, lostMilli: lost * 1000, reason: 'other' };
        if (arrived + lost > 0) await receive(transfer.id, { lines: [line] });
        const back = { storeId: fromStoreId, lines: [{ lineId, quantityMilli: returned * 1000 }] };
        if (returned > 0) await receive(transfer.id, back);
      }
      const after = await totals(variantId);
      expect(after.units).toBe(before.units);
      // Each time that goods come in, the average is rounded to 1/10,000 of a kobo a unit.
      expect(Math.abs(after.value - before.value)).toBeLessThanOrEqual(1);
    }),
    { numRuns: 4 },
  );
  expect(await verifyBusiness(world.pool, shop.owner.businessId)).toEqual([]);
});

test('a receipt may come before its transfer, and what differs is for a person to look at', async () => {
  const business = await world.addBusiness();
  const [sender, receiver] = [await world.till(business), await world.till(business)];
  const ids = { transferId: world.makeId(), lineId: world.makeId(), variantId: world.makeId() };
  const at = new Date(world.server.clock.nowMs());
  await world.root`insert into product_variants (business_id, id, created_at, updated_at) values (${business.businessId}, ${ids.variantId}, ${at}, ${at})`;
  const goods = { variantId: ids.variantId, batchId: NO_ID, unitCostE4: costE4(500_000) };
  const lines = [{ id: ids.lineId, ...goods, quantityMilli: milli(3000) }];
  sender.write('stock.transferred', { transferId: ids.transferId, toStoreId: NOWHERE, note: '', lines });
  const receipt = (quantityMilli: number, lostMilli: number): void => {
    const line = { ...goods, quantityMilli: milli(quantityMilli), lostMilli: milli(lostMilli) };
    receiver.write('stock.transfer_received', {
      receiptId: world.makeId(),
      transferId: ids.transferId,
      note: '',
      lines: [{ ...line, id: world.makeId(), transferLineId: ids.lineId, reason: lostMilli > 0 ? 'lost' : null }],
    });
  };
  const lying = () => world.root`
    select t.state, l.returned_milli, l.lost_milli from stock_transfers t join stock_transfer_lines l on l.transfer_id = t.id where t.id = ${ids.transferId}`;
  receipt(1000, 500);
  await receiver.pushAll();
  await sender.pushAll();
  expect(await lying()).toMatchObject([{ state: 'in_transit', returned_milli: 1000, lost_milli: 500 }]);
  receipt(2000, 0);
  await receiver.pushAll();
  expect(await lying()).toMatchObject([{ state: 'received', returned_milli: 3000, lost_milli: 500 }]);
  const odd =
    await world.root`select code from changes where business_id = ${business.businessId} and code = 'transfer_differs'`;
  expect(odd).toHaveLength(1);
  const wrong = await verifyBusiness(world.pool, business.businessId);
  expect(wrong.filter(({ check }) => check !== 'not in the feed')).toEqual([]);
});
