import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_ID, type Id } from '#shared/base/ids.ts';
import { costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { differencesOf } from '#server/db/verify-server.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { productChange, salePayload } from './support/make-goods.ts';
import { type MoneyTold, receivedPayload } from './support/receive-money.ts';
import { type SyncWorld, openSyncWorld } from './support/sync-world.ts';
import type { TestTill } from './support/test-till.ts';

let world: SyncWorld;
let variantId: Id;
beforeAll(async () => {
  world = await openSyncWorld();
  variantId = world.makeId();
  await world.web([productChange(world.makeId(), variantId, 'Mama Gold 5 kg')]);
  const lines = [
    { id: world.makeId(), variantId, batchId: NO_ID, quantityMilli: milli(1_000_000), unitCostE4: costE4(1) },
  ];
  const payload = { receiptId: world.makeId(), supplierId: null, note: '', lines };
  await world.web([{ type: 'stock.received', entityId: variantId, payload }], { storeId: world.storeId });
});
afterAll(() => world[Symbol.asyncDispose]());

const pushed = async (till: TestTill): Promise<unknown> => {
  const reply = await till.pushAll();
  return reply.ok
    ? reply.answer.acks.map(({ outcome, code }) => (code === undefined ? outcome : `${outcome}: ${code}`))
    : reply.code;
};
const order = async (id: Id) =>
  (
    await world.root`select paid_minor, balance_minor, payment_status, review_reasons from sales_orders where id = ${id}`
  )[0];
const debt = async (customerId: Id): Promise<unknown> =>
  (await world.root`select balance_minor from customer_balances where customer_id = ${customerId}`)[0]?.[
    'balance_minor'
  ];
const cases = async (entityId: Id) =>
  (await world.root`select kind, entity, state from sync_cases where entity_id = ${entityId}`).map((row) => ({
    ...row,
  }));

function sellOnAccount(till: TestTill, customerId: Id, priceMinor: number, saleId = world.makeId()): Id {
  const payment = { id: world.makeId(), method: 'credit', state: 'confirmed' } as const;
  const things = [{ variantId, quantityMilli: 1000, priceMinor }];
  till.write('sale.completed', salePayload(world.makeId, { saleId, customerId, things, payment }), {
    entityId: saleId,
  });
  return saleId;
}

function receive(till: TestTill, told: MoneyTold): { receivedId: Id; paymentId: Id } {
  const payload = receivedPayload(world.makeId, told);
  till.write('payment.received', payload, { entityId: payload.receivedId });
  return { receivedId: payload.receivedId, paymentId: payload.payments[0]?.id ?? '' };
}

test('payment before its sale: it counts at once, and reaches paid, balance and state when the sale comes', async () => {
  const [seller, taker] = [await world.till(), await world.till()];
  const [saleId, customerId] = [world.makeId(), world.makeId()];
  const { receivedId } = receive(taker, { saleId, customerId, amountMinor: 4000 });
  expect(await pushed(taker)).toEqual(['applied']);
  expect(await world.root`select waiting_id from awaiting where wanted_id = ${saleId}`).toEqual([
    { waiting_id: receivedId },
  ]);
  expect(await debt(customerId)).toBe(-4000);
  sellOnAccount(seller, customerId, 10_000, saleId);
  expect(await pushed(seller)).toEqual(['applied']);
  expect(await world.root`select waiting_id from awaiting where wanted_id = ${saleId}`).toEqual([]);
  expect(await order(saleId)).toMatchObject({ paid_minor: 4000, balance_minor: 6000, payment_status: 'partial' });
  expect(await debt(customerId)).toBe(6000);
  receive(taker, { saleId, customerId, amountMinor: 6000 });
  expect(await pushed(taker)).toEqual(['applied']);
  expect(await order(saleId)).toEqual({
    paid_minor: 10_000,
    balance_minor: 0,
    payment_status: 'paid',
    review_reasons: [],
  });
  expect(await debt(customerId)).toBe(0);
});

test('two tills take the same part before the sale comes: both stand, the sale is marked, and a case is opened', async () => {
  const [seller, one, other] = [await world.till(), await world.till(), await world.till()];
  const [saleId, customerId] = [world.makeId(), world.makeId()];
  for (const till of [one, other]) receive(till, { saleId, customerId, amountMinor: 10_000 });
  expect([await pushed(one), await pushed(other)]).toEqual([['applied'], ['applied']]);
  sellOnAccount(seller, customerId, 10_000, saleId);
  await seller.pushAll();
  expect(await order(saleId)).toMatchObject({
    paid_minor: 20_000,
    balance_minor: -10_000,
    payment_status: 'paid',
    review_reasons: ['over_payment'],
  });
  expect(await cases(saleId)).toEqual([{ kind: 'over_payment', entity: 'sale', state: 'open' }]);
  expect(await debt(customerId)).toBe(-10_000);
});

test('a part too much of a sale that is here marks the change that brought it', async () => {
  const till = await world.till();
  const customerId = world.makeId();
  const saleId = sellOnAccount(till, customerId, 3000);
  receive(till, { saleId, customerId, amountMinor: 5000 });
  expect(await pushed(till)).toEqual(['applied', 'applied_for_review: over_payment']);
  expect(await cases(saleId)).toHaveLength(1);
});

test('a debt that is paid at two tills is named, and the case ends when a sale on account takes it up', async () => {
  const [one, other] = [await world.till(), await world.till()];
  const customerId = world.makeId();
  sellOnAccount(one, customerId, 7000);
  receive(one, { customerId, amountMinor: 7000 });
  expect(await pushed(one)).toEqual(['applied', 'applied']);
  receive(other, { customerId, amountMinor: 7000 });
  expect(await pushed(other)).toEqual(['applied_for_review: over_payment']);
  expect(await cases(customerId)).toEqual([{ kind: 'over_payment', entity: 'customer', state: 'open' }]);
  sellOnAccount(one, customerId, 9000);
  await one.pushAll();
  expect(await debt(customerId)).toBe(2000);
  expect(await cases(customerId)).toEqual([{ kind: 'over_payment', entity: 'customer', state: 'settled' }]);
});

test('a promised payment of a debt that never came is owed again, whichever arrives first', async () => {
  const [taker, settler] = [await world.till(), await world.till()];
  const customerId = world.makeId();
  const saleId = sellOnAccount(taker, customerId, 8000);
  await taker.pushAll();
  const payment = { method: 'transfer', state: 'pending' } as const;
  const early = receive(taker, { saleId, customerId, amountMinor: 5000, payment });
  await taker.pushAll();
  expect(await order(saleId)).toMatchObject({ paid_minor: 5000, payment_status: 'pending' });
  const word = { saleId, state: 'not_found', reference: '' } as const;
  settler.write('payment.settled', { ...word, paymentId: early.paymentId });
  await settler.pushAll();
  expect([await order(saleId), await debt(customerId)]).toMatchObject([
    { paid_minor: 0, balance_minor: 8000, payment_status: 'partial' },
    8000,
  ]);
  const late = receive(taker, { saleId, customerId, amountMinor: 3000, payment });
  settler.write('payment.settled', { ...word, paymentId: late.paymentId });
  await settler.pushAll();
  await taker.pushAll();
  expect([await order(saleId), await debt(customerId)]).toMatchObject([{ paid_minor: 0, balance_minor: 8000 }, 8000]);
});

test('money in a shift not seen waits for it, and in a closed one is marked', async () => {
  const till = await world.till();
  const [shiftId, customerId] = [world.makeId(), world.makeId()];
  sellOnAccount(till, customerId, 1000);
  receive(till, { customerId, shiftId, amountMinor: 400 });
  expect(await pushed(till)).toEqual(['applied', 'applied']);
  expect(await world.root`select wanted_kind from awaiting where wanted_id = ${shiftId}`).toHaveLength(1);
  const openedAtMs = world.clock.nowMs();
  till.write('shift.opened', { shiftId, floatMinor: minor(0), shiftDate: '2026-06-01', openedAtMs });
  const zero = { countedMinor: minor(400), expectedMinor: minor(400), varianceMinor: minor(0), varianceReason: '' };
  const counts = { saleCount: 0, refundCount: 0, tenders: [], counted: [] };
  till.write('shift.closed', { shiftId, closedAtMs: openedAtMs - 60_000, ...zero, ...counts });
  expect(await pushed(till)).toEqual(['applied', 'applied']);
  expect(await world.root`select wanted_kind from awaiting where wanted_id = ${shiftId}`).toHaveLength(0);
  receive(till, { customerId, shiftId: world.makeId(), amountMinor: 100 });
  expect(await pushed(till)).toEqual(['applied']);
});

test('every till of the business sees what a customer owes, and reports count the money where it was taken', async () => {
  const [seller, other] = [await world.till(), await world.till()];
  const customerId = world.makeId();
  await other.pullToHead();
  sellOnAccount(seller, customerId, 6000);
  receive(seller, { customerId, amountMinor: 2500, payment: { method: 'mobile_money' } });
  await seller.pushAll();
  const rows = (await other.pullToHead()).filter(({ entity }) => entity === 'customer_balance');
  expect(rows).toMatchObject([{ id: customerId, op: 'put', data: { customerId, balanceMinor: 3500 } }]);
  const [tender] =
    await world.root`select payment_count, amount_minor from rollup_sales_tender where method = 'mobile_money'`;
  expect(tender).toEqual({ payment_count: 1, amount_minor: 2500 });
});

test('all that is kept of it is what the facts come to', async () => {
  const found = await withTenant(world.pool, world.businessId, (tx) => differencesOf(tx, world.businessId));
  // What this world's business itself is made of was written past the feed.
  expect(found.filter(({ subject }) => !/^(business|store|staff) /.test(subject))).toEqual([]);
});
