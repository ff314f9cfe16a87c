import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PurchaseOrderAnswer, purchaseOrderAnswerSchema } from '#shared/api/purchase-order-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { verifyBusiness } from '#server/db/verify-server.ts';
import { type Came, dataOf, registerOwner } from '../support/api-caller.ts';
import { type SyncWorld, openSyncWorld } from '../sync/support/sync-world.ts';
import { type StockedShop, openStockedShop } from './support/stocked-shop.ts';

const NOWHERE = '01890000-0000-7000-8000-0000000000ff';
const ANY = { 'if-match': '*' };

let world: SyncWorld;
let shop: StockedShop;
let supplierId: string;
let milk: string;
let bread: string;

beforeAll(async () => {
  world = await openSyncWorld();
  shop = await openStockedShop(world, 'ada@example.test');
  const supplier = await shop.post('/suppliers', { name: 'Lagos Dairies', email: 'orders@dairies.test' });
  supplierId = dataOf(supplier, z.looseObject({ id: z.string() })).id;
  milk = (await shop.product('Milk', { sku: 'MILK', hasBatches: true })).variantId;
  bread = (await shop.product('Bread')).variantId;
});
afterAll(() => world[Symbol.asyncDispose]());

const orderOf = (came: Came): PurchaseOrderAnswer => dataOf(came, purchaseOrderAnswerSchema);
const draft = (more: object = {}): Promise<Came> =>
  shop.post('/purchase-orders', {
    supplierId,
    storeId: shop.yaba,
    lines: [
      { variantId: milk, quantityMilli: 12_000, unitCostE4: 500_000_000 },
      { variantId: bread, quantityMilli: 5000, unitCostE4: 100_000_000 },
    ],
    ...more,
  });
const call = (id: string, what: 'send' | 'receive', body: object): Promise<Came> =>
  shop.post(`/purchase-orders/${id}/${what}`, body);
const edit = (id: string, body: object, headers: Record<string, string> = ANY): Promise<Came> =>
  shop.owner.call('PUT', `/purchase-orders/${id}`, { body, headers });
const lineOf = (order: PurchaseOrderAnswer, variantId: string): string =>
  must(
    order.lines.find((line) => line.variantId === variantId),
    'the order has it',
  ).id;

test('an order is drafted, edited, mailed, and received in parts; what came beyond is said, and costs follow', async () => {
  const came = await draft({ expectedOn: '2026-06-05', note: 'Before nine' });
  expect(came).toMatchObject({
    status: 201,
    body: {
      data: {
        number: 1,
        state: 'draft',
        supplierName: 'Lagos Dairies',
        storeName: 'Yaba',
        lineCount: 2,
        totalMinor: 650_000,
      },
    },
  });
  const { id } = orderOf(came);
  expect(await edit(id, { note: 'Before ten' }, { 'if-match': '"old"' })).toMatchObject({ status: 412 });
  world.server.clock.advance(1000);
  expect(await edit(id, { note: 'Before ten' }, { 'if-match': came.headers.get('etag') ?? '' })).toMatchObject({
    status: 200,
  });
  expect(await call(id, 'receive', { lines: [{ lineId: NOWHERE, quantityMilli: 1000 }] })).toMatchObject({
    status: 409,
  });
  expect(await call(id, 'send', {})).toMatchObject({
    status: 200,
    body: { data: { state: 'sent', sentTo: 'orders@dairies.test' } },
  });
  await world.server.settled();
  const mail = (await world.server.outbox()).at(-1) ?? '';
  for (const words of ['orders@dairies.test', 'PO-00001', 'Milk (MILK)', 'Before ten', '2026-06-05'])
    expect(mail).toContain(words);
  expect(await edit(id, { storeId: shop.ikeja })).toMatchObject({ status: 409 });
  const order = orderOf(await shop.owner.call('GET', `/purchase-orders/${id}`));
  const part = await call(id, 'receive', {
    note: 'first van',
    lines: [{ lineId: lineOf(order, milk), quantityMilli: 8000, batch: { number: 'L1', expiresOn: '2026-07-01' } }],
  });
  expect(part).toMatchObject({ status: 201, body: { data: { state: 'partial', receipts: [{ costMinor: 400_000 }] } } });
  expect(await edit(id, { state: 'cancelled' })).toMatchObject({ status: 409 });
  const rest = await call(id, 'receive', {
    lines: [
      { lineId: lineOf(order, milk), quantityMilli: 4000, unitCostE4: 650_000_000, batch: { number: 'L2' } },
      { lineId: lineOf(order, bread), quantityMilli: 6000 },
    ],
  });
  expect(rest).toMatchObject({
    body: {
      data: {
        state: 'received',
        lines: [
          { receivedMilli: 12_000, overMilli: 0 },
          { receivedMilli: 6000, overMilli: 1000 },
        ],
      },
    },
  });
  expect(JSON.stringify(rest.body)).toContain('More came than was ordered of “Bread”');
  expect([await shop.onHand(milk), await shop.onHand(bread)]).toEqual([12_000, 6000]);
  const [cost] = await world.root<{ cost_e4: number }[]>`select cost_e4 from product_variants where id = ${milk}`;
  expect(cost?.cost_e4).toBe(550_000_000);
  expect((await shop.owner.call('GET', `/suppliers/${supplierId}/history`)).body).toMatchObject({ meta: { total: 2 } });
  expect(await call(id, 'send', {})).toMatchObject({ status: 409 });
  expect(await edit(id, { note: 'late' })).toMatchObject({ status: 409 });
});

