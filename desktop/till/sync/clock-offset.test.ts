import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ClockContact, clockQualityOf, isBetterSample, measureClock } from './clock-offset.ts';

const HOUR_MS = 3_600_000;

test('the true offset is never further away than the stated doubt', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -10 * HOUR_MS, max: 10 * HOUR_MS }),
      fc.integer({ min: 0, max: 30_000 }),
      fc.integer({ min: 0, max: 30_000 }),
      (aheadMs, thereMs, backMs) => {
        const serverTimeMs = 1_790_000_000_000;
        const sentWallMs = serverTimeMs - thereMs + aheadMs;
        const sample = measureClock({ sentWallMs, roundTripMs: thereMs + backMs, serverTimeMs });
        expect(Math.abs(sample.aheadMs - aheadMs)).toBeLessThanOrEqual(sample.uncertainMs + 1);
      },
    ),
  );
});

test('a slow answer does not blur a good measurement, but a real difference replaces it', () => {
  const kept = { aheadMs: 100, uncertainMs: 20 };
  expect(isBetterSample(kept, { aheadMs: 900, uncertainMs: 2000 })).toBe(false);
  expect(isBetterSample(kept, { aheadMs: 9000, uncertainMs: 2000 })).toBe(true);
  expect(isBetterSample(kept, { aheadMs: 105, uncertainMs: 10 })).toBe(true);
  expect(isBetterSample(null, { aheadMs: 105, uncertainMs: 10_000 })).toBe(true);
});

test('the clock is suspect when over an hour off or set since contact, and unknown before the first', () => {
  const contact: ClockContact = { aheadMs: 2000, uncertainMs: 10, wallMs: 1_790_000_000_000, monotonicMs: 5000 };
  const later = { wallMs: contact.wallMs + HOUR_MS, monotonicMs: contact.monotonicMs + HOUR_MS };
  expect(clockQualityOf(null, later)).toBe('unknown');
  expect(clockQualityOf(contact, later)).toBe('good');
  expect(clockQualityOf({ ...contact, aheadMs: -HOUR_MS - 1 }, later)).toBe('suspect');
  expect(clockQualityOf(contact, { ...later, wallMs: later.wallMs - 6 * 60_000 })).toBe('suspect');
});
