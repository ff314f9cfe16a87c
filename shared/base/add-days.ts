import type { BusinessDate } from './time.ts';

const DAY_MS = 86_400_000;

/** The day so many days later, or earlier where negative. */
export function addDays(day: BusinessDate, days: number): BusinessDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
