import fc from 'fast-check';
import { expect, test } from 'vitest';
import { receiptCode, saleIdInCode, saleIdToDigits } from './receipt-code.ts';

test('every id survives the way onto paper and back', () => {
  fc.assert(
    fc.property(fc.uuid(), (saleId) => {
      const digits = saleIdToDigits(saleId);
      expect(digits).toMatch(/^\d{40}$/);
      expect(saleIdInCode(digits)).toBe(saleId);
    }),
  );
});

test('the largest and the smallest id fit', () => {
  expect(saleIdToDigits('ffffffff-ffff-ffff-ffff-ffffffffffff')).toBe('0340282366920938463463374607431768211455');
  expect(saleIdInCode('0'.repeat(40))).toBe('00000000-0000-0000-0000-000000000000');
});

test('digits that are no receipt’s are told apart', () => {
  expect(saleIdInCode('0340282366920938463463374607431768211456')).toBeNull();
  expect(saleIdInCode('9'.repeat(40))).toBeNull();
  expect(saleIdInCode('1'.repeat(39))).toBeNull();
  expect(saleIdInCode('')).toBeNull();
});

test('the square code leads a phone to the page and a till to the sale, whatever the scanner makes of its letters', () => {
  const saleId = 'ffffffff-0000-4000-8000-00000000000a';
  const code = receiptCode('https://shop.example/r/abc', saleId);
  expect(code).toBe('https://shop.example/r/abc#ffffffff-0000-4000-8000-00000000000a');
  expect(saleIdInCode(code)).toBe(saleId);
  expect(saleIdInCode(code.toUpperCase())).toBe(saleId);
  expect(saleIdInCode(` ${code} `)).toBe(saleId);
  expect(saleIdInCode(receiptCode(null, saleId))).toBe(saleId);
});

test.each(['https://shop.example/r/abc', 'https://shop.example/r/abc#top', '#', 'ftp://x#1', 'SUR-2-A-000041'])(
  '%s is no sale’s code',
  (text) => {
    expect(saleIdInCode(text)).toBeNull();
  },
);
