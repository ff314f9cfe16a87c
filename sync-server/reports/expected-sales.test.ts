import { expect, test } from 'vitest';
import { addDays } from '#shared/base/add-days.ts';
import { daysToLearnFrom, expectedSales, silentHours } from './expected-sales.ts';

const DAY = '2026-11-21';
const at = (time: string): number => Date.parse(`${DAY}T${time}:00+01:00`);
const silence = { fromMs: at('09:30'), toMs: at('12:15'), zone: 'Africa/Lagos', dayStartMinutes: 0 };
const range = { from: DAY, to: DAY };

test('silence is cut into hours of the shop’s day, the first and last in part', () => {
  expect(silentHours(silence, range).map(({ hour, share }) => [hour, share])).toEqual([
    [9, 0.5],
    [10, 1],
    [11, 1],
    [12, 0.25],
  ]);
});

test('an hour begins where the shop’s clock says so, also half an hour from everybody else’s', () => {
  const kolkata = { ...silence, fromMs: at('09:30'), toMs: at('12:15'), zone: 'Asia/Kolkata' };
  expect(silentHours(kolkata, range).map(({ hour, share }) => [hour, share])).toEqual([
    [14, 1],
    [15, 1],
    [16, 0.75],
  ]);
  const midnight = { ...kolkata, fromMs: at('19:00'), toMs: at('20:00') };
  expect(silentHours(midnight, range)).toEqual([{ businessDate: DAY, hour: 23, share: 0.5 }]);
});

test('hours of days outside the range don’t count', () => {
  expect(
    silentHours({ ...silence, fromMs: at('09:30') - 86_400_000 * 2 }, range).every((hour) => hour.businessDate === DAY),
  ).toBe(true);
});

test('what is expected is the mean of the last four same weekdays over the silent hours', () => {
  const hours = silentHours(silence, range);
  const sold = [7, 14, 21, 28].map((days) => ({
    businessDate: addDays(DAY, -days),
    hour: 10,
    sales: days / 7,
    totalMinor: 1000 * (days / 7),
  }));
  expect(daysToLearnFrom(hours)).toEqual(sold.map((day) => day.businessDate));
  expect(expectedSales(hours, sold)).toEqual({
    expectedSales: 3,
    expectedMinor: 2500,
    expectedByHour: [{ hour: 10, expectedMinor: 2500 }],
  });
});

test('a till that never sold at these hours is expected to sell nothing', () => {
  expect(expectedSales(silentHours(silence, range), [])).toEqual({
    expectedSales: 0,
    expectedMinor: 0,
    expectedByHour: [],
  });
});

test('a till silent for a year is answered for a month at most', () => {
  expect(
    silentHours({ ...silence, fromMs: silence.toMs - 400 * 86_400_000 }, { from: '2020-01-01', to: DAY }).length,
  ).toBeLessThanOrEqual(31 * 24 + 1);
});
