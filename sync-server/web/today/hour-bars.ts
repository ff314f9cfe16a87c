import type { SalesSummary } from '#shared/api/reports.ts';
import { type Minor, ZERO_MINOR, addMinor } from '#shared/base/money.ts';

/** One hour of the day as the chart shows it. */
export type HourBar = {
  readonly hour: number;
  readonly amountMinor: Minor;
  readonly beforeMinor: Minor;
  /** What silent tills usually sell in this hour: hatched, on top. */
  readonly gapMinor: Minor;
  /** The hour that runs now. */
  readonly isRunning: boolean;
};

/** The filters of the list of sales that show what one hour is made of. */
export type SalesOfHour = (hour: number) => {
  readonly from: string;
  readonly to: string;
  readonly hour: number;
  readonly store: string | undefined;
};

const FIRST_HOUR = 8;
const LAST_HOUR = 20;

/** The hours to draw: the usual opening hours, wider where something was sold outside of them. */
export function hourBars(
  summary: Pick<SalesSummary, 'rows' | 'missing'>,
  runningHour: number | null,
): readonly HourBar[] {
  const rows = new Map(summary.rows.map((row) => [Number(row.key), row]));
  const gaps = new Map<number, Minor>();
  for (const { expectedByHour } of summary.missing) {
    for (const { hour, expectedMinor } of expectedByHour) {
      gaps.set(hour, addMinor(gaps.get(hour) ?? ZERO_MINOR, expectedMinor));
    }
  }
  const busy = [...rows.keys(), ...(runningHour === null ? [] : [runningHour])];
  const [first, last] = [Math.min(FIRST_HOUR, ...busy), Math.max(LAST_HOUR, ...busy)];
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const hour = first + index;
    const row = rows.get(hour);
    return {
      hour,
      amountMinor: row?.figures.netMinor ?? ZERO_MINOR,
      beforeMinor: row?.before?.netMinor ?? ZERO_MINOR,
      gapMinor: gaps.get(hour) ?? ZERO_MINOR,
      isRunning: hour === runningHour,
    };
  });
}

/** The hour that sold most so far; undefined where nothing was sold. */
export function bestHour(bars: readonly HourBar[]): HourBar | undefined {
  const sold = bars.filter(({ amountMinor }) => amountMinor > 0);
  return sold.toSorted((left, right) => right.amountMinor - left.amountMinor)[0];
}
