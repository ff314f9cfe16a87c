import { expect, test } from 'vitest';
import { readGoods } from './read-goods.ts';

test('the demo shop has over 400 different goods with prices above their costs', () => {
  const goods = readGoods();
  expect(goods.length).toBeGreaterThanOrEqual(400);
  expect(new Set(goods.map((good) => good.name)).size).toBe(goods.length);
  for (const good of goods) expect(good.priceMinor).toBeGreaterThan(good.costMinor);
});

test('every code of the demo has a right check digit, and stands once', () => {
  const codes = readGoods().flatMap((good) => good.barcodes);
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) {
    const digits = Array.from(code, Number);
    const sum = digits.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3), 0);
    expect(sum % 10).toBe(0);
  }
});

test('what is not a real code is a restricted one', () => {
  for (const good of readGoods()) {
    if (good.hasRealBarcode) continue;
    for (const code of good.barcodes) expect(code).toMatch(/^04\d{11}$/);
  }
});

test('there are variants, weighed goods and goods that expire', () => {
  const goods = readGoods();
  expect(goods.filter((good) => good.variants.length > 0).length).toBeGreaterThanOrEqual(5);
  expect(goods.filter((good) => good.isWeighed).length).toBeGreaterThanOrEqual(20);
  expect(goods.filter((good) => good.shelfLifeDays !== null).length).toBeGreaterThanOrEqual(30);
});
