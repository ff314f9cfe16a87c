import { expect, test } from 'vitest';
import { costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { entryOf } from '../parts/number-entry.ts';
import { type Product, draftOf, inputOf, isPlainCode, newProduct, withCode, wrongIn } from './product-draft.ts';

const MILK: Product = {
  productId: 'p',
  variantId: 'v',
  variantName: '',
  name: 'Peak Milk',
  sku: 'PM',
  unit: 'piece',
  categoryId: 'c',
  taxRateIds: ['t'],
  trackInventory: true,
  isWeighed: false,
  isOpenPrice: false,
  isActive: true,
  reorderLevelMilli: milli(6000),
  sellingPriceMinor: minor(107_500),
  // A carton's cost divided by twelve.
  costE4: costE4(896_666_667),
  barcodes: [
    { code: '1', factorMilli: milli(1000), priceMinor: null },
    { code: '2', factorMilli: milli(12_000), priceMinor: minor(1_200_000) },
  ],
  onHandMilli: milli(5000),
};

test('a product that nobody touched goes back as it came, to the last part of its cost', () => {
  expect(inputOf(draftOf(MILK, 2), MILK)).toEqual({
    id: 'p',
    variantId: 'v',
    name: 'Peak Milk',
    sku: 'PM',
    barcodes: MILK.barcodes,
    sellingPriceMinor: 107_500,
    costE4: 896_666_667,
    unit: 'piece',
    categoryId: 'c',
    taxRateIds: ['t'],
    trackInventory: true,
    isWeighed: false,
    isOpenPrice: false,
    reorderLevelMilli: 6000,
    isActive: true,
  });
});

test('a cost that somebody may not see stays what it is', () => {
  const hidden = { ...MILK, costE4: null };
  expect(inputOf(draftOf(hidden, 2), hidden)).not.toHaveProperty('costE4');
});

test('a new product needs a name, and a price unless it is asked for at each sale', () => {
  const draft = newProduct({ code: '123', name: '' }, 2);
  expect([...wrongIn(draft)]).toEqual(['name', 'price']);
  expect([...wrongIn({ ...draft, name: 'Rice', isOpenPrice: true })]).toEqual([]);
  expect(inputOf({ ...draft, name: ' Rice ', price: entryOf('1500', 2), unit: 'kg' }, null)).toMatchObject({
    id: null,
    name: 'Rice',
    barcodes: [{ code: '123', factorMilli: 1000, priceMinor: null }],
    sellingPriceMinor: 150_000,
    isWeighed: true,
  });
});

test('a scan fills the empty code, then gets a row of its own, and is never there twice', () => {
  const filled = withCode(newProduct({ code: '', name: '' }, 2), '111');
  expect(filled.codes.map(({ code }) => code)).toEqual(['111']);
  expect(isPlainCode(filled)).toBe(true);
  const second = withCode(filled, '222');
  expect(second.codes.map(({ id, code }) => [id, code])).toEqual([
    [0, '111'],
    [1, '222'],
  ]);
  expect(withCode(second, '111')).toBe(second);
  expect(isPlainCode(second)).toBe(false);
});
