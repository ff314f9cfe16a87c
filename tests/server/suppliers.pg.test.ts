import { afterAll, beforeAll, expect, test } from 'vitest';
import { supplierAnswerSchema, supplierHistoryEndpoint } from '#shared/api/supplier-endpoints.ts';
import { verifyBusiness } from '#server/db/verify-server.ts';
import { knownMigrations } from '#server/store/migrate.ts';
import { type SignedInOwner, dataOf, registerOwner } from '../support/api-caller.ts';
import { type SyncWorld, openSyncWorld } from '../sync/support/sync-world.ts';
import { type StockedShop, openStockedShop } from './support/stocked-shop.ts';

const NOWHERE = '01890000-0000-7000-8000-0000000000ff';
const DAIRIES = { name: 'Lagos Dairies', email: 'orders@dairies.test', contactPerson: 'Bisi Ade' };

let world: SyncWorld;
let shop: StockedShop;
let ben: SignedInOwner;

beforeAll(async () => {
  world = await openSyncWorld();
  shop = await openStockedShop(world, 'ada@example.test');
  ben = await registerOwner(world.server, 'ben@example.test', 'Ben Stores');
});
afterAll(() => world[Symbol.asyncDispose]());

const add = async (more: object = {}): Promise<string> =>
  dataOf(await shop.post('/suppliers', { ...DAIRIES, ...more }), supplierAnswerSchema).id;

test('a supplier is added, read, listed, edited by its version, and reaches the tills', async () => {
  const came = await shop.post('/suppliers', DAIRIES);
  expect(came).toMatchObject({ status: 201, body: { data: { ...DAIRIES, phone: '', isActive: true } } });
  const { id } = dataOf(came, supplierAnswerSchema);
  const headers = { 'if-match': came.headers.get('etag') ?? '' };
  world.server.clock.advance(1000);
  const edit = { body: { phone: '+234 1 555 0100' }, headers };
  expect(await shop.owner.call('PUT', `/suppliers/${id}`, edit)).toMatchObject({
    status: 200,
    body: { data: edit.body },
  });
  expect(await shop.owner.call('PUT', `/suppliers/${id}`, edit)).toMatchObject({ status: 412 });
  expect((await shop.owner.call('GET', '/suppliers?q=bisi&isActive=true&sort=-name')).body).toMatchObject({
    data: [{ id, phone: '+234 1 555 0100' }],
    meta: { total: 1 },
  });
  expect(await world.root`select entity, class from feed where id = ${id}`).toEqual([
    { entity: 'supplier', class: 'catalogue' },
  ]);
  expect(await shop.post('/suppliers', { name: ' ', email: 'nobody' })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'name' }, { field: 'email' }] },
  });
});

test('its history says what it delivered where, to those who may see the store', async () => {
  const supplierId = await add();
  const { variantId } = await shop.product('Milk', { supplierId });
  const lines = [
    { variantId, quantityMilli: 12_000, unitCostE4: 9_500_000 },
    { variantId, quantityMilli: 1000, unitCostE4: 5000 },
  ];
  await shop.post('/inventory/receive', { storeId: shop.yaba, supplierId, note: 'Monday', lines });
  world.server.clock.advance(1000);
  await shop.post('/inventory/receive', { storeId: shop.ikeja, supplierId, lines: lines.slice(0, 1) });
  await shop.post('/inventory/receive', { storeId: shop.ikeja, lines: lines.slice(0, 1) });
  const history = async (caller: SignedInOwner) =>
    dataOf(await caller.call('GET', `/suppliers/${supplierId}/history`), supplierHistoryEndpoint.answer);
  expect(await history(shop.owner)).toMatchObject([
    { storeName: 'Ikeja', lineCount: 1, costMinor: 11_400 },
    { storeName: 'Yaba', note: 'Monday', receivedByName: 'Ada Obi', lineCount: 2, costMinor: 11_401 },
  ]);
  expect(await history(await shop.colleague('manager', [shop.ikeja]))).toHaveLength(1);
  expect((await shop.owner.call('GET', `/inventory?supplierId=${supplierId}&storeId=${shop.yaba}`)).body).toMatchObject(
    {
      data: [{ variantId, supplierId }],
    },
  );
  const unknown = { storeId: shop.yaba, supplierId: NOWHERE, lines };
  expect(await shop.post('/inventory/receive', unknown)).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'supplierId' }] },
  });
  const product = { name: 'X', sellingPriceMinor: 1, supplierId: NOWHERE };
  expect(await shop.post('/products', product)).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'supplierId' }] },
  });
  expect(await verifyBusiness(world.pool, shop.owner.businessId)).toEqual([]);
});

test('one of whom something speaks is archived, another is removed; other businesses and clerks see none', async () => {
  const [used, unused] = [await add({ name: 'Used' }), await add({ name: 'Unused' })];
  await shop.product('Bread', { supplierId: used });
  expect((await shop.owner.call('DELETE', `/suppliers/${used}`)).body).toMatchObject({ data: { archived: true } });
  expect((await shop.owner.call('GET', `/suppliers/${used}`)).body).toMatchObject({ data: { isActive: false } });
  expect((await shop.owner.call('DELETE', `/suppliers/${unused}`)).body).toMatchObject({ data: { archived: false } });
  expect(await shop.owner.call('GET', `/suppliers/${unused}`)).toMatchObject({ status: 404 });
  expect(await ben.call('GET', `/suppliers/${used}`)).toMatchObject({ status: 404 });
  expect(await ben.call('GET', `/suppliers/${used}/history`)).toMatchObject({ status: 404 });
  const clerk = await shop.colleague('sales_clerk', []);
  expect(await clerk.call('GET', '/suppliers')).toMatchObject({ status: 403 });
});

test('papers of goods from before papers were kept are made of what was said then', async () => {
  const rows = () => world.root<{ id: string }[]>`
    select business_id, id, store_id, till_id, change_id, supplier_id, note, received_by, line_count, cost_minor, occurred_at, business_date
    from stock_receipts order by id`;
  const kept = await rows();
  expect(kept.length).toBeGreaterThan(2);
  const older = (await knownMigrations()).find(({ name }) => name === '0173_older_receipts.sql');
  await world.root`delete from stock_receipts where id = ${kept[0]?.id ?? ''}`;
  await world.root.unsafe(older?.text ?? '');
  expect(await rows()).toEqual(kept);
  expect(await verifyBusiness(world.pool, shop.owner.businessId)).toEqual([]);
});