test('an order is called off before anything came, ended when no more will come, and listed by state and supplier', async () => {
  const off = orderOf(await draft());
  await call(off.id, 'send', { byMail: false });
  expect(await edit(off.id, { state: 'received' })).toMatchObject({ status: 409 });
  expect(await edit(off.id, { state: 'cancelled' })).toMatchObject({
    status: 200,
    body: { data: { state: 'cancelled', sentTo: '' } },
  });
  const short = orderOf(await draft());
  await call(short.id, 'send', { byMail: false });
  await call(short.id, 'receive', { lines: [{ lineId: lineOf(short, bread), quantityMilli: 1000 }] });
  expect(await edit(short.id, { state: 'received' })).toMatchObject({
    status: 200,
    body: { data: { state: 'received' } },
  });
  const list = await shop.owner.call(
    'GET',
    `/purchase-orders?state=cancelled&supplierId=${supplierId}&variantId=${milk}&q=lagos`,
  );
  expect(list.body).toMatchObject({ data: [{ id: off.id }], meta: { total: 1 } });
  expect((await shop.owner.call('DELETE', `/suppliers/${supplierId}`)).body).toMatchObject({
    data: { archived: true },
  });
  await shop.owner.call('PUT', `/suppliers/${supplierId}`, { body: { isActive: true }, headers: ANY });
});

test.each([
  ['an unknown supplier', { supplierId: NOWHERE }, 'supplierId'],
  ['an unknown variant', { lines: [{ variantId: NOWHERE, quantityMilli: 1000, unitCostE4: 1 }] }, 'lines.0.variantId'],
  ['a day that is none', { expectedOn: '2026-02-30' }, 'expectedOn'],
  ['no lines', { lines: [] }, 'lines'],
])('an order with %s is refused and names the field', async (_, wrong, field) => {
  expect(await draft(wrong)).toMatchObject({ status: 422, body: { errors: [{ field }] } });
});

test('orders of stores beyond a person’s limits, and of other businesses, are not there; a supplier without an address gets no mail', async () => {
  const { id } = orderOf(await draft());
  const limited = await shop.colleague('manager', [shop.ikeja]);
  expect(await limited.call('GET', `/purchase-orders/${id}`)).toMatchObject({ status: 404 });
  expect(await limited.call('POST', `/purchase-orders/${id}/send`, { body: {} })).toMatchObject({ status: 404 });
  expect((await limited.call('GET', '/purchase-orders')).body).toMatchObject({ meta: { total: 0 } });
  const ben = await registerOwner(world.server, 'ben@example.test', 'Ben Stores');
  expect(await ben.call('GET', `/purchase-orders/${id}`)).toMatchObject({ status: 404 });
  const mute = dataOf(await shop.post('/suppliers', { name: 'Market woman' }), z.looseObject({ id: z.string() }));
  const order = orderOf(await draft({ supplierId: mute.id }));
  expect(await call(order.id, 'send', {})).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(await call(order.id, 'send', { to: 'sister@market.test' })).toMatchObject({
    body: { data: { sentTo: 'sister@market.test' } },
  });
  expect(await verifyBusiness(world.pool, shop.owner.businessId)).toEqual([]);
});

test('goods that are worth more than can be counted are refused in words, ordered or received', async () => {
  const gold = (await shop.product('Gold')).variantId;
  const line = { variantId: gold, quantityMilli: 1_000_000_000, unitCostE4: 8_000_000_000 };
  const dearer = { ...line, unitCostE4: 10_000_000_000 };
  const receive = (lines: readonly object[]) => shop.post('/inventory/receive', { storeId: shop.ikeja, lines });
  const refused = { status: 422, body: { errors: [{ field: 'lines' }] } };
  expect(await draft({ lines: [dearer] })).toMatchObject(refused);
  expect(await draft({ lines: [line, { ...line, variantId: bread }] })).toMatchObject(refused);
  const order = orderOf(await draft({ lines: [line] }));
  expect(order.totalMinor).toBe(800_000_000_000);
  expect(await edit(order.id, { lines: [dearer] })).toMatchObject(refused);
  expect(await receive([dearer])).toMatchObject(refused);
  expect(await receive([line, line])).toMatchObject(refused);
  expect((await receive([line])).status).toBe(201);
  // Each paper can be counted, what the store took in on one day can not.
  expect(await receive([line])).toMatchObject(refused);
  const removal = { storeId: shop.ikeja, reason: 'theft', lines: [{ variantId: gold, quantityMilli: 1_000_000_000 }] };
  expect((await shop.post('/inventory/remove', removal)).status).toBe(201);
  expect((await shop.owner.call('GET', `/inventory?storeId=${shop.ikeja}`)).status).toBe(200);
  expect((await shop.owner.call('GET', '/reports/profit-loss?from=2026-01-01&to=2026-12-31')).status).toBe(200);
});
