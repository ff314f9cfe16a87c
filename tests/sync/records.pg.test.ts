import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { productChange } from './support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from './support/sync-world.ts';
import type { TestTill } from './support/test-till.ts';

let world: SyncWorld;
beforeAll(async () => {
  world = await openSyncWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const HOUR_MS = 3_600_000;
const price = (till: TestTill, variantId: Id, sellingPriceMinor: number, atMs: number): void => {
  till.write(
    'product.changed',
    {
      records: [
        { kind: 'product_variant', id: variantId, op: 'put', fields: { sellingPriceMinor: minor(sellingPriceMinor) } },
      ],
    },
    { atMs },
  );
};
const variant = async (id: Id) =>
  (
    await world.root<{ name: string; selling_price_minor: number; is_deleted: boolean }[]>`
    select name, selling_price_minor, is_deleted from product_variants where id = ${id}`
  )[0];
const cases = (entityId: string) =>
  world.root<{ kind: string }[]>`select kind from sync_cases where entity_id = ${entityId} order by created_at`;

test('the last writer wins field by field, whichever arrives first, and the value that lost the same day is kept', async () => {
  const [early, late] = [await world.till(), await world.till()];
  const [productId, variantId] = [world.makeId(), world.makeId()];
  world.server.clock.advance(10 * HOUR_MS);
  const madeMs = world.clock.nowMs();
  await world.web([productChange(productId, variantId, 'Garri 1 kg')]);
  world.server.clock.advance(10 * HOUR_MS);
  for (const till of [early, late]) await till.signIn();
  price(late, variantId, 900, madeMs + 2 * HOUR_MS);
  await late.pushAll();
  price(early, variantId, 800, madeMs + HOUR_MS);
  early.write(
    'product.changed',
    { records: [{ kind: 'product_variant', id: variantId, op: 'put', fields: { name: 'Ijebu' } }] },
    { atMs: madeMs + HOUR_MS },
  );
  await early.pushAll();
  expect(await variant(variantId)).toMatchObject({ selling_price_minor: 900, name: 'Ijebu' });
  expect((await cases(variantId)).map(({ kind }) => kind)).toEqual(['lost_value', 'lost_value', 'lost_value']);
});

test('a deleted record stays deleted under an edit of one field, and comes back whole', async () => {
  const [productId, variantId] = [world.makeId(), world.makeId()];
  await world.web([productChange(productId, variantId, 'Semovita')]);
  const edit = (op: 'put' | 'delete', fields: Record<string, string>) =>
    world.web([
      {
        type: 'product.changed',
        entityId: productId,
        payload: { records: [{ kind: 'product_variant', id: variantId, op, fields }] },
      },
    ]);
  await edit('delete', {});
  await edit('put', { name: 'still gone' });
  expect(await variant(variantId)).toMatchObject({ is_deleted: true });
});

test('two tills give the same sku, barcode and phone while offline: both are kept, and a case is opened for each', async () => {
  const [one, other] = [await world.till(), await world.till()];
  for (const till of [one, other]) {
    const [productId, variantId, barcodeId, customerId] = [
      world.makeId(),
      world.makeId(),
      world.makeId(),
      world.makeId(),
    ];
    const made = productChange(productId, variantId, 'Twice', 'TWICE-1');
    if (made.type !== 'product.changed') throw new Error('a product');
    till.write('product.changed', {
      records: [
        ...made.payload.records,
        {
          kind: 'barcode',
          id: barcodeId,
          op: 'put',
          fields: { variantId, code: '0400000000017', unit: 'piece', factorMilli: 1000, priceMinor: null },
        },
      ],
    });
    till.write('customer.changed', {
      records: [{ kind: 'customer', id: customerId, op: 'put', fields: { name: 'Bola', phone: '+2348030000000' } }],
    });
    expect(await till.pushAll()).toMatchObject({ ok: true });
  }
  for (const [entityId, kind] of [
    ['TWICE-1', 'duplicate_sku'],
    ['0400000000017', 'duplicate_barcode'],
    ['+2348030000000', 'duplicate_phone'],
  ]) {
    expect(await cases(entityId ?? '')).toEqual([{ kind }]);
  }
});

test('a till can’t give rights: what is the server’s alone waits in quarantine', async () => {
  const till = await world.till();
  till.write('record.changed', {
    records: [{ kind: 'staff', id: world.ownerId, op: 'put', fields: { fullName: 'Mallory' } }],
  });
  expect(await till.pushAll()).toMatchObject({
    ok: true,
    answer: { acks: [{ outcome: 'quarantined', code: 'kind_not_allowed' }] },
  });
});

test('without its business no connection of the server sees a row, and none of another business', async () => {
  const stranger = await world.addBusiness();
  await world.web([productChange(world.makeId(), world.makeId(), 'Of the stranger')], { business: stranger });
  const tables = await world.root<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'business_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`;
  for (const { name } of tables) {
    expect(await world.pool.unsafe(`select count(*)::int as seen from ${name}`)).toEqual([{ seen: 0 }]);
    const seen = await withTenant(world.pool, stranger.businessId, (tx) =>
      tx.unsafe<{ others: number }[]>(`select count(*)::int as others from ${name} where business_id <> $1`, [
        stranger.businessId,
      ]),
    );
    expect(seen[0]?.others).toBe(0);
  }
  const insert = withTenant(
    world.pool,
    stranger.businessId,
    (tx) => tx`
    insert into till_sync (business_id, till_id, kind, created_at, updated_at) values (${world.businessId}, ${world.makeId()}, 'till', now(), now())`,
  );
  await expect(insert).rejects.toThrow(/row-level security/);
});
