import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digitsToSaleId, saleIdToDigits } from './sale-id-digits.ts';

test('every id survives the way onto paper and back', () => {
  fc.assert(
    fc.property(fc.uuid(), (saleId) => {
      const digits = saleIdToDigits(saleId);
      expect(digits).toMatch(/^\d{40}$/);
      expect(digitsToSaleId(digits)).toBe(saleId);
    }),
  );
});

test('the largest and the smallest id fit', () => {
  expect(saleIdToDigits('ffffffff-ffff-ffff-ffff-ffffffffffff')).toBe('0340282366920938463463374607431768211455');
  expect(digitsToSaleId('0'.repeat(40))).toBe('00000000-0000-0000-0000-000000000000');
});

test('digits that are no receipt’s are told apart', () => {
  expect(digitsToSaleId('0340282366920938463463374607431768211456')).toBeNull();
  expect(digitsToSaleId('9'.repeat(40))).toBeNull();
  expect(digitsToSaleId('1'.repeat(39))).toBeNull();
  expect(digitsToSaleId('')).toBeNull();
});
