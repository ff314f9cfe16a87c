import { expect, test } from 'vitest';
import { addDays } from '#shared/base/add-days.ts';
import { askedDays, dayCount, presetDays, presetOf } from './report-days.ts';

const TODAY = '2026-11-21';

test('a report shows two weeks, today included, until other days are asked for', () => {
  expect(askedDays({}, TODAY)).toEqual({ from: '2026-11-08', to: TODAY });
  expect(dayCount(askedDays({}, TODAY))).toBe(14);
});

test('days beyond today, and a range the wrong way round, become days that can be answered', () => {
  expect(askedDays({ from: '2026-11-20', to: '2027-01-01' }, TODAY)).toEqual({ from: '2026-11-20', to: TODAY });
  expect(askedDays({ from: '2026-11-20', to: '2026-11-10' }, TODAY)).toEqual({ from: '2026-11-10', to: '2026-11-10' });
});

test('a range that a press would have chosen is known by its name', () => {
  for (const preset of ['today', 'week', 'fortnight', 'month'] as const) {
    expect(presetOf(presetDays(preset, TODAY), TODAY)).toBe(preset);
  }
  expect(presetOf({ from: '2026-11-01', to: '2026-11-03' }, TODAY)).toBeNull();
});

test('days are counted over the ends of months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
});
