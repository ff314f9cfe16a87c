import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_ID, type Id } from '#shared/base/ids.ts';
import { costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { differencesOf } from '#server/db/verify-server.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { productChange, salePayload } from './support/make-goods.ts';
import { receivedPayload } from './support/receive-money.ts';
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
const credit = async (id: Id) =>
  (await world.root`select kind, code_end, balance_minor from credits where id = ${id}`)[0];
const cases = async (id: Id) =>
  (await world.root`select kind, entity, state from sync_cases where entity_id = ${id}`).map((row) => ({ ...row }));

function load(till: TestTill, creditId: Id, amountMinor: number): void {
  const { receivedId: loadId, payments } = receivedPayload(world.makeId, { saleId: creditId, amountMinor });
  const who = { creditId, kind: 'gift_card', codeHash: 'ab'.repeat(32), codeEnd: 'XW3D', customerId: null } as const;
  const paid = { shiftId: null, currency: 'NGN', amountMinor: minor(amountMinor), payments, note: '' };
  till.write('credit.loaded', { loadId, ...who, ...paid }, { entityId: creditId });
}

function spend(till: TestTill, creditId: Id, priceMinor: number, quantityMilli = 1000): Id {
  const saleId = world.makeId();
  const payment = { id: world.makeId(), method: 'gift_card', state: 'confirmed', reference: creditId } as const;
  const things = [{ variantId, quantityMilli, priceMinor }];
  const payload = salePayload(world.makeId, { saleId, things, payment });
  till.write(quantityMilli < 0 ? 'sale.refunded' : 'sale.completed', payload, { entityId: saleId });
  return saleId;
}

test('a card that is sold at one till and spent at another holds what is left, and every till hears of it', async () => {
  const [one, other] = [await world.till(), await world.till()];
  const creditId = world.makeId();
  await other.pullToHead();
  load(one, creditId, 10_000);
  expect(await pushed(one)).toEqual(['applied']);
  spend(other, creditId, 4000);
  spend(other, creditId, 1000, -1000);
  expect(await pushed(other)).toEqual(['applied', 'applied']);
  expect(await credit(creditId)).toEqual({ kind: 'gift_card', code_end: 'XW3D', balance_minor: 7000 });
  const rows = (await other.pullToHead()).filter(({ entity }) => entity === 'credit');
  expect(rows).toMatchObject([{ id: creditId, op: 'put', data: { creditId, codeEnd: 'XW3D', balanceMinor: 7000 } }]);
});

test('a card that was spent before word of it came is judged when it comes, and no till hears of it before', async () => {
  const [seller, spender] = [await world.till(), await world.till()];
  const creditId = world.makeId();
  spend(spender, creditId, 3000);
  expect(await pushed(spender)).toEqual(['applied']);
  expect(await credit(creditId)).toEqual({ kind: null, code_end: null, balance_minor: -3000 });
  expect((await seller.pullToHead()).filter(({ entity, id }) => entity === 'credit' && id === creditId)).toEqual([]);
  load(seller, creditId, 5000);
  expect(await pushed(seller)).toEqual(['applied']);
  expect(await credit(creditId)).toMatchObject({ kind: 'gift_card', balance_minor: 2000 });
  expect(await cases(creditId)).toEqual([]);
});

test('two tills spend the same card while offline: both sales stand, and a case names it until it is covered', async () => {
  const [one, other] = [await world.till(), await world.till()];
  const creditId = world.makeId();
  load(one, creditId, 5000);
  spend(one, creditId, 5000);
  const saleId = spend(other, creditId, 5000);
  expect(await pushed(one)).toEqual(['applied', 'applied']);
  expect(await pushed(other)).toEqual(['applied_for_review: credit_overdrawn']);
  const [order] = await world.root`select needs_review, review_reasons from sales_orders where id = ${saleId}`;
  expect(order).toEqual({ needs_review: true, review_reasons: ['credit_overdrawn'] });
  expect(await cases(creditId)).toEqual([{ kind: 'credit_overdrawn', entity: 'credit', state: 'open' }]);
  load(other, creditId, 6000);
  await other.pushAll();
  expect(await cases(creditId)).toEqual([{ kind: 'credit_overdrawn', entity: 'credit', state: 'settled' }]);
});

test('two tills that spend and load the same cards at one moment lose nothing of either', async () => {
  const [one, other] = [await world.till(), await world.till()];
  const cards = Array.from({ length: 5 }, () => world.makeId());
  for (const id of cards) load(one, id, 1000);
  for (const id of cards.toReversed()) spend(other, id, 400);
  await Promise.all([one.pushAll(), other.pushAll()]);
  for (const id of cards) expect(await credit(id)).toMatchObject({ kind: 'gift_card', balance_minor: 600 });
});

test('a payment that names no card stands, and moves none', async () => {
  const till = await world.till();
  const saleId = world.makeId();
  const payment = { id: world.makeId(), method: 'gift_card', state: 'confirmed', reference: 'the blue one' } as const;
  const things = [{ variantId, quantityMilli: 1000, priceMinor: 500 }];
  till.write('sale.completed', salePayload(world.makeId, { saleId, things, payment }), { entityId: saleId });
  expect(await pushed(till)).toEqual(['applied']);
});

test('all that is kept of it is what the facts come to', async () => {
  const found = await withTenant(world.pool, world.businessId, (tx) => differencesOf(tx, world.businessId));
  // What this world's business itself is made of was written past the feed.
  expect(found.filter(({ subject }) => !/^(business|store|staff) /.test(subject))).toEqual([]);
});
