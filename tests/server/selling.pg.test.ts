import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { productAnswerSchema } from '#shared/api/product-endpoints.ts';
import { type SaleDetail, saleDetailSchema } from '#shared/api/sales.ts';
import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { costE4 } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { type Came, dataOf } from '../support/api-caller.ts';
import { type TradeDesk, openTradeDesk } from '../support/trade-desk.ts';

const NOWHERE = '01890000-0000-7000-8000-0000000000ff';

let desk: TradeDesk;
let vatId: Id;
let milk: Id;
let rice: Id;

/** A product of one price, and the id of its hidden variant. */
async function product(body: object): Promise<Id> {
  const came = await desk.ada.call('POST', '/products', { body });
  return must(dataOf(came, productAnswerSchema).variants[0], 'a hidden variant').id;
}

beforeAll(async () => {
  desk = await openTradeDesk();
  vatId = await desk.add('/tax-rates', { name: 'VAT', ratePpm: 75_000, inclusive: true });
  milk = await product({
    name: 'Peak milk',
    sku: 'PEAK',
    barcode: '4006381333931',
    costE4: 900_0000,
    sellingPriceMinor: 1_075,
    taxRateIds: [vatId],
  });
  rice = await product({ name: 'Rice', sku: 'RICE', sellingPriceMinor: 5_000, unit: 'kg' });
});
afterAll(() => desk[Symbol.asyncDispose]());

const post = (path: string, body: object): Promise<Came> => {
  desk.server.clock.advance(1000);
  return desk.ada.call('POST', path, { body });
};
const sell = (body: object): Promise<Came> => post('/sales', { storeId: desk.storeId, ...body });
const cash = (amountMinor: number) => [{ method: 'cash', amountMinor }];
const sold = async (body: object): Promise<SaleDetail> => {
  const came = await sell(body);
  expect(came, JSON.stringify(came.body)).toMatchObject({ status: 201 });
  return dataOf(came, saleDetailSchema);
};
const read = async (id: Id): Promise<SaleDetail> =>
  dataOf(await desk.ada.call('GET', `/sales/${id}`), saleDetailSchema);
const refund = (id: Id, body: object): Promise<Came> => post(`/sales/${id}/refund`, { reason: 'Dented', ...body });
const level = async (variantId: Id): Promise<unknown> =>
  (
    await desk.server.asOwner(
      (sql) =>
        sql<
          { quantity_milli: number }[]
        >`select quantity_milli from inventory where variant_id = ${variantId} order by quantity_milli`,
    )
  ).map((row) => row.quantity_milli);
const owes = async (id: Id): Promise<unknown> =>
  z
    .looseObject({ data: z.looseObject({ balanceMinor: z.number() }) })
    .parse((await desk.ada.call('GET', `/customers/${id}`)).body).data.balanceMinor;

test('a sale over the API is priced, taxed and settled by the till’s rules, under the store’s own series, and takes the goods', async () => {
  const sale = await sold({
    lines: [
      { code: '4006381333931', quantityMilli: 2000 },
      { variantId: rice, quantityMilli: 1_500 },
    ],
    tenders: cash(10_000),
    note: 'By phone',
  });
  expect(sale).toMatchObject({
    orderNumber: 'YAB-W-000001',
    totalMinor: 9_650,
    taxMinor: 150,
    paymentStatus: 'paid',
    sale: {
      note: 'By phone',
      shiftId: null,
      lines: [
        {
          name: 'Peak milk',
          quantityMilli: 2000,
          totalMinor: 2_150,
          taxMinor: 150,
          unitCostE4: 900_0000,
          barcode: '4006381333931',
        },
        { name: 'Rice', quantityMilli: 1_500, totalMinor: 7_500, taxMinor: 0 },
      ],
      payments: [{ method: 'cash', amountMinor: 9_650, tenderedMinor: 10_000, changeMinor: 350 }],
    },
  });
  expect((await sold({ lines: [{ code: 'RICE' }], tenders: cash(5_000) })).orderNumber).toBe('YAB-W-000002');
  expect(await level(milk)).toEqual([-2_000]);
  expect(await level(rice)).toEqual([-2_500]);
});

