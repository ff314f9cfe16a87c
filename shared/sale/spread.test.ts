import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spread } from './spread.ts';

const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 60 });

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

test('the parts add up to the amount, each within one of its exact share and never above its weight', () => {
  fc.assert(
    fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (parts, fraction) => {
      const whole = sum(parts);
      const total = Math.floor(whole * fraction);
      const shared = spread(total, parts);
      expect(sum(shared)).toBe(total);
      shared.forEach((part, place) => {
        const weight = parts[place] ?? 0;
        expect(part).toBeLessThanOrEqual(weight);
        if (whole > 0) expect(Math.abs(part - (total * weight) / whole)).toBeLessThan(1);
      });
    }),
  );
});

test('a negative amount gives the mirrored parts', () => {
  fc.assert(
    fc.property(weights, (parts) => {
      const total = Math.floor(sum(parts) / 3);
      expect(spread(-total, parts)).toEqual(spread(total, parts).map((part) => (part === 0 ? 0 : -part)));
    }),
  );
});

test('of equal remainders the earlier line gets one more', () => {
  expect(spread(100, [1000, 1000, 1000])).toEqual([34, 33, 33]);
  expect(spread(2, [5, 5, 5, 5])).toEqual([1, 1, 0, 0]);
});

test('amounts near 2^53 are divided exactly', () => {
  const large = 3_000_000_000_000_000;
  const shared = spread(large - 1, [large, large, 1]);
  expect(sum(shared)).toBe(large - 1);
  expect(shared).toEqual([1_499_999_999_999_999, 1_499_999_999_999_999, 1]);
});

test('nothing to lie on is a bug, unless there is nothing to divide', () => {
  expect(spread(0, [0, 0])).toEqual([0, 0]);
  expect(() => spread(1, [0, 0])).toThrow('at least one weight');
});
