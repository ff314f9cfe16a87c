import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Id } from '#shared/base/ids.ts';
import { salePayload, type SoldThing } from './support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from './support/sync-world.ts';
import type { TestTill } from './support/test-till.ts';

let world: SyncWorld;
beforeAll(async () => {
  world = await openSyncWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const PRICE_MINOR = 700;
const things = (variantId: Id, ...pieces: readonly (readonly [number, Partial<SoldThing>])[]): SoldThing[] =>
  pieces.map(([count, more]) => ({ variantId, quantityMilli: count * 1000, priceMinor: PRICE_MINOR, ...more }));

function write(till: TestTill, saleId: Id, refundOf: Id | null, of: readonly SoldThing[]): void {
  const payload = salePayload(world.makeId, { saleId, refundOf, things: of });
  till.write('sale.completed', { ...payload, kind: refundOf === null ? 'sale' : 'exchange' }, { entityId: saleId });
}
const order = async (id: Id) =>
  (
    await world.root`select kind, total_minor, refund_of, needs_review, review_reasons from sales_orders where id = ${id}`
  )[0];
const sumOf = async (variantId: Id) =>
  Number(
    (await world.root`select sum(quantity_milli) as sum from stock_movements where variant_id = ${variantId}`)[0]?.[
      'sum'
    ],
  );

test('an exchange of a till takes goods back and others out, by one number, and is no second sale of its receipt', async () => {
  const till = await world.till();
  const [variantId, saleId, lineId, exchangeId] = [world.makeId(), world.makeId(), world.makeId(), world.makeId()];
  write(till, saleId, null, things(variantId, [2, { lineId }]));
  write(till, exchangeId, saleId, things(variantId, [-1, { refundOfLineId: lineId }], [3, {}]));
  expect(await till.pushAll()).toMatchObject({ ok: true });
  expect(await order(exchangeId)).toMatchObject({
    kind: 'exchange',
    total_minor: 2 * PRICE_MINOR,
    refund_of: saleId,
  });
  expect(await sumOf(variantId)).toBe(-4000);
});

test('goods that came back twice, once in an exchange at another till, open a case', async () => {
  const [till, other] = [await world.till(), await world.till()];
  const [variantId, saleId, lineId] = [world.makeId(), world.makeId(), world.makeId()];
  const [refundId, exchangeId] = [world.makeId(), world.makeId()];
  write(till, saleId, null, things(variantId, [1, { lineId }]));
  expect(await till.pushAll()).toMatchObject({ ok: true });
  const refund = salePayload(world.makeId, {
    saleId: refundId,
    refundOf: saleId,
    things: things(variantId, [-1, { refundOfLineId: lineId }]),
  });
  till.write('sale.refunded', refund, { entityId: refundId });
  write(other, exchangeId, saleId, things(variantId, [-1, { refundOfLineId: lineId }], [2, {}]));
  expect(await till.pushAll()).toMatchObject({ ok: true });
  expect(await other.pushAll()).toMatchObject({ ok: true });
  expect(await order(exchangeId)).toMatchObject({ needs_review: true });
  expect((await order(exchangeId))?.['review_reasons']).toContain('over_refund');
  expect(await world.root`select kind from sync_cases where entity_id = ${saleId}`).toEqual([{ kind: 'over_refund' }]);
});
