import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bug } from './assert.ts';
import { mulDivRound } from './integer.ts';

const safe = fc.maxSafeInteger();

/** The rule written once more, with nothing but BigInt. */
function byHand(value: number, numerator: number, denominator: number): bigint {
  const product = BigInt(value) * BigInt(numerator);
  const by = BigInt(denominator);
  const quotient = product / by;
  const rest = product - quotient * by;
  const away = (rest < 0n ? -rest : rest) * 2n >= by ? (product < 0n ? -1n : 1n) : 0n;
  return quotient + away;
}

test('rounds halves away from zero, in both directions', () => {
  expect([5, -5, 4, -4, 15].map((value) => mulDivRound(value, 1, 10))).toEqual([1, -1, 0, 0, 2]);
});

test('gives the exact result or stops, however large the product', () => {
  fc.assert(
    fc.property(safe, safe, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (value, numerator, denominator) => {
      const exact = byHand(value, numerator, denominator);
      if (exact > BigInt(Number.MAX_SAFE_INTEGER) || exact < -BigInt(Number.MAX_SAFE_INTEGER)) {
        expect(() => mulDivRound(value, numerator, denominator)).toThrow(Bug);
      } else {
        expect(BigInt(mulDivRound(value, numerator, denominator))).toBe(exact);
      }
    }),
    { numRuns: 2000 },
  );
});

test('is odd: what comes back is what went out', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -4e6, max: 4e6 }),
      fc.integer(),
      fc.integer({ min: 1 }),
      (value, numerator, denominator) => {
        expect(mulDivRound(-value, numerator, denominator) + mulDivRound(value, numerator, denominator)).toBe(0);
      },
    ),
  );
});

test('never gives a negative zero', () => {
  expect(Object.is(mulDivRound(-1, 1, 10), 0)).toBe(true);
  expect(Object.is(mulDivRound(-1, 2 ** 52, 2 ** 53 - 1), 0)).toBe(false);
  expect(Object.is(mulDivRound(-3, 2 ** 51, 2 ** 53 - 1) + 1, 0)).toBe(true);
});

test('takes nothing but whole numbers and a positive divisor', () => {
  expect(() => mulDivRound(0.5, 1, 1)).toThrow(Bug);
  expect(() => mulDivRound(1, 1, 0)).toThrow(Bug);
  expect(() => mulDivRound(Number.MAX_SAFE_INTEGER, 2, 1)).toThrow(Bug);
});
