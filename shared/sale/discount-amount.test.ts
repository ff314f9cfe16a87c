import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import type { Discount } from './cart.ts';
import { discountAmount, discountPpm } from './discount-amount.ts';

const off = (amountMinor: number): Discount => ({
  kind: 'amount',
  amountMinor: minor(amountMinor),
  reason: 'r',
  by: '',
});

test('an amount off is held against a limit rounded up, so that nobody gives a bit more than allowed', () => {
  expect(discountPpm(off(5), minor(100))).toBe(50_000);
  expect(discountPpm(off(1), minor(3))).toBe(333_334);
  expect(discountPpm(off(500), minor(100))).toBe(1_000_000);
  expect(discountPpm(off(1), minor(0))).toBe(0);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e12 }), fc.integer({ min: 1, max: 1e12 }), (amount, whole) => {
      const ppm = BigInt(discountPpm(off(amount), minor(whole)));
      const taken = BigInt(Math.min(amount, whole)) * 1_000_000n;
      expect(ppm * BigInt(whole) >= taken).toBe(true);
      expect((ppm - 1n) * BigInt(whole) < taken).toBe(true);
    }),
  );
});

test('a discount never turns an amount round, and has its sign', () => {
  expect(discountAmount(off(500), minor(100))).toBe(100);
  expect(discountAmount(off(500), minor(-100))).toBe(-100);
  expect(discountAmount(null, minor(100))).toBe(0);
  expect(discountAmount({ kind: 'percent', ppm: 25_000, reason: '', by: '' }, minor(100))).toBe(3);
  expect(discountAmount({ kind: 'percent', ppm: 25_000, reason: '', by: '' }, minor(-100))).toBe(-3);
});
