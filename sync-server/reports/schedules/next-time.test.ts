import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantAt } from '#shared/base/time.ts';
import { type Rhythm, nextTime, rangeOf } from './next-time.ts';

const HOUR_MS = 3_600_000;
const zones = [
  'Africa/Lagos',
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Apia',
];
const rhythm = fc.record<Rhythm>({
  every: fc.constantFrom('day', 'week', 'month'),
  weekday: fc.integer({ min: 1, max: 7 }),
  monthDay: fc.integer({ min: 1, max: 28 }),
  minuteOfDay: fc.integer({ min: 0, max: 1439 }),
});
const nowMs = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2029, 0, 1) });

const wallOf = (ms: number, zone: string): Date => new Date(ms + instantAt(ms, zone).offsetMinutes * 60_000);

test('a report comes round after now, within its rhythm, at its minute of the wall clock', () => {
  fc.assert(
    fc.property(rhythm, fc.constantFrom(...zones), nowMs, (one, zone, now) => {
      const at = nextTime(one, zone, now);
      expect(at).toBeGreaterThan(now);
      expect(at - now).toBeLessThanOrEqual({ day: 25, week: 169, month: 31 * 24 + 1 }[one.every] * HOUR_MS);
      const wall = wallOf(at, zone);
      const late = wall.getUTCHours() * 60 + wall.getUTCMinutes() - one.minuteOfDay;
      // Only in the night that skips the minute it is later, by what was skipped.
      if (late !== 0) expect([30, 60]).toContain(late);
      if (late !== 0)
        expect(wallOf(at - late * 60_000 - 1, zone).getTime()).toBeLessThan(wall.getTime() - late * 60_000);
      if (one.every === 'week') expect((wall.getUTCDay() + 6) % 7).toBe((one.weekday ?? 0) - 1);
      if (one.every === 'month') expect(wall.getUTCDate()).toBe(one.monthDay);
    }),
  );
});

test.each([
  ['2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z'],
  ['2026-10-24T12:00:00Z', '2026-10-25T00:30:00Z'],
])('half past two in Berlin after %s is %s, also in the nights that change', (now, at) => {
  const daily: Rhythm = { every: 'day', weekday: null, monthDay: null, minuteOfDay: 150 };
  expect(new Date(nextTime(daily, 'Europe/Berlin', Date.parse(now))).toISOString()).toBe(at.replace('Z', '.000Z'));
});

test('a report is about whole days that are over', () => {
  expect(rangeOf('day', '2026-03-01')).toEqual({ from: '2026-02-28', to: '2026-02-28' });
  expect(rangeOf('week', '2026-03-02')).toEqual({ from: '2026-02-23', to: '2026-03-01' });
  expect(rangeOf('month', '2026-03-17')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  expect(rangeOf('month', '2026-01-01')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
});
