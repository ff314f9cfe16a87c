import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type Id, idSchema } from '#shared/base/ids.ts';
import { dataOf } from '../support/api-caller.ts';
import { salePayload } from './support/make-goods.ts';
import { until } from './support/quick-timers.ts';
import { type RealOffice, openRealOffice } from './support/real-office.ts';
import { type TillSide, openTillSide } from './support/till-side.ts';

// One test for each fault of another point of sale or sync engine that lost or doubled somebody's data, by its name there.

let office: RealOffice;
let till: TillSide;
let aheadMs: number;
let losesAnswer: (path: string) => boolean;
let hasLine: boolean;

beforeEach(async () => {
  [aheadMs, losesAnswer, hasLine] = [0, () => false, true];
  office = await openRealOffice();
  till = await openTillSide({
    nowMs: () => office.clock.nowMs + aheadMs,
    losesAnswer: (path) => losesAnswer(path),
    hasLine: () => hasLine,
  });
  await till.enrol(office.url, await office.code());
  await till.settled();
});
afterEach(async () => {
  await till[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

const idRow = z.looseObject({ id: idSchema });
const newId = (): Id => idSchema.parse(crypto.randomUUID());
const salesAt = async (): Promise<Id[]> =>
  (await office.look`select id from sales_orders order by id`).map((row) => idRow.parse(row).id);
const actor = (): Id => idSchema.parse(till.store().read((reader) => reader.meta.identity()?.tillId));

test('odoo/odoo #40567, #42862, #108518: a reply that got lost makes no second order', async () => {
  let lost = 0;
  losesAnswer = (path) => path === '/api/v1/sync/push' && (lost += 1) <= 3;
  const sold = [till.sell(), till.sell(), till.sell()];
  await till.settled();
  // The pull may bring word of it before the fourth push has to ask.
  expect(lost).toBeGreaterThanOrEqual(3);
  expect(await salesAt()).toEqual(sold.toSorted());
});

test('odoo/odoo PR 288974: an order that was paid offline is never opened again, whatever is odd about it', async () => {
  const saleId = newId();
  const things = [{ variantId: newId(), quantityMilli: 1000, priceMinor: 500 }];
  // A product that nobody knows, in a shift that was never seen, by somebody who is not on the list.
  const payload = salePayload(newId, { saleId, shiftId: newId(), things });
  till.append({ type: 'sale.completed', entityId: saleId, actorId: newId(), payload });
  await till.settled();
  const [row] =
    await office.look`select status, payment_status, total_minor, needs_review, review_reasons from sales_orders`;
  expect(row).toMatchObject({ status: 'completed', payment_status: 'paid', total_minor: 500, needs_review: true });
  expect(row?.['review_reasons']).toEqual(expect.arrayContaining(['product_unknown', 'cashier_unknown']));
});

test('odoo/odoo #71455, #16781: two orders under one receipt reference are two orders, and somebody is told', async () => {
  const sold: Id[] = [];
  for (let copy = 0; copy < 2; copy += 1) {
    const saleId = newId();
    const things = [{ variantId: newId(), quantityMilli: 1000, priceMinor: 500 }];
    const payload = salePayload(newId, { saleId, receiptNumber: 'LEK-T1-A-000900', things });
    till.append({ type: 'sale.completed', entityId: saleId, actorId: actor(), payload });
    sold.push(saleId);
  }
  await till.settled();
  expect(await salesAt()).toEqual(sold.toSorted());
  const cases = await office.look`select kind, entity_id from sync_cases where state = 'open'`;
  expect(cases).toMatchObject([{ kind: 'duplicate_receipt', entity_id: 'LEK-T1-A-000900' }]);
});

test('powersync-native #15: a backlog drains by itself once the line is back, without another local write', async () => {
  hasLine = false;
  const sold = Array.from({ length: 25 }, () => till.sell());
  await until('the line is missed', () => !till.status().isOnline);
  hasLine = true;
  await till.settled();
  expect(await salesAt()).toEqual(sold.toSorted());
});

test('PowerSync: an upload that can’t be taken stops no download', async () => {
  await office.look.unsafe(`create function refuse_sale() returns trigger language plpgsql as $$
    begin raise exception 'this table is full' using errcode = 'disk_full'; end $$;
    create trigger refuse before insert on sales_orders for each row execute function refuse_sale()`);
  till.sell();
  await until('it was tried', () => till.status().lastError !== null);
  const body = { name: 'Peak Milk 400 g', sku: 'PM400', sellingPriceMinor: 125_000, costE4: 500_000 };
  const product = dataOf(await office.owner('POST', '/products', { body }), z.looseObject({ id: z.string() }));
  const isHere = (): boolean => till.store().read((reader) => reader.records.get('product', product.id)) !== null;
  await until('the product came all the same', isHere);
  expect(till.status().waiting).toBe(1);
  await office.look.unsafe('drop trigger refuse on sales_orders');
  await till.settled();
  expect(await salesAt()).toHaveLength(1);
});

test('powersync-js example connector: a change that meets a duplicate key is kept whole for a person, and never thrown away', async () => {
  const saleId = till.sell();
  await till.settled();
  const things = [{ variantId: newId(), quantityMilli: 2000, priceMinor: 700 }];
  const payload = salePayload(newId, { saleId, receiptNumber: 'LEK-T1-A-000901', things });
  till.append({ type: 'sale.completed', entityId: saleId, actorId: actor(), payload });
  const behind = till.sell();
  await till.settled();
  expect(await salesAt()).toEqual([saleId, behind].toSorted());
  const waiting = await office.look<{ raw: Uint8Array; state: string }[]>`select raw, state from sync_quarantine`;
  const kept = till.store().read((reader) => reader.changes.open(10).map(({ body }) => ['waiting', body]));
  expect(waiting.map(({ state, raw }) => [state, new TextDecoder().decode(raw)])).toEqual(kept);
  expect(kept).toHaveLength(1);
  expect(till.status()).toMatchObject({ sign: 'attention', quarantined: 1 });
});

test('actualbudget: a clock that is ten years ahead stops neither its till nor any other', async () => {
  await using other = await openTillSide({ nowMs: () => office.clock.nowMs });
  await other.enrol(office.url, await office.code());
  aheadMs = 10 * 365 * 86_400_000;
  const sold = [till.sell(), other.sell()];
  await Promise.all([till.settled(), other.settled()]);
  sold.push(other.sell(), till.sell());
  await Promise.all([till.settled(), other.settled()]);
  expect(await salesAt()).toEqual(sold.toSorted());
});

test('Square: money that was promised offline is there after two months without a line, and is never given up', async () => {
  hasLine = false;
  const [saleId, paymentId] = [newId(), newId()];
  const things = [{ variantId: newId(), quantityMilli: 1000, priceMinor: 90_000 }];
  const payment = { id: paymentId, state: 'pending', method: 'transfer' } as const;
  const payload = salePayload(newId, { saleId, things, payment });
  till.append({ type: 'sale.completed', entityId: saleId, actorId: actor(), payload });
  till.stop();
  office.clock.nowMs += 61 * 86_400_000;
  await till.start();
  expect(till.status()).toMatchObject({ waiting: 1 });
  hasLine = true;
  await till.settled();
  const payments = await office.look`select id, state, amount_minor from payments`;
  expect(payments).toMatchObject([{ id: paymentId, state: 'pending', amount_minor: 90_000 }]);
});

test('Realm client reset, LiveStore: a server that lost its memory makes no till forget what it has not sent', async () => {
  await office.backUp();
  const sold = [till.sell(), till.sell()];
  await till.settled();
  hasLine = false;
  sold.push(till.sell());
  await office.restore();
  hasLine = true;
  await until('everything is there again', async () => (await salesAt()).length === sold.length);
  expect(await salesAt()).toEqual(sold.toSorted());
  await till.settled();
  expect(till.status()).toMatchObject({ waiting: 0, quarantined: 0 });
});
