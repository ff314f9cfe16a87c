import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BACKOFF_MAX_MS, BACKOFF_MIN_MS } from '#shared/sync/limits.ts';
import { backOffMs } from './back-off.ts';

test('waits between one and twenty seconds, whatever happened before', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (failures, share) => {
        const waitMs = backOffMs(failures, () => share);
        expect(waitMs).toBeGreaterThanOrEqual(BACKOFF_MIN_MS);
        expect(waitMs).toBeLessThanOrEqual(BACKOFF_MAX_MS);
      },
    ),
  );
});

test('the ceiling doubles with each failure until it is reached', () => {
  const ceilings = [1, 2, 3, 4, 5, 6].map((failures) => backOffMs(failures, () => 0.999_999));
  expect(ceilings).toEqual([2000, 4000, 8000, 16_000, 20_000, 20_000]);
});
