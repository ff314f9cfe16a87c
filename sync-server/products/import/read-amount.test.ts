import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalText } from '#server/platform/documents/table.ts';
import { decimalSignOf, readAmount } from './read-amount.ts';

test.each([
  ['1250', '.', 125_000],
  ['1,250.5', '.', 125_050],
  ['₦1,250.50', '.', 125_050],
  ['NGN 1 250.50', '.', 125_050],
  ['1.250,50', ',', 125_050],
  ['1 250,5', ',', 125_050],
  ['-3.00', '.', -300],
  ['.5', '.', 50],
  ['0012.10', '.', 1210],
  ['1.2500', '.', 125],
  ['1.255', '.', null],
  ['1.2.3', '.', null],
  ['12-50', '.', null],
  ['', '.', null],
  ['free', '.', null],
  ['99999999999999999999', '.', null],
] as const)('%j with %s is %s', (text, sign, expected) => {
  expect(readAmount(text, sign, 2)).toBe(expected);
});

test('which sign stands before a fraction is told by all amounts together', () => {
  expect(decimalSignOf(['1,250', '3.50', ''])).toBe('.');
  expect(decimalSignOf(['1.250', '3,50'])).toBe(',');
  expect(decimalSignOf(['1,250', '2,000'])).toBe('.');
});

test('what is written out is read back, whatever the decimals', () => {
  const units = fc.integer({ min: -(10 ** 14), max: 10 ** 14 });
  fc.assert(
    fc.property(units, fc.integer({ min: 0, max: 7 }), (value, decimals) => {
      const read = readAmount(decimalText({ units: value, decimals }), '.', decimals);
      expect(read === 0 ? 0 : read).toBe(value === 0 ? 0 : value);
    }),
  );
});
