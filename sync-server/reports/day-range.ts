import { addDays } from '#shared/base/add-days.ts';
import type { BusinessDate } from '#shared/base/time.ts';

const DAY_MS = 86_400_000;

/** From a day to a day, both included. */
export type DayRange = { readonly from: BusinessDate; readonly to: BusinessDate };

/** Reports answer for this many days at most. */
export const RANGE_DAYS_MAX = 1100;

const msOf = (date: BusinessDate): number => Date.parse(`${date}T00:00:00Z`);

export function daysIn(range: DayRange): number {
  return Math.round((msOf(range.to) - msOf(range.from)) / DAY_MS) + 1;
}

/** The period to compare with: the same weekdays a week earlier for up to seven days, else as many days just before. */
export function rangeBefore(range: DayRange): DayRange {
  const shift = shiftDays(range);
  return { from: addDays(range.from, -shift), to: addDays(range.to, -shift) };
}

/** How many days lie between a range and the one before it: what brings a day of then to its day of now. */
export function shiftDays(range: DayRange): number {
  return daysIn(range) <= 7 ? 7 : daysIn(range);
}
