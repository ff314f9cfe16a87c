import { expect, test } from 'vitest';
import { addDays } from '#shared/base/add-days.ts';
import { daysIn, rangeBefore } from './day-range.ts';

test('a day is compared with the same weekday of last week', () => {
  expect(rangeBefore({ from: '2026-11-21', to: '2026-11-21' })).toEqual({ from: '2026-11-14', to: '2026-11-14' });
});

test('a week is compared with the week before, a longer time with as many days just before', () => {
  expect(rangeBefore({ from: '2026-11-15', to: '2026-11-21' })).toEqual({ from: '2026-11-08', to: '2026-11-14' });
  expect(rangeBefore({ from: '2026-11-01', to: '2026-11-30' })).toEqual({ from: '2026-10-02', to: '2026-10-31' });
});

test('days are counted across months and leap days', () => {
  expect(daysIn({ from: '2028-02-28', to: '2028-03-01' })).toBe(3);
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
});
