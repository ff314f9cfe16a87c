import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisFor } from './axis.ts';

test('an axis has round lines that people read at a glance', () => {
  expect(axisFor(30_120_000).ticks).toEqual([0, 10_000_000, 20_000_000, 30_000_000]);
  expect(axisFor(2_450_300).ticks).toEqual([0, 500_000, 1_000_000, 1_500_000, 2_000_000]);
  expect(axisFor(188_000).ticks).toEqual([0, 50_000, 100_000, 150_000]);
  expect(axisFor(7).ticks).toEqual([0, 2, 4, 6]);
});

test('an empty chart has its base line and nothing else', () => {
  expect(axisFor(0).ticks).toEqual([0]);
});

test('an axis begins at 0, has at most six lines over it, and nothing stands above its top', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (largest) => {
      const { ticks, top } = axisFor(largest);
      expect(ticks[0]).toBe(0);
      expect(ticks.length).toBeGreaterThanOrEqual(4);
      expect(ticks.length).toBeLessThanOrEqual(7);
      expect(top).toBeGreaterThanOrEqual(Math.max(largest, ticks.at(-1) ?? 0));
    }),
  );
});
