import { afterAll, beforeAll, expect, test } from 'vitest';
import { listProductsEndpoint } from '#shared/api/product-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import { knownGoods } from '#server/products/import/known-goods.ts';
import { listProducts } from '#server/products/list-products.ts';
import { priceList } from '#server/products/price-list.ts';
import { listBundles } from '#server/products/read-bundles.ts';
import { heldPromotions } from '#server/sales/held-promotions.ts';
import { listPrices, soldItems } from '#server/sales/sold-items.ts';
import type { Pool, Tx } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { type ReadRows, countedReads } from './counted-reads.ts';
import { type SyncWorld, type TestBusiness, openSyncWorld } from '../../sync/support/sync-world.ts';

const EACH = 4000;
/** Far fewer than a business has: an index that is not there would make one question read them all. */
const ROWS_READ_MAX = EACH / 4;

let world: SyncWorld;
let business: TestBusiness;

beforeAll(async () => {
  world = await openSyncWorld();
  business = await world.addBusiness();
  for (const one of [business, await world.addBusiness(), await world.addBusiness()]) await fill(world.root, one);
  await world.root.unsafe('analyze');
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

/** Products past the door by SQL: what they are is no matter here, only how they are found. */
async function fill(root: Pool, { businessId, storeId }: TestBusiness): Promise<void> {
  await root.unsafe(
    `with made as (
       select n, gen_random_uuid() as id, gen_random_uuid() as variant_id, gen_random_uuid() as code_id, gen_random_uuid() as price_id,
         md5($1::text || 'c' || n % 200)::uuid as category_id, md5($1::text || 'l' || n % 200)::uuid as list_id, now() as at from generate_series(1, $3::integer) n
     ), products as (
       insert into products (business_id, id, name, category_id, supplier_id, created_at, updated_at)
       select $1::uuid, id, 'Product ' || n, category_id, category_id, at, at from made
     ), variants as (
       insert into product_variants (business_id, id, product_id, sku, created_at, updated_at)
       select $1::uuid, variant_id, id, 'S-' || n, at, at from made
     ), codes as (
       insert into barcodes (business_id, id, variant_id, code, created_at, updated_at)
       select $1::uuid, code_id, variant_id, 'B-' || n, at, at from made
     ), levels as (
       insert into inventory (business_id, store_id, variant_id, batch_id, quantity_milli, anchor_hlc, average_cost_e4, receipt_count, created_at, updated_at)
       select $1::uuid, $2::uuid, variant_id, '00000000-0000-0000-0000-000000000000', 1000, '', 0, 0, at, at from made
     ), sets as (
       insert into bundles (business_id, id, variant_id, part_variant_id, created_at, updated_at)
       select $1::uuid, id, variant_id, code_id, at, at from made where n % 100 = 0
     )
     insert into prices (business_id, id, variant_id, price_list_id, price_minor, created_at, updated_at)
     select $1::uuid, price_id, variant_id, list_id, 1, at, at from made`,
    [businessId, storeId, EACH],
  );
}

/** A product, a price and a code change, each of another product; gives the moment since when. */
async function touchThree(tx: Tx, businessId: Id): Promise<string> {
  const at = new Date(Date.now() + 3_600_000);
  await tx`update products set updated_at = ${at} where business_id = ${businessId} and name = 'Product 21'`;
  await tx`update product_variants set updated_at = ${at} where business_id = ${businessId} and sku = 'S-22'`;
  await tx`update barcodes set updated_at = ${at} where business_id = ${businessId} and code = 'B-23'`;
  return at.toISOString();
}

test('what names a few things does not read all that the business has, however its plan is kept', async () => {
  const { businessId, storeId, ownerId } = business;
  const session: Session = {
    businessId,
    userId: ownerId,
    fullName: '',
    roleKey: 'owner',
    permissions: ['*'],
    limits: { discountPpm: 0, refundMinor: minor(0), pettyMinor: minor(0) },
    storeIds: [],
  };
  const query = (asked: object) => listProductsEndpoint.query.parse(asked);
  const nowMs = world.clock.nowMs();
  const reads: ReadRows[] = [];
  const pool = countedReads(world.pool, (read) => reads.push(read));
  await withTenant(pool, businessId, async (tx) => {
    const [one] = await tx<{ variant_id: Id; category_id: Id; list_id: Id }[]>`
      select v.id as variant_id, p.category_id, c.price_list_id as list_id from product_variants v
      join products p on p.business_id = v.business_id and p.id = v.product_id
      join prices c on c.business_id = v.business_id and c.variant_id = v.id
      where v.business_id = ${businessId} and v.sku = 'S-7'`;
    const { variant_id: variantId, category_id: categoryId, list_id: listId } = must(one, 'it was filled');
    const updatedSince = await touchThree(tx, businessId);
    await tx`set local plan_cache_mode = force_generic_plan`;
    reads.length = 0;
    for (const asked of [{ categoryId }, { supplierId: categoryId }, { supplierId: categoryId, stockState: 'low' }])
      expect((await listProducts(tx, session, query({ ...asked, storeId }))).total).toBe(EACH / 200);
    expect((await listProducts(tx, session, query({ updatedSince }))).total).toBe(3);
    await listBundles(tx, businessId, { page: 1, limit: 20, sort: 'name' });
    for (const filter of [{ variantId }, { priceListId: listId, at: nowMs }])
      await tx`select count(*) from prices t where t.business_id = ${businessId} ${priceList.where?.(tx, filter, session) ?? tx``}`;
    const wish = { quantityMilli: milli(1000), serial: null, note: '' };
    await soldItems(tx, businessId, [
      { ...wish, code: 'B-9' },
      { ...wish, code: 'S-10' },
      { ...wish, variantId },
    ]);
    await listPrices(tx, { businessId, variantIds: [variantId], lists: [listId], nowMs });
    await heldPromotions(tx, { businessId, storeId, nowMs });
    const variant = { line: 2, variantId: undefined, name: '', sku: 'S-11', barcode: 'B-11' };
    const more = { sellingPriceMinor: undefined, costE4: undefined, isActive: undefined };
    const wanted = { line: 2, name: 'Product 12', category: undefined, taxes: undefined, fields: {} };
    const known = await knownGoods(tx, businessId, [{ ...wanted, variants: [{ ...variant, ...more }] }]);
    expect([known.bySku.size, known.byName.size]).toEqual([2, 2]);
  });
  const many = ({ byTable }: ReadRows): boolean => [...byTable.values()].some((rows) => rows > ROWS_READ_MAX);
  expect(reads.filter(many)).toEqual([]);
});
