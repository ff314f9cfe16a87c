import { afterEach, beforeEach, expect, test } from 'vitest';
import { costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { staffSaveCall, tillStartAloneCall } from '#shared/till-calls/alone-calls.ts';
import { catalogueFindCall, catalogueSaveProductCall } from '#shared/till-calls/catalogue-calls.ts';
import { catalogueChoicesCall, catalogueProductCall, catalogueProductsCall } from '#shared/till-calls/product-calls.ts';
import { saleAddItemCall } from '#shared/till-calls/sale-calls.ts';
import { staffListCall } from '#shared/till-calls/till-calls.ts';
import { ALONE_SHOP, OWNER_PIN } from '#tests/support/till/alone-shop.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';

const CODE = '6009188001234';
const CARTON = '4006381333931';
const MILK = { name: 'Peak Milk 400 g', barcode: CODE, sellingPriceMinor: minor(107_500) };
const TINS = { code: CODE, factorMilli: milli(1000), priceMinor: null };
const DOZEN = { code: CARTON, factorMilli: milli(12_000), priceMinor: minor(1_200_000) };

let till: TestTill;
let ownerId: string;
beforeEach(async () => {
  till = await openTestTill({ seed: false });
  await till.ok(tillStartAloneCall, ALONE_SHOP);
  ownerId = (await till.ok(staffListCall, {})).staff[0]?.id ?? '';
  await till.signIn({ id: ownerId, pin: OWNER_PIN });
});
afterEach(() => till.close());

const save = (input: object) => till.ok(catalogueSaveProductCall, { id: null, ...MILK, ...input });
const typesWritten = () =>
  till.inFiles((store) =>
    store.read((reader) =>
      reader.changes.after(reader.meta.epoch()?.epoch ?? '', 0, 100).map(({ type, body }) => ({ type, body })),
    ),
  );

test('a new product comes with its category, its stock at its cost, and every tax of the shop', async () => {
  const { variantId } = await save({
    newCategory: 'Milk',
    costE4: costE4(900_000_000),
    openingMilli: milli(24_000),
    reorderLevelMilli: milli(6000),
  });
  const { categories, taxRates } = await till.ok(catalogueChoicesCall, {});
  expect(categories).toMatchObject([{ name: 'Milk', itemCount: 1 }]);
  expect(await till.ok(catalogueProductCall, { variantId })).toMatchObject({
    name: MILK.name,
    categoryId: categories[0]?.id,
    taxRateIds: taxRates.map(({ id }) => id),
    costE4: 900_000_000,
    onHandMilli: 24_000,
    reorderLevelMilli: 6000,
    barcodes: [TINS],
  });
  await save({ name: 'Yoghurt', barcode: '', newCategory: 'milk' });
  expect((await till.ok(catalogueChoicesCall, {})).categories).toMatchObject([{ name: 'Milk', itemCount: 2 }]);
});

test('what is not stocked has no level, even where somebody said how much lies there', async () => {
  const { variantId } = await save({ trackInventory: false, openingMilli: milli(5000) });
  expect(await till.ok(catalogueProductCall, { variantId })).toMatchObject({
    onHandMilli: null,
    trackInventory: false,
  });
  expect((await typesWritten()).map(({ type }) => type)).not.toContain('stock.received');
});

test('a carton’s code is twelve of the pieces at its own price, until it is taken off', async () => {
  const { productId, variantId } = await save({ barcode: '', barcodes: [TINS, DOZEN] });
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: CARTON } });
  expect(sale.totalMinor).toBe(1_200_000);
  await save({ id: productId, variantId, barcode: '', barcodes: [DOZEN] });
  expect(await till.ok(catalogueProductCall, { variantId })).toMatchObject({ barcodes: [DOZEN] });
  expect(await till.ok(catalogueFindCall, { code: CODE })).toEqual({ items: [] });
  const before = (await typesWritten()).length;
  await till.signIn({ id: ownerId, pin: OWNER_PIN });
  await save({ id: productId, variantId, barcode: '', barcodes: [DOZEN] });
  expect((await typesWritten()).slice(before).map(({ type }) => type)).toEqual(['staff.signed_in']);
});

