import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bug } from './assert.ts';
import { addMinor, costE4, costE4Schema, minor, minorSchema, negateMinor, scaleMinor, subtractMinor } from './money.ts';
import { addMilli, extend, milli, milliSchema } from './quantity.ts';

const amount = fc.integer({ min: -1e12, max: 1e12 }).map(minor);

test('an amount is a whole number within 2^53', () => {
  for (const wrong of [0.1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
    expect(() => minor(wrong)).toThrow(Bug);
    expect(minorSchema.safeParse(wrong).success).toBe(false);
    expect(() => milli(wrong)).toThrow(Bug);
    expect(milliSchema.safeParse(wrong).success).toBe(false);
    expect(() => costE4(wrong)).toThrow(Bug);
    expect(costE4Schema.safeParse(wrong).success).toBe(false);
  }
  expect(minor(2 ** 53 - 1)).toBe(2 ** 53 - 1);
});

test('there is no negative zero to be printed', () => {
  expect(Object.is(minor(-0), 0)).toBe(true);
  expect(Object.is(negateMinor(minor(0)), 0)).toBe(true);
  expect(Object.is(milli(-0), 0)).toBe(true);
});

test('adding and taking away are exact and undo each other', () => {
  fc.assert(
    fc.property(amount, amount, (one, other) => {
      expect(subtractMinor(addMinor(one, other), other)).toBe(one);
      expect(addMinor(one, negateMinor(one))).toBe(0);
    }),
  );
});

test('a sum beyond the limit stops instead of losing a kobo', () => {
  expect(() => addMinor(minor(2 ** 53 - 1), minor(1))).toThrow(Bug);
  expect(() => addMilli(milli(2 ** 53 - 1), milli(1))).toThrow(Bug);
});

test('all parts of a whole are the whole, within half a unit each', () => {
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: 50 }), (whole, parts) => {
      const share = scaleMinor(whole, 1, parts);
      expect(Math.abs(share * parts - whole)).toBeLessThanOrEqual(parts / 2);
    }),
  );
});

test('a line is price times quantity, rounded once', () => {
  expect(extend(minor(2650), milli(1245))).toBe(3299);
  expect(extend(minor(1), milli(500))).toBe(1);
  expect(extend(minor(1), milli(-500))).toBe(-1);
  expect(extend(minor(9_007_199_254_740), milli(1_000_000))).toBe(9_007_199_254_740_000);
});

test('whole pieces cost exactly their price', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: -1000, max: 1000 }), (price, pieces) => {
      expect(extend(minor(price), milli(pieces * 1000))).toBe(price * pieces + 0);
    }),
  );
});
