import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { customerSaveCall } from '#shared/till-calls/customer-calls.ts';
import { shiftCloseCall } from '#shared/till-calls/drawer-calls.ts';
import {
  saleAddItemCall,
  saleCompleteCall,
  saleCurrentCall,
  saleRefundableCall,
  saleRefundCall,
} from '#shared/till-calls/sale-calls.ts';
import { tillStateCall } from '#shared/till-calls/till-calls.ts';
import { dataOf } from '../support/api-caller.ts';
import { type AloneTill, openAloneTill } from './support/alone-till.ts';
import { type JoiningOwner, joiningOwner } from './support/owner-joins.ts';
import { until } from './support/quick-timers.ts';
import { type RealOffice, openRealOffice } from './support/real-office.ts';

const MILK = '6009188001234';
const PHONE = '+2348031234567';

let office: RealOffice;
let alone: AloneTill;
let owner: JoiningOwner;
beforeEach(async () => {
  office = await openRealOffice();
  alone = await openAloneTill(office);
  owner = joiningOwner(office);
});
afterEach(async () => {
  await alone[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

const casesOf = async (): Promise<string[]> =>
  (await office.look`select kind from sync_cases where state = 'open' order by kind`).map((row) => String(row['kind']));
const nothingWaits = async (): Promise<void> =>
  expect(await office.look`select reason, detail from sync_quarantine where state = 'waiting'`).toEqual([]);

test('a shift that was open while the till joined takes the refund of a sale of before, and closes as one', async () => {
  const milk = await owner.add({ name: 'Peak Milk Tin', barcode: MILK });
  const own = await alone.add({ name: 'Peak Milk 400 g', barcode: MILK });
  await alone.receive(own.variantId, 10);
  const saleId = await alone.sell(MILK);
  await owner.join(alone);
  await alone.settled();
  await owner.signInAt(alone);
  const { lines } = await alone.till.ok(saleRefundableCall, { saleId });
  await alone.till.ok(saleRefundCall, {
    refundOf: saleId,
    lines: lines.map(({ lineId }) => ({ lineId, quantityMilli: milli(1000), restock: true })),
    tenders: null,
    reason: 'dented',
  });
  await alone.sell(MILK);
  const closed = await alone.till.ok(shiftCloseCall, { counted: [], countedMinor: minor(12_000) });
  expect(closed).toMatchObject({ saleCount: 2, refundCount: 1, varianceMinor: 0 });
  await alone.settled();
  const shifts = await office.look`select counted_minor, sale_count, refund_count, variance_minor from shifts`;
  expect(shifts).toEqual([{ counted_minor: 12_000, sale_count: 2, refund_count: 1, variance_minor: 0 }]);
  expect(await owner.levelOf(milk.variantId)).toBe(9000);
  const orders =
    await office.look`select order_number, needs_review from sales_orders order by created_at, order_number`;
  const numbers = orders.map((row) => String(row['order_number'])).toSorted();
  expect(numbers.map((number) => number.replace(/^.*-A-/, '')).toSorted()).toEqual(['000001', '000002', '000003']);
  expect(new Set(numbers).size).toBe(3);
  expect(orders.every((row) => row['needs_review'] === false)).toBe(true);
  await nothingWaits();
  expect(await casesOf()).toEqual([]);
});

test('a customer with the phone of one whom the office knows stays apart, and the office is told', async () => {
  await using other = await openAloneTill(office);
  await other.till.ok(customerSaveCall, { id: null, name: 'Chidi Okafor', phone: PHONE });
  await owner.join(other);
  await other.settled();
  await alone.till.ok(customerSaveCall, { id: null, name: 'Chidi O.', phone: PHONE });
  await owner.join(alone);
  await alone.settled();
  const customers =
    await office.look`select name from customers where phone = ${PHONE} and not is_deleted order by name`;
  expect(customers.map((row) => String(row['name']))).toEqual(['Chidi O.', 'Chidi Okafor']);
  expect(await casesOf()).toEqual(['duplicate_phone']);
  await nothingWaits();
});

test('a code that two products of the office share proves nothing: the till’s product comes along, and its stock stays its own', async () => {
  const tin = await owner.add({ name: 'Peak Milk Tin', barcode: MILK });
  const box = await owner.add({ name: 'Peak Milk Box', barcode: '5449000000996' });
  await office.look`update barcodes set code = ${MILK} where variant_id = ${box.variantId}`;
  const own = await alone.add({ name: 'Peak Milk 400 g', barcode: MILK });
  await alone.receive(own.variantId, 5);
  const saleId = await alone.sell(MILK);
  await owner.join(alone);
  await alone.settled();
  expect(await owner.levelOf(own.variantId)).toBe(4000);
  expect(await owner.levelOf(tin.variantId)).toBe(0);
  expect(await office.look`select variant_id from sales_order_items where order_id = ${saleId}`).toEqual([
    { variant_id: own.variantId },
  ]);
  expect(await casesOf()).toEqual(['duplicate_barcode']);
  await nothingWaits();
});

test('where barcode and sku name two products, the barcode is believed; the sku that both have then is a case of nobody', async () => {
  const tin = await owner.add({ name: 'Peak Milk Tin', barcode: MILK, sku: 'TIN' });
  await owner.add({ name: 'Rice 5 kg', sku: 'PM400' });
  await alone.add({ name: 'Peak Milk 400 g', barcode: MILK, sku: 'PM400' });
  await alone.sell(MILK);
  await owner.join(alone);
  await alone.settled();
  expect(await owner.levelOf(tin.variantId)).toBe(-1000);
  const skus = await office.look`select sku from product_variants where not is_deleted order by sku`;
  expect(skus.map((row) => String(row['sku']))).toEqual(['PM400', 'TIN']);
  expect(await casesOf()).toEqual([]);
});

test('the owner’s own goods of two tills that began alone become one, and no receipt number is there twice', async () => {
  await using second = await openAloneTill(office);
  const own = await alone.add({ name: 'Peak Milk 400 g', barcode: MILK });
  await alone.receive(own.variantId, 10);
  const others = await second.add({ name: 'Peak Milk', barcode: MILK });
  await second.receive(others.variantId, 10);
  const saleIds = [await alone.sell(MILK), await second.sell(MILK), await second.sell(MILK)];
  await second.join(await office.code());
  const secondId = await owner.asking();
  const { hash, products } = await owner.planOf(secondId);
  expect(products).toMatchObject([{ name: 'Peak Milk', by: null }]);
  expect(await alone.join(await office.code())).toMatchObject({ ok: true });
  const [firstRow] = await office.look`select till_id from till_joins where till_id <> ${secondId}`;
  const first = String(firstRow?.['till_id']);
  expect(await owner.confirm(first, (await owner.planOf(first)).hash)).toBe(200);
  await alone.joined();
  await alone.settled();
  expect(await owner.confirm(secondId, hash)).toBe(409);
  const now = await owner.planOf(secondId);
  expect(now.products).toMatchObject([{ name: 'Peak Milk', by: 'barcode', with: { id: own.productId } }]);
  expect(await owner.confirm(secondId, now.hash)).toBe(200);
  await second.joined();
  await second.settled();
  const orders = await office.look`select id, order_number from sales_orders`;
  expect(orders.map((row) => String(row['id'])).toSorted()).toEqual(saleIds.toSorted());
  expect(new Set(orders.map((row) => String(row['order_number']))).size).toBe(3);
  expect(await owner.levelOf(own.variantId)).toBe(17_000);
  expect(await owner.levelOf(others.variantId)).toBe(0);
  const codes = await office.look`select code from tills where id in (${first}, ${secondId})`;
  expect(new Set(codes.map((row) => String(row['code']))).size).toBe(2);
  expect(await casesOf()).toEqual([]);
  await nothingWaits();
});

test('a till that asks again by another code joins the store of the last; once it has joined it asks nobody', async () => {
  const ikeja = dataOf(
    await office.owner('POST', '/stores', { body: { name: 'Ikeja', code: 'IKJ' } }),
    z.looseObject({ id: z.string() }),
  );
  await alone.add({ name: 'Peak Milk 400 g', barcode: MILK });
  const saleId = await alone.sell(MILK);
  expect(await alone.join(await office.code())).toMatchObject({ ok: true });
  const tillId = await owner.asking();
  const { hash } = await owner.planOf(tillId);
  const { code } = dataOf(
    await office.owner('POST', `/stores/${ikeja.id}/tills/enrolment-code`, { body: {} }),
    z.object({ code: z.string() }),
  );
  expect(await alone.join(code)).toMatchObject({ ok: true, value: { isJoined: false, plan: { storeName: 'Ikeja' } } });
  expect(await owner.confirm(tillId, hash)).toBe(409);
  expect(await owner.confirm(tillId, (await owner.planOf(tillId)).hash)).toBe(200);
  await alone.joined();
  await alone.settled();
  expect(await office.look`select store_id from sales_orders where id = ${saleId}`).toEqual([{ store_id: ikeja.id }]);
  await owner.signInAt(alone);
  expect(await alone.join(await office.code())).toMatchObject({ ok: false, refusal: 'till_not_alone' });
  expect(await alone.adopt()).toMatchObject({ ok: false, refusal: 'till_not_alone' });
});

test('a cart that was open while the till joined sells what the goods have become', async () => {
  const milk = await owner.add({ name: 'Peak Milk Tin', barcode: MILK });
  await alone.add({ name: 'Peak Milk 400 g', barcode: MILK });
  const open = await alone.till.ok(saleAddItemCall, { saleId: null, item: { code: MILK } });
  await owner.join(alone);
  await owner.signInAt(alone);
  const { sale } = await alone.till.ok(saleCurrentCall, {});
  expect(sale).toMatchObject({
    saleId: open.saleId,
    totalMinor: open.totalMinor,
    lines: [{ variantId: milk.variantId }],
  });
  await alone.till.ok(saleCompleteCall, {
    saleId: open.saleId,
    tenders: [{ method: 'cash', amountMinor: open.totalMinor }],
  });
  await alone.settled();
  expect(await owner.levelOf(milk.variantId)).toBe(-1000);
});

test('what a till that was switched off right after joining still sends enters once it is approved, read through its aliases', async () => {
  const milk = await owner.add({ name: 'Peak Milk Tin', barcode: MILK });
  await alone.add({ name: 'Peak Milk 400 g', barcode: MILK });
  const saleId = await alone.sell(MILK);
  // Nothing gets out before the owner's word.
  alone.losesAnswer = (path) => path.endsWith('/sync/token');
  const tillId = await owner.join(alone);
  await office.owner('POST', `/tills/${tillId}/revoke`, { body: {} });
  alone.losesAnswer = () => false;
  const waiting = async () =>
    office.look`select id, type from sync_quarantine where till_id = ${tillId} and state = 'waiting' order by epoch_counter, seq`;
  await until('what it held waits', async () =>
    (await waiting()).some((row) => String(row['type']) === 'sale.completed'),
  );
  expect(await office.look`select id from sales_orders`).toHaveLength(0);
  for (const { id } of await waiting()) await office.owner('POST', `/quarantine/${String(id)}/retry`, { body: {} });
  const sales = await office.look`select id, store_id from sales_orders`;
  expect(sales).toEqual([{ id: saleId, store_id: office.storeId }]);
  expect(await owner.levelOf(milk.variantId)).toBe(-1000);
  expect(await alone.till.ok(tillStateCall, {})).toMatchObject({ isAlone: false });
});