test.each([
  ['nothing', { lines: [], tenders: [] }, 'lines'],
  ['half a piece', { lines: [{ code: 'PEAK', quantityMilli: 500 }], tenders: cash(538) }, 'lines.0.quantityMilli'],
  ['an unknown code', { lines: [{ code: 'PEAK' }, { code: 'NOPE' }], tenders: cash(1) }, 'lines.1.code'],
  ['too little money', { lines: [{ code: 'PEAK' }], tenders: cash(1_000) }, 'tenders'],
  ['too much by card', { lines: [{ code: 'PEAK' }], tenders: [{ method: 'card', amountMinor: 2_000 }] }, 'tenders'],
  ['a debt of nobody', { lines: [{ code: 'PEAK' }], tenders: [{ method: 'credit', amountMinor: 1_075 }] }, 'tenders'],
  [
    'a discount without reason',
    { lines: [{ code: 'PEAK', discount: { ppm: 1, reason: ' ' } }], tenders: cash(1_075) },
    'lines.0.discount.reason',
  ],
])('a sale of %s is refused and names the field', async (_, body, field) => {
  expect(await sell(body)).toMatchObject({ status: 422, body: { errors: [{ field }] } });
});

test('the same key sells once', async () => {
  const body = { storeId: desk.storeId, lines: [{ code: 'PEAK' }], tenders: cash(1_075) };
  const both = await Promise.all(
    [1, 2].map(() => desk.ada.call('POST', '/sales', { body, headers: { 'idempotency-key': 'once' } })),
  );
  expect(both[0]?.body).toEqual(both[1]?.body);
});

test('a clerk sells; another price and a discount above the limit need their permission, and another store is not there', async () => {
  const clerk = await desk.colleague('clerk@example.test', 'sales_clerk', [desk.storeId]);
  const as = (body: object) => clerk('POST', '/sales', { body: { storeId: desk.storeId, ...body } });
  expect(await as({ lines: [{ code: 'PEAK' }], tenders: cash(1_075) })).toMatchObject({ status: 201 });
  expect(await as({ lines: [{ code: 'PEAK', unitPriceMinor: 1_000 }], tenders: cash(1_000) })).toMatchObject({
    status: 403,
  });
  expect(
    await as({ lines: [{ code: 'PEAK', discount: { ppm: 500_000, reason: 'Friend' } }], tenders: cash(538) }),
  ).toMatchObject({ status: 403 });
  const ikeja = await desk.add('/stores', { name: 'Ikeja', code: 'IKJ' });
  expect(await as({ storeId: ikeja, lines: [{ code: 'PEAK' }], tenders: cash(1_075) })).toMatchObject({ status: 404 });
  const discounted = {
    lines: [{ code: 'PEAK', discount: { ppm: 100_000, reason: 'Friend' } }],
    discount: { amountMinor: 67, reason: 'Round' },
    tenders: cash(900),
  };
  expect(await sold(discounted)).toMatchObject({
    totalMinor: 900,
    discountMinor: 175,
    sale: {
      lines: [{ discountReason: 'Friend; Round' }],
      journal: [{ event: 'discount_given' }, { event: 'cart_discount_given' }],
    },
  });
  expect(await sold({ lines: [{ code: 'PEAK', unitPriceMinor: 1_000 }], tenders: cash(1_000) })).toMatchObject({
    sale: { lines: [{ priceSource: 'override', listPriceMinor: 1_075 }] },
  });
});