test('an edit that leaves the codes and the cost out leaves them as they are', async () => {
  const { productId, variantId } = await save({ costE4: costE4(5000), barcode: '', barcodes: [TINS, DOZEN] });
  await save({ id: productId, barcode: '', name: 'Peak Tin' });
  expect(await till.ok(catalogueProductCall, { variantId })).toMatchObject({
    name: 'Peak Tin',
    costE4: 5000,
    barcodes: [TINS, DOZEN],
  });
});

test('what is not sold any more is in a list of its own, found by a part of its name, and comes back', async () => {
  const { productId } = await save({});
  await save({ id: productId, isActive: false });
  expect(await till.ok(catalogueProductsCall, {})).toEqual({ items: [], total: 0 });
  expect(await till.ok(catalogueProductsCall, { isSold: false, text: 'milk' })).toMatchObject({
    items: [{ name: MILK.name }],
    total: 1,
  });
  expect(await till.ok(catalogueProductsCall, { isSold: false, text: '%' })).toEqual({ items: [], total: 0 });
  expect(await till.no(saleAddItemCall, { saleId: null, item: { code: CODE } })).toBe('variant_inactive');
  await save({ id: productId, isActive: true });
  expect(await till.ok(catalogueProductsCall, { text: 'peak' })).toMatchObject({ total: 1 });
});

test.each([
  ['a price below nothing', { sellingPriceMinor: minor(-1) }, 'price_negative'],
  ['a carton’s price below nothing', { barcodes: [{ ...DOZEN, priceMinor: minor(-1) }] }, 'price_negative'],
  ['a price that no line holds', { sellingPriceMinor: minor(1_000_000_000_001) }, 'price_too_large'],
  ['a code that can’t be read', { barcode: ']C1(01)' }, 'barcode_bad_check_digit'],
  ['a pack of nothing', { barcodes: [{ ...DOZEN, factorMilli: milli(0) }] }, 'quantity_not_positive'],
  ['half a piece on the shelf', { openingMilli: milli(500) }, 'quantity_not_whole'],
  ['less than nothing on the shelf', { openingMilli: milli(-1000) }, 'quantity_not_positive'],
  ['a category that is gone', { categoryId: '019a0000-0000-7000-8000-000000000001' }, 'category_unknown'],
  ['a tax that is gone', { taxRateIds: ['019a0000-0000-7000-8000-000000000001'] }, 'tax_rate_unknown'],
])('%s is refused, and nothing is written', async (_what, input, why) => {
  expect(await till.no(catalogueSaveProductCall, { id: null, ...MILK, newCategory: undefined, ...input })).toBe(why);
  expect(await till.ok(catalogueProductsCall, {})).toEqual({ items: [], total: 0 });
});

test('a clerk adds a product once the owner agrees on the spot, both are written down, and the cost stays unseen', async () => {
  const clerk = { fullName: 'Amina Bello', role: 'sales_clerk', pin: '2580', isActive: true } as const;
  const { id } = await till.ok(staffSaveCall, { id: null, ...clerk });
  await till.signIn({ id, pin: clerk.pin });
  expect(await till.no(catalogueSaveProductCall, { id: null, ...MILK })).toBe('permission_missing');
  const { variantId } = await save({ costE4: costE4(5000), approval: { userId: ownerId, pin: OWNER_PIN } });
  expect(await till.ok(catalogueProductCall, { variantId })).toMatchObject({ costE4: null });
  const override = (await typesWritten()).find(({ type }) => type === 'override.granted');
  expect(JSON.parse(override?.body ?? '{}')).toMatchObject({ payload: { permission: 'product.write' } });
});
