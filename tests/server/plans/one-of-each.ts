import { z } from 'zod';
import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { type SignedInOwner, dataOf } from '../../support/api-caller.ts';
import { salePayload } from '../../sync/support/make-goods.ts';
import type { Pool } from '#server/store/pool.ts';
import type { SyncWorld } from '../../sync/support/sync-world.ts';

const idOf = z.looseObject({ id: z.string() });

/** Fills a business with a record and a fact of each kind, as its people and one till would. */
export async function addOneOfEach(world: SyncWorld, owner: SignedInOwner): Promise<void> {
  const add = async (path: string, body: object): Promise<Id> => {
    const came = await owner.call('POST', path, { body });
    if (came.status >= 300) throw new Error(`${path}: ${JSON.stringify(came.body)}`);
    return z.looseObject({ data: idOf.partial().nullable() }).parse(came.body).data?.id ?? '';
  };
  const storeId = await add('/stores', { name: 'Yaba', code: 'YAB' });
  const otherId = await add('/stores', { name: 'Ikeja', code: 'IKJ' });
  const categoryId = await add('/categories', { name: 'Drinks' });
  await add('/tax-rates', { name: 'VAT', ratePpm: 75_000 });
  const supplierId = await add('/suppliers', { name: 'Lagos Dairies', email: 'orders@dairies.example' });
  const product = async (name: string): Promise<Id> => {
    const body = {
      name,
      categoryId,
      supplierId,
      sku: name,
      barcode: `B${name}`,
      sellingPriceMinor: 100,
      costE4: 500_000,
    };
    const id = await add('/products', { ...body, reorderLevelMilli: 100_000 });
    const shown = dataOf(await owner.call('GET', `/products/${id}`), z.looseObject({ variants: z.array(idOf) }));
    return must(shown.variants[0], 'a product has a variant').id;
  };
  const variantId = await product('Milk');
  await add('/bundles', { variantId: await product('Six'), parts: [{ variantId, quantityMilli: 6000 }] });
  await add('/favourites', { storeId, variantId });
  const priceListId = await add('/price-lists', { name: 'Wholesale' });
  await add('/prices', { variantId, priceListId, priceMinor: 90, validFromMs: 1_700_000_000_000 });
  await add('/promotions', {
    name: 'Three for two',
    target: { kind: 'categories', ids: [categoryId] },
    rule: { kind: 'pay_for', take: 3, pay: 2 },
    validFromMs: 1_700_000_000_000,
    validToMs: 1_900_000_000_000,
  });
  await add('/roles', { name: 'Stock keeper', permissions: ['product.read'] });
  await moveGoods(owner, add, { storeId, otherId, supplierId, variantId });
  const headId = await add('/expenses/categories', { name: 'Rent' });
  const spent = { amountMinor: 5, description: 'Diesel', paymentMethod: 'cash', expenseDate: '2026-06-01' };
  await add('/expenses', { ...spent, storeId, categoryId: headId });
  const customerId = await add('/customers', { name: 'Bisi Ade', phone: '0803 123 4567', creditLimitMinor: 50_000 });
  const cash = (amountMinor: number) => ({ amountMinor, tenders: [{ method: 'cash', amountMinor }] });
  await add('/gift-cards', { storeId, customerId, ...cash(1000) });
  await add('/store-credits', { storeId, customerId, ...cash(1000) });
  const every = { every: 'week', weekday: 1, time: '07:30', recipients: ['ada@example.test'] };
  await add('/report-schedules', {
    name: 'Sales',
    report: { type: 'sales-summary', format: 'pdf', groupBy: 'day' },
    ...every,
  });
  await sellAtTill(world, owner, { storeId, variantId, customerId });
  await addRare(world.root, owner, storeId);
}