test('goods in batches go by expiry, what has expired stays, and a refund puts them back where they were', async () => {
  const yoghurt = await product({ name: 'Yoghurt', sku: 'YOG', sellingPriceMinor: 100, hasBatches: true });
  const [old, june, july] = [desk.makeId(), desk.makeId(), desk.makeId()];
  const put = (id: Id, number: string, expiresOn: string) =>
    ({ kind: 'batch', id, op: 'put', fields: { variantId: yoghurt, number, expiresOn, costE4: 0 } }) as const;
  const records = [put(old, 'OLD', '2026-05-01'), put(june, 'JUN', '2026-06-20'), put(july, 'JUL', '2026-07-20')];
  await desk.apply([{ type: 'product.changed', entityId: yoghurt, payload: { records } }], null);
  const lines = [old, july, june].map((batchId) => ({
    id: desk.makeId(),
    variantId: yoghurt,
    batchId,
    quantityMilli: milli(2_000),
    unitCostE4: costE4(0),
  }));
  const received = { receiptId: desk.makeId(), supplierId: null, note: '', lines };
  await desk.apply([{ type: 'stock.received', entityId: received.receiptId, payload: received }]);
  const sale = await sold({ lines: [{ code: 'YOG', quantityMilli: 3_000 }], tenders: cash(300) });
  expect(sale.sale.lines[0]?.moves.map(({ batchId, quantityMilli }) => [batchId, quantityMilli])).toEqual([
    [june, 2_000],
    [july, 1_000],
  ]);
  expect(await refund(sale.id, {})).toMatchObject({
    status: 201,
    body: { data: { totalMinor: -300, kind: 'refund' } },
  });
  expect(await level(yoghurt)).toEqual([2_000, 2_000, 2_000]);
});

test('on account within the limit, paid in parts, never more than is open unless it is meant', async () => {
  const customerId = await desk.add('/customers', { name: 'Bisi', creditLimitMinor: 6_000 });
  const clerk = await desk.colleague('second@example.test', 'sales_clerk');
  const onAccount = {
    storeId: desk.storeId,
    customerId,
    lines: [{ code: 'RICE' }],
    tenders: [{ method: 'credit', amountMinor: 5_000 }],
  };
  const came = await clerk('POST', '/sales', { body: onAccount });
  expect(came).toMatchObject({
    status: 201,
    body: { data: { paymentStatus: 'partial', balanceMinor: 5_000, customerName: 'Bisi' } },
  });
  expect(await clerk('POST', '/sales', { body: onAccount })).toMatchObject({ status: 403 });
  const { id } = dataOf(came, saleDetailSchema);
  const pay = (amountMinor: number, more = {}) =>
    post(`/sales/${id}/payment`, { amountMinor, tenders: [{ method: 'transfer', amountMinor }], ...more });
  expect(await pay(6_000)).toMatchObject({ status: 409 });
  expect(await pay(2_000)).toMatchObject({ status: 201, body: { data: { balanceMinor: 3_000 } } });
  expect(
    await refund(id, { lines: [{ lineId: must((await read(id)).sale.lines[0], 'a line').id, quantityMilli: 400 }] }),
  ).toMatchObject({ status: 201, body: { data: { totalMinor: -2_000 } } });
  expect(await owes(customerId)).toBe(1_000);
  expect(await pay(1_500)).toMatchObject({ status: 409 });
  expect(await pay(1_000)).toMatchObject({ status: 201, body: { data: { balanceMinor: 0 } } });
  expect(await owes(customerId)).toBe(0);
  expect((await read(id)).laterPayments.map(({ amountMinor, state }) => [amountMinor, state])).toEqual([
    [2_000, 'pending'],
    [1_000, 'pending'],
  ]);
});

