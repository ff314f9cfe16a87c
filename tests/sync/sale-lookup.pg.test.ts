import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Id } from '#shared/base/ids.ts';
import { SALES_SENT_DAYS } from '#shared/sync/limits.ts';
import { saleLookupAnswerSchema } from '#shared/sync/sale-lookup.ts';
import { salePayload } from './support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from './support/sync-world.ts';
import type { TestTill } from './support/test-till.ts';

const DAY_MS = 86_400_000;
const PRICE_MINOR = 700;
const PROTOCOL = 10;

let world: SyncWorld;
beforeAll(async () => {
  world = await openSyncWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const errorSchema = z.object({ code: z.string() });
const dataSchema = z.object({ data: saleLookupAnswerSchema });

async function lookUp(till: TestTill, saleId: string, query = `?protocol=${PROTOCOL}`) {
  const response = await fetch(`${world.url}/api/v1/sync/sales/${saleId}${query}`, {
    headers: { authorization: `Bearer ${till.token}` },
  });
  const json: unknown = await response.json();
  return response.ok
    ? { status: response.status, answer: dataSchema.parse(json).data }
    : { status: response.status, code: errorSchema.parse(json).code };
}

/** A till of another store of the same business. */
async function tillElsewhere(code: string): Promise<TestTill> {
  const [storeId, at] = [world.makeId(), new Date(world.clock.nowMs())];
  await world.root`insert into stores (business_id, id, name, code, time_zone, created_at, updated_at)
    values (${world.businessId}, ${storeId}, ${code}, ${code}, 'Africa/Lagos', ${at}, ${at})`;
  return world.till({ businessId: world.businessId, storeId, ownerId: world.ownerId });
}

/** Sells three pieces, of which the money is still to come; an older one where a moment is given. */
async function sell(till: TestTill, atMs = world.clock.nowMs()) {
  const [saleId, lineId, paymentId] = [world.makeId(), world.makeId(), world.makeId()];
  const variantId = world.makeId();
  const payment = { id: paymentId, state: 'pending', method: 'transfer' } as const;
  const things = [{ variantId, quantityMilli: 3000, priceMinor: PRICE_MINOR, lineId }];
  till.write('sale.completed', salePayload(world.makeId, { saleId, things, payment }), { entityId: saleId, atMs });
  expect(await till.pushAll()).toMatchObject({ ok: true });
  return { saleId, lineId, paymentId, variantId };
}

async function giveBack(till: TestTill, sold: { saleId: Id; lineId: Id; variantId: Id }): Promise<Id> {
  const saleId = world.makeId();
  const things = [
    { variantId: sold.variantId, quantityMilli: -1000, priceMinor: PRICE_MINOR, refundOfLineId: sold.lineId },
  ];
  const payload = salePayload(world.makeId, { saleId, refundOf: sold.saleId, things });
  till.write('sale.refunded', payload, { entityId: saleId });
  expect(await till.pushAll()).toMatchObject({ ok: true });
  return saleId;
}

test('a till gets a sale of another store with what came back of it and what became of its money', async () => {
  const seller = await world.till();
  const elsewhere = await tillElsewhere('LEK');
  const sold = await sell(seller);
  expect(await lookUp(elsewhere, sold.saleId)).toMatchObject({
    status: 200,
    answer: {
      sale: {
        tillId: seller.identity.tillId,
        storeId: world.storeId,
        sale: { saleId: sold.saleId, payments: [{ id: sold.paymentId, state: 'pending' }] },
      },
      returned: [],
    },
  });
  const settled = {
    paymentId: sold.paymentId,
    saleId: sold.saleId,
    state: 'confirmed',
    reference: 'GTB 4711',
  } as const;
  seller.write('payment.settled', settled);
  const first = await giveBack(seller, sold);
  world.clock.advance(1000);
  const second = await giveBack(elsewhere, sold);
  const { answer } = await lookUp(elsewhere, sold.saleId);
  expect(answer?.sale.sale.payments).toMatchObject([{ state: 'confirmed', reference: 'GTB 4711' }]);
  expect(answer?.sale.voided).toBeUndefined();
  expect(answer?.returned.map(({ sale }) => [sale.saleId, sale.refundOf, sale.lines[0]?.refundOfLineId])).toEqual([
    [first, sold.saleId, sold.lineId],
    [second, sold.saleId, sold.lineId],
  ]);
});

test('a sale that pull sends no more is still found, and says that it was voided', async () => {
  const [seller, other] = [await world.till(), await world.till()];
  const { saleId } = await sell(seller, world.clock.nowMs() - (SALES_SENT_DAYS + 30) * DAY_MS);
  // It came in long ago, too.
  await world.root`update sales_orders set created_at = created_at - make_interval(days => ${SALES_SENT_DAYS + 30}) where id = ${saleId}`;
  expect((await other.pullToHead()).filter(({ id }) => id === saleId)).toEqual([]);
  expect(await lookUp(other, saleId)).toMatchObject({ status: 200, answer: { sale: { sale: { saleId } } } });
  const payload = { saleId, reason: 'Rung up twice', customerId: null, payments: [], moves: [] };
  await world.web([{ type: 'sale.voided', entityId: saleId, payload }], { storeId: world.storeId });
  expect(await lookUp(other, saleId)).toMatchObject({
    status: 200,
    answer: { sale: { voided: { reason: 'Rung up twice' } } },
  });
});

test('nobody finds what is not there, another business’s, or with what is no till’s token', async () => {
  const [seller, stranger] = [await world.till(), await world.till(await world.addBusiness())];
  const { saleId } = await sell(seller);
  expect(await lookUp(seller, world.makeId())).toEqual({ status: 404, code: 'not_found' });
  expect(await lookUp(seller, '17')).toEqual({ status: 404, code: 'not_found' });
  expect(await lookUp(stranger, saleId)).toEqual({ status: 404, code: 'not_found' });
  stranger.token = 'forged';
  expect(await lookUp(stranger, saleId)).toEqual({ status: 401, code: 'not_signed_in' });
  expect(await lookUp(seller, saleId, '')).toMatchObject({ status: 422 });
  expect(await lookUp(seller, saleId, '?protocol=999')).toEqual({ status: 503, code: 'unavailable' });
});

test('a till that was switched off asks in vain, with the token that it still has', async () => {
  const [seller, other] = [await world.till(), await world.till()];
  const { saleId } = await sell(seller);
  await world.root`update till_sync set status = 'revoked' where till_id = ${other.identity.tillId}`;
  expect(await lookUp(other, saleId)).toEqual({ status: 403, code: 'till_revoked' });
});
