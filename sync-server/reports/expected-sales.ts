import { type BusinessDate, businessDateAt, instantAt, localHour } from '#shared/base/time.ts';
import { minor } from '#shared/base/money.ts';
import type { MissingTill } from '#shared/api/reports.ts';
import { addDays } from '#shared/base/add-days.ts';
import type { DayRange } from './day-range.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
export const WEEKS_BACK = [7, 14, 21, 28] as const;
/** A till silent for longer is told with the estimate of this many days. */
const SILENT_HOURS_MAX = 31 * 24;

/** What a till sold in one hour of one day. */
export type HourSold = {
  readonly businessDate: BusinessDate;
  readonly hour: number;
  readonly sales: number;
  readonly totalMinor: number;
};

/** A stretch of silence within one hour of a shop's day; `share` is how much of the hour. */
export type SilentHour = { readonly businessDate: BusinessDate; readonly hour: number; readonly share: number };

/** Cuts the time since a till was last heard from into hours of the shop's days, as far as they lie in the range. */
export function silentHours(
  silence: { fromMs: number; toMs: number; zone: string; dayStartMinutes: number },
  range: DayRange,
): readonly SilentHour[] {
  const hours: SilentHour[] = [];
  let atMs = Math.max(silence.fromMs, silence.toMs - SILENT_HOURS_MAX * HOUR_MS);
  while (atMs < silence.toMs) {
    const instant = instantAt(atMs, silence.zone);
    // Some clocks are half an hour from everybody else's.
    const wallMs = atMs + instant.offsetMinutes * MINUTE_MS;
    const nextMs = Math.min(atMs + HOUR_MS - (wallMs % HOUR_MS), silence.toMs);
    const businessDate = businessDateAt(instant, silence.dayStartMinutes);
    if (businessDate >= range.from && businessDate <= range.to)
      hours.push({ businessDate, hour: localHour(instant), share: (nextMs - atMs) / HOUR_MS });
    atMs = nextMs;
  }
  return hours;
}

/** The days whose sales the estimate is made of. */
export function daysToLearnFrom(hours: readonly SilentHour[]): readonly BusinessDate[] {
  const silent = new Set(hours.map((hour) => hour.businessDate));
  return [...new Set([...silent].flatMap((date) => WEEKS_BACK.map((days) => addDays(date, -days))))];
}

/** The mean of the till's last four same weekdays over the silent hours. */
export function expectedSales(
  hours: readonly SilentHour[],
  sold: readonly HourSold[],
): Pick<MissingTill, 'expectedSales' | 'expectedMinor' | 'expectedByHour'> {
  const known = new Map(sold.map((hour) => [`${hour.businessDate} ${hour.hour}`, hour]));
  let sales = 0;
  let total = 0;
  const byHour = new Map<number, number>();
  for (const silent of hours) {
    for (const days of WEEKS_BACK) {
      const then = known.get(`${addDays(silent.businessDate, -days)} ${silent.hour}`);
      if (then === undefined) continue;
      const share = silent.share / WEEKS_BACK.length;
      sales += then.sales * share;
      total += then.totalMinor * share;
      byHour.set(silent.hour, (byHour.get(silent.hour) ?? 0) + then.totalMinor * share);
    }
  }
  return {
    expectedSales: Math.round(sales),
    expectedMinor: minor(Math.round(total)),
    expectedByHour: [...byHour]
      .toSorted(([left], [right]) => left - right)
      .map(([hour, amount]) => ({ hour, expectedMinor: minor(Math.round(amount)) })),
  };
}