test('a refund gives back what was paid the way it came, never more than was sold, however many ask at once', async () => {
  const card = dataOf(
    await post('/gift-cards', { storeId: desk.storeId, amountMinor: 2_000, tenders: cash(2_000) }),
    z.looseObject({ code: z.string() }),
  ).code;
  const sale = await sold({
    lines: [{ code: 'PEAK', quantityMilli: 3_000 }],
    tenders: [{ method: 'gift_card', amountMinor: 2_000, code: card }, ...cash(1_225)],
  });
  const lineId = must(sale.sale.lines[0], 'a line').id;
  expect(await refund(sale.id, { lines: [{ lineId, quantityMilli: 4_000 }] })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'lines.0.quantityMilli' }] },
  });
  expect(await refund(sale.id, { lines: [{ lineId: NOWHERE, quantityMilli: 1_000 }] })).toMatchObject({ status: 422 });
  const both = await Promise.all([
    refund(sale.id, { lines: [{ lineId, quantityMilli: 2_000 }] }),
    refund(sale.id, { lines: [{ lineId, quantityMilli: 2_000 }] }),
  ]);
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 422]));
  expect(await desk.ada.call('GET', `/gift-cards/${card}/balance`)).toMatchObject({
    body: { data: { balanceMinor: 2_000 } },
  });
  const rest = dataOf(await refund(sale.id, {}), saleDetailSchema);
  expect(rest).toMatchObject({
    totalMinor: -1_075,
    refundOf: sale.id,
    sale: { payments: [{ method: 'cash', amountMinor: -1_075 }] },
  });
  expect(await refund(sale.id, {})).toMatchObject({ status: 409 });
  expect(await refund(rest.id, {})).toMatchObject({ status: 409 });
  expect(await read(sale.id)).toMatchObject({
    paymentStatus: 'refunded',
    refunds: [{ kind: 'refund' }, { kind: 'refund' }],
  });
});

test('money that never came does not go back, what does not come back is refused, and a drawer is touched only where an open one is named', async () => {
  const promised = await sold({ lines: [{ code: 'PEAK' }], tenders: [{ method: 'transfer', amountMinor: 1_075 }] });
  const paymentId = must(promised.sale.payments[0], 'a payment').id;
  await post(`/payments/${paymentId}/settle`, { state: 'not_found' });
  expect(await refund(promised.id, {})).toMatchObject({ status: 409 });
  await product({ name: 'Opened food', sku: 'FOOD', sellingPriceMinor: 10, returnable: false });
  const food = await sold({ lines: [{ code: 'FOOD' }], tenders: cash(10) });
  expect(await refund(food.id, {})).toMatchObject({ status: 422, body: { errors: [{ field: 'lines.0.lineId' }] } });
  const sale = await sold({ lines: [{ code: 'PEAK' }], tenders: cash(1_075) });
  expect(await refund(sale.id, { shiftId: NOWHERE })).toMatchObject({ status: 409 });
  expect(await refund(sale.id, {})).toMatchObject({ status: 201, body: { data: { sale: { shiftId: null } } } });
});

test('only the note and the customer of a sale change, held against the version that was read', async () => {
  const customerId = await desk.add('/customers', { name: 'Kemi Ade' });
  const sale = await sold({ lines: [{ code: 'PEAK' }], tenders: cash(1_075) });
  const got = await desk.ada.call('GET', `/sales/${sale.id}`);
  const put = (body: object, etag: string) =>
    desk.ada.call('PUT', `/sales/${sale.id}`, { body, headers: { 'if-match': etag } });
  const etag = got.headers.get('etag') ?? '';
  const edited = await put({ note: 'Delivered', customerId }, etag);
  expect(edited).toMatchObject({
    status: 200,
    body: { data: { customerId, customerName: 'Kemi Ade', totalMinor: 1_075, sale: { note: 'Delivered' } } },
  });
  expect(await put({ note: 'Late' }, etag)).toMatchObject({ status: 412 });
  expect(await put({ customerId: NOWHERE }, edited.headers.get('etag') ?? '')).toMatchObject({ status: 422 });
  expect(
    await desk.ben.call('PUT', `/sales/${sale.id}`, { body: { note: 'x' }, headers: { 'if-match': '*' } }),
  ).toMatchObject({ status: 404 });
});

