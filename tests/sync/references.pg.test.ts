import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_ID, type Id } from '#shared/base/ids.ts';
import { costE4 } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { retryQuarantined } from '#server/sync/quarantine/retry-quarantined.ts';
import { productChange, salePayload } from './support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from './support/sync-world.ts';
import type { TestTill } from './support/test-till.ts';

let world: SyncWorld;
let variantId: Id;
beforeAll(async () => {
  world = await openSyncWorld();
  variantId = world.makeId();
  await world.web([productChange(world.makeId(), variantId, 'Golden Penny 1 kg')]);
  const lines = [
    { id: world.makeId(), variantId, batchId: NO_ID, quantityMilli: milli(1_000_000_000), unitCostE4: costE4(1) },
  ];
  await world.web(
    [
      {
        type: 'stock.received',
        entityId: variantId,
        payload: { receiptId: world.makeId(), supplierId: null, note: '', lines },
      },
    ],
    { storeId: world.storeId },
  );
});
afterAll(() => world[Symbol.asyncDispose]());

const pushed = async (till: TestTill): Promise<unknown> => {
  const reply = await till.pushAll();
  return reply.ok
    ? reply.answer.acks.map(({ outcome, code }) => (code === undefined ? outcome : `${outcome}: ${code}`))
    : reply.code;
};
const order = async (id: Id) =>
  (await world.root`select needs_review, review_reasons, payment_status from sales_orders where id = ${id}`)[0];
const awaited = async (wantedId: Id) => (await world.root`select * from awaiting where wanted_id = ${wantedId}`).length;

function refundOf(till: TestTill, saleId: Id, lineId: Id, quantityMilli: number): Id {
  const refundId = world.makeId();
  const things = [{ variantId, quantityMilli: -quantityMilli, priceMinor: 1000, refundOfLineId: lineId }];
  till.write('sale.refunded', salePayload(world.makeId, { saleId: refundId, refundOf: saleId, things }), {
    entityId: refundId,
  });
  return refundId;
}

function sell(till: TestTill, saleId: Id, lineId: Id): void {
  till.write(
    'sale.completed',
    salePayload(world.makeId, { saleId, things: [{ variantId, quantityMilli: 2000, priceMinor: 1000, lineId }] }),
    { entityId: saleId },
  );
}

test('refund before its sale: it is applied at once, and judged when the sale comes', async () => {
  const [seller, refunder] = [await world.till(), await world.till()];
  const [saleId, lineId] = [world.makeId(), world.makeId()];
  const refundId = refundOf(refunder, saleId, lineId, 2000);
  expect(await pushed(refunder)).toEqual(['applied']);
  expect(await awaited(saleId)).toBe(1);
  sell(seller, saleId, lineId);
  expect(await pushed(seller)).toEqual(['applied']);
  expect(await awaited(saleId)).toBe(0);
  expect(await order(saleId)).toMatchObject({ payment_status: 'refunded' });
  expect(await order(refundId)).toMatchObject({ needs_review: false });
});

test('two tills give the same goods back before the sale comes: both stand, both are marked, and a case is opened', async () => {
  const [seller, one, other] = [await world.till(), await world.till(), await world.till()];
  const [saleId, lineId] = [world.makeId(), world.makeId()];
  const refunds = [refundOf(one, saleId, lineId, 2000), refundOf(other, saleId, lineId, 1000)];
  await one.pushAll();
  await other.pushAll();
  sell(seller, saleId, lineId);
  await seller.pushAll();
  for (const id of refunds)
    expect(await order(id)).toMatchObject({ needs_review: true, review_reasons: ['over_refund'] });
  expect(await world.root`select kind from sync_cases where entity_id = ${saleId}`).toEqual([{ kind: 'over_refund' }]);
});

