import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Id } from '#shared/base/ids.ts';
import { productChange, salePayload } from './support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from './support/sync-world.ts';
import type { TestTill } from './support/test-till.ts';

let world: SyncWorld;
let variantId: Id;
beforeAll(async () => {
  world = await openSyncWorld();
  variantId = world.makeId();
  await world.web([productChange(world.makeId(), variantId, 'Peak Milk 400 g')]);
});
afterAll(() => world[Symbol.asyncDispose]());

const ROUNDS = 12;

function sell(till: TestTill, told: { saleId: Id; lineId: Id; payment?: Id }) {
  const payload = salePayload(world.makeId, {
    saleId: told.saleId,
    things: [{ variantId, quantityMilli: 1000, priceMinor: 10_000, lineId: told.lineId }],
    ...(told.payment === undefined ? {} : { payment: { id: told.payment, state: 'pending', method: 'transfer' } }),
  });
  return till.write('sale.completed', payload, { entityId: told.saleId });
}

function giveBack(till: TestTill, told: { saleId: Id; lineId: Id }) {
  const saleId = world.makeId();
  const things = [{ variantId, quantityMilli: -1000, priceMinor: 10_000, refundOfLineId: told.lineId }];
  till.write('sale.refunded', salePayload(world.makeId, { saleId, refundOf: told.saleId, things }), {
    entityId: saleId,
  });
}

const told = () => ({ saleId: world.makeId(), lineId: world.makeId() });
const overRefunds = async (saleId: Id): Promise<number> =>
  (await world.root`select id from sync_cases where kind = 'over_refund' and entity_id = ${saleId}`).length;

test('the same goods given back at two tills at the same moment are seen for what they are', async () => {
  const [seller, one, other] = [await world.till(), await world.till(), await world.till()];
  for (let round = 0; round < ROUNDS; round += 1) {
    const sold = told();
    sell(seller, sold);
    await seller.pushAll();
    giveBack(one, sold);
    giveBack(other, sold);
    const replies = await Promise.all([one.pushAll(), other.pushAll()]);
    expect(replies.map(({ ok }) => ok)).toEqual([true, true]);
    expect(await overRefunds(sold.saleId), `round ${round}`).toBe(1);
    expect(await world.root`select review_reasons from sales_orders where refund_of = ${sold.saleId}`).toEqual([
      { review_reasons: ['over_refund'] },
      { review_reasons: ['over_refund'] },
    ]);
  }
});

test('a sale and what waits for it may be under way at the same moment, and still find each other', async () => {
  const [seller, one, other] = [await world.till(), await world.till(), await world.till()];
  for (let round = 0; round < ROUNDS; round += 1) {
    const sold = told();
    const paymentId = world.makeId();
    sell(seller, { ...sold, payment: paymentId });
    giveBack(one, sold);
    one.write('payment.settled', { paymentId, saleId: sold.saleId, state: 'confirmed', reference: '1234' });
    giveBack(other, sold);
    await Promise.all([one.pushAll(), seller.pushAll(), other.pushAll()]);
    expect(await overRefunds(sold.saleId), `round ${round}`).toBe(1);
    const [payment] = await world.root`select state from payments where id = ${paymentId}`;
    expect(payment?.['state'], `round ${round}`).toBe('confirmed');
    expect(await world.root`select * from awaiting`, `round ${round}`).toEqual([]);
  }
});