test('promotions hold as at a till: the best on each line, in its store and time; what a person gives stands in their place', async () => {
  const tea = await product({ name: 'Tea', sku: 'TEA', sellingPriceMinor: 1_000 });
  const target = { kind: 'variants', ids: [tea] };
  await desk.add('/promotions', { name: 'Three for two', target, rule: { kind: 'pay_for', take: 3, pay: 2 } });
  await desk.add('/promotions', { name: 'Tea week', target, rule: { kind: 'percent', ppm: 100_000 } });
  const over = { validFromMs: 0, validToMs: Date.UTC(2020, 0, 1) };
  await desk.add('/promotions', { name: 'Long ago', target, rule: { kind: 'percent', ppm: 900_000 }, ...over });
  const elsewhere = await desk.add('/stores', { name: 'Surulere', code: 'SUR' });
  const there = { storeIds: [elsewhere] };
  await desk.add('/promotions', { name: 'There', target, rule: { kind: 'percent', ppm: 800_000 }, ...there });
  const clerk = await desk.colleague('third@example.test', 'sales_clerk');
  const body = {
    storeId: desk.storeId,
    lines: [{ code: 'TEA', quantityMilli: 3_000 }, { code: 'TEA' }],
    tenders: cash(2_900),
  };
  const came = await clerk('POST', '/sales', { body });
  expect(came, JSON.stringify(came.body)).toMatchObject({ status: 201 });
  expect(dataOf(came, saleDetailSchema).sale.lines).toMatchObject([
    { discountReason: 'Three for two', discountMinor: 1_000 },
    { discountReason: 'Tea week', discountMinor: 100 },
  ]);
  const given = { ppm: 10_000, reason: 'Regular' };
  expect(await sold({ lines: [{ code: 'TEA', discount: given }], tenders: cash(990) })).toMatchObject({
    discountMinor: 10,
    sale: { lines: [{ discountReason: 'Regular' }] },
  });
});

test('a set takes its parts off the shelf at what they cost, those in batches by expiry, and a refund puts them back', async () => {
  const box = await product({ name: 'Box', sku: 'BOX', sellingPriceMinor: 500, costE4: 7 });
  const cup = await product({ name: 'Cup', sku: 'CUP', sellingPriceMinor: 100, costE4: 30_000 });
  const jam = await product({ name: 'Jam', sku: 'JAM', sellingPriceMinor: 200, costE4: 50_000, hasBatches: true });
  const receive = (variantId: Id, quantityMilli: number, batch?: object) =>
    post('/inventory/receive', {
      storeId: desk.storeId,
      updatesCost: false,
      lines: [{ variantId, quantityMilli, unitCostE4: 0, batch }],
    });
  await receive(cup, 9_000);
  await receive(jam, 3_000, { number: 'LATE', expiresOn: '2027-01-31' });
  await receive(jam, 1_000, { number: 'SOON', expiresOn: '2026-12-31' });
  await post('/bundles', {
    variantId: box,
    parts: [
      { variantId: cup, quantityMilli: 2_000 },
      { variantId: jam, quantityMilli: 1_000 },
    ],
  });
  const sale = await sold({ lines: [{ code: 'BOX', quantityMilli: 2_000 }], tenders: cash(1_000) });
  expect(sale.sale.lines[0]).toMatchObject({ unitCostE4: 110_000, totalMinor: 1_000 });
  expect(await level(box)).toEqual([]);
  expect(await level(cup)).toEqual([5_000]);
  expect(await level(jam)).toEqual([0, 2_000]);
  expect(await refund(sale.id, {})).toMatchObject({ status: 201 });
  expect(await level(cup)).toEqual([9_000]);
  expect(await level(jam)).toEqual([1_000, 3_000]);
});

test('a customer who is exempt pays no tax: what is in a price is divided out', async () => {
  const customerId = await desk.add('/customers', { name: 'Embassy', taxExempt: true });
  const sale = await sold({ customerId, lines: [{ code: 'PEAK', quantityMilli: 3_000 }], tenders: cash(3_000) });
  expect(sale).toMatchObject({
    totalMinor: 3_000,
    taxMinor: 0,
    sale: { lines: [{ unitPriceMinor: 1_000, taxes: [] }] },
  });
});

test('every sum equals its facts', () => desk.verified());