test('payment before its sale: word of it waits, and settles the payment when the sale comes', async () => {
  const [seller, settler] = [await world.till(), await world.till()];
  const [saleId, paymentId] = [world.makeId(), world.makeId()];
  settler.write('payment.settled', { paymentId, saleId, state: 'confirmed', reference: 'GTB 4711' });
  expect(await pushed(settler)).toEqual(['applied']);
  expect(await awaited(paymentId)).toBe(1);
  const payment = { id: paymentId, state: 'pending', method: 'transfer' } as const;
  seller.write(
    'sale.completed',
    salePayload(world.makeId, { saleId, things: [{ variantId, quantityMilli: 1000, priceMinor: 700 }], payment }),
  );
  await seller.pushAll();
  const [row] = await world.root`select state, reference from payments where id = ${paymentId}`;
  expect(row).toEqual({ state: 'confirmed', reference: 'GTB 4711' });
  expect(await order(saleId)).toMatchObject({ payment_status: 'paid' });
  const [tender] =
    await world.root`select amount_minor, pending_minor from rollup_sales_tender where method = 'transfer'`;
  expect(tender).toEqual({ amount_minor: 700, pending_minor: 0 });
});

test('sale of a product whose change is in quarantine: it is applied and marked, and the mark goes with the product', async () => {
  const [maker, seller] = [await world.till(), await world.till()];
  const [productId, newVariant, saleId] = [world.makeId(), world.makeId(), world.makeId()];
  const made = productChange(productId, newVariant, 'Local Honey');
  if (made.type !== 'product.changed') throw new Error('a product');
  await world.root`update till_sync set status = 'revoked' where till_id = ${maker.identity.tillId}`;
  maker.write('product.changed', made.payload);
  expect(await pushed(maker)).toEqual(['quarantined: till_revoked']);
  seller.write(
    'sale.completed',
    salePayload(world.makeId, { saleId, things: [{ variantId: newVariant, quantityMilli: 1000, priceMinor: 900 }] }),
  );
  expect(await pushed(seller)).toEqual(['applied_for_review: product_unknown']);
  const [waiting] = await world.root<
    { id: string }[]
  >`select id from sync_quarantine where till_id = ${maker.identity.tillId}`;
  const settler = {
    businessId: world.businessId,
    at: new Date(world.clock.nowMs()),
    makeId: world.makeId,
    userId: world.ownerId,
  };
  expect(
    await withTenant(world.pool, world.businessId, (tx) => retryQuarantined(tx, settler, waiting?.id ?? '')),
  ).toEqual({ state: 'applied' });
  expect(await order(saleId)).toMatchObject({ review_reasons: ['negative_stock'] });
  expect((await world.root`select name from products where id = ${productId}`)[0]).toEqual({ name: 'Local Honey' });
});

test('sale in a shift not seen: it is applied as it is, and the shift finds its place when it comes', async () => {
  const till = await world.till();
  const [shiftId, saleId] = [world.makeId(), world.makeId()];
  till.write(
    'sale.completed',
    salePayload(world.makeId, { saleId, shiftId, things: [{ variantId, quantityMilli: 1000, priceMinor: 500 }] }),
  );
  expect(await pushed(till)).toEqual(['applied']);
  expect(await awaited(shiftId)).toBe(1);
  till.write('shift.opened', {
    shiftId,
    floatMinor: salePayload(world.makeId, { saleId, things: [] }).totalMinor,
    shiftDate: '2026-06-01',
    openedAtMs: world.clock.nowMs(),
  });
  expect(await pushed(till)).toEqual(['applied']);
  expect(await awaited(shiftId)).toBe(0);
  expect((await world.root`select business_date from shifts where id = ${shiftId}`)[0]).toEqual({
    business_date: '2026-06-01',
  });
});

test('a closing without its opening, and the opening after it, make one shift', async () => {
  const till = await world.till();
  const shiftId = world.makeId();
  const zero = salePayload(world.makeId, { saleId: shiftId, things: [] }).totalMinor;
  till.write('shift.closed', {
    shiftId,
    closedAtMs: world.clock.nowMs(),
    counted: [],
    countedMinor: zero,
    expectedMinor: zero,
    varianceMinor: zero,
    varianceReason: '',
    saleCount: 0,
    refundCount: 0,
    tenders: [],
  });
  till.write('shift.opened', { shiftId, floatMinor: zero, shiftDate: '2026-06-01', openedAtMs: world.clock.nowMs() });
  expect(await pushed(till)).toEqual(['applied', 'applied']);
  const [shift] =
    await world.root`select opened_at is not null as opened, closed_at is not null as closed from shifts where id = ${shiftId}`;
  expect(shift).toEqual({ opened: true, closed: true });
});