/** Goods that come, go, are counted, and are ordered. */
async function moveGoods(
  owner: SignedInOwner,
  add: (path: string, body: object) => Promise<Id>,
  { storeId, otherId, supplierId, variantId }: Readonly<Record<'storeId' | 'otherId' | 'supplierId' | 'variantId', Id>>,
): Promise<void> {
  const batch = { number: 'L-1', expiresOn: '2026-06-20' };
  await add('/inventory/receive', {
    storeId,
    supplierId,
    lines: [{ variantId, quantityMilli: 24_000, unitCostE4: 500_000, batch }],
  });
  const lines = [{ variantId, quantityMilli: 1000 }];
  await add('/inventory/remove', { storeId, reason: 'damaged', lines });
  const transferId = await add('/inventory/transfer', { fromStoreId: storeId, toStoreId: otherId, lines });
  await add(`/inventory/transfer/${transferId}/receive`, {});
  await add('/inventory/transfer', { fromStoreId: storeId, toStoreId: otherId, lines });
  const countId = await add('/inventory/counts', { storeId, scope: { kind: 'store' }, note: '' });
  await add(`/inventory/counts/${countId}/lines`, { lines: [{ variantId, countedMilli: 11_000 }] });
  await add(`/inventory/counts/${countId}/close`, { missingIsZero: false });
  const ordered = { variantId, quantityMilli: 24_000, unitCostE4: 500_000 };
  const orderId = await add('/purchase-orders', { supplierId, storeId, lines: [ordered] });
  await add(`/purchase-orders/${orderId}/send`, { byMail: false });
  const order = dataOf(await owner.call('GET', `/purchase-orders/${orderId}`), z.looseObject({ lines: z.array(idOf) }));
  const lineId = must(order.lines[0], 'an order has a line').id;
  await add(`/purchase-orders/${orderId}/receive`, { lines: [{ lineId, quantityMilli: 12_000 }] });
}

/** What comes of accidents and of the passing of time, past the door. */
async function addRare(root: Pool, { businessId, userId }: SignedInOwner, storeId: Id): Promise<void> {
  await root.unsafe(
    `with at as (select timestamptz '2026-06-01 09:00Z' as at), told as (
       insert into notifications (business_id, id, user_id, type, store_id, title, message, data, is_read, created_at, updated_at)
       select $1::uuid, gen_random_uuid(), $2::uuid, 'low_stock', $3::uuid, 'Low', 'Milk runs out.', '{}', false, at, at from at
     ), cases as (
       insert into sync_cases (business_id, id, kind, entity, entity_id, values, state, created_at, updated_at)
       select $1::uuid, gen_random_uuid(), 'duplicate_code', 'barcode', gen_random_uuid()::text, '[]', state, at, at from at, unnest('{open,settled}'::text[]) state
     ), imports as (
       insert into product_imports (business_id, id, state, format, file_name, rows_total, created_by, created_at, updated_at)
       select $1::uuid, gen_random_uuid(), 'done', 'stockavoo', 'goods.csv', 1, $2::uuid, at, at from at
     ), reviewed as (
       update changes set outcome = 'applied_for_review' where business_id = $1::uuid and type = 'sale.completed' returning id
     )
     insert into change_reviews (business_id, change_id, reasons, note, seen_by, seen_at, created_at, updated_at)
     select $1::uuid, id, '{oversold}', '', $2::uuid, at, at, at from at, (select id from reviewed limit 1) r`,
    [businessId, userId, storeId],
  );
}

/** A day of a till: a shift, a sale on account and one for cash, a refund, the drawer, and something that nobody can take. */
async function sellAtTill(
  world: SyncWorld,
  { businessId, userId: ownerId }: SignedInOwner,
  { storeId, variantId, customerId }: { readonly storeId: Id; readonly variantId: Id; readonly customerId: Id },
): Promise<void> {
  const { makeId } = world;
  const till = await world.till({ businessId, storeId, ownerId });
  const shiftId = makeId();
  const openedAtMs = world.clock.nowMs();
  till.write(
    'shift.opened',
    { shiftId, floatMinor: minor(0), shiftDate: '2026-06-01', openedAtMs },
    { entityId: shiftId },
  );
  const sell = (more: Partial<Parameters<typeof salePayload>[1]>): Id => {
    const saleId = makeId();
    const things = [{ variantId, quantityMilli: 1000, priceMinor: 100 }];
    const payload = salePayload(makeId, { saleId, shiftId, things, ...more });
    till.write('sale.completed', payload, { entityId: saleId });
    return saleId;
  };
  sell({});
  sell({ payment: { id: makeId(), method: 'transfer', state: 'pending' } });
  sell({ customerId, payment: { id: makeId(), method: 'credit', state: 'confirmed' } });
  const cashMovementId = makeId();
  const moved = { cashMovementId, shiftId, kind: 'in' as const, amountMinor: minor(5), reason: 'change' };
  till.write('cash.moved', moved, { entityId: cashMovementId });
  till.write('drawer.opened', { shiftId, reason: 'change' });
  till.writeBody('{"broken":true}');
  const reply = await till.pushAll();
  if (!reply.ok) throw new Error(`the till was refused: ${reply.code}`);
}
