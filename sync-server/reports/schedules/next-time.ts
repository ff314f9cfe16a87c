import { addDays } from '#shared/base/add-days.ts';
import { type BusinessDate, businessDateAt, instantAt } from '#shared/base/time.ts';
import type { DayRange } from '../day-range.ts';

/** When a report is sent: every day, on a weekday (Monday is 1) or on a day of the month, at a minute of the wall clock. */
export interface Rhythm {
  readonly every: 'day' | 'week' | 'month';
  readonly weekday: number | null;
  readonly monthDay: number | null;
  readonly minuteOfDay: number;
}

const MINUTE_MS = 60_000;
/** Within so many days every rhythm comes round. */
const LOOK_DAYS = 33;

/** The first time after now at which a report is sent. In a night that skips the minute it is as much later as is skipped. */
export function nextTime(rhythm: Rhythm, zone: string, nowMs: number): number {
  const today = businessDateAt(instantAt(nowMs, zone), 0);
  for (let ahead = 0; ahead <= LOOK_DAYS; ahead += 1) {
    const day = addDays(today, ahead);
    const atMs = isDayOf(rhythm, day) ? msOf(day, rhythm.minuteOfDay, zone) : 0;
    if (atMs > nowMs) return atMs;
  }
  throw new Error('every rhythm comes round within a month');
}

function isDayOf({ every, weekday, monthDay }: Rhythm, day: BusinessDate): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  if (every === 'week') return (date.getUTCDay() + 6) % 7 === (weekday ?? 1) - 1;
  return every === 'day' || date.getUTCDate() === (monthDay ?? 1);
}

/** When the wall clock of a zone shows this. Of an hour that comes twice the first is taken. */
function msOf(day: BusinessDate, minuteOfDay: number, zone: string): number {
  const wallMs = Date.parse(`${day}T00:00:00Z`) + minuteOfDay * MINUTE_MS;
  const before = instantAt(wallMs - 86_400_000, zone).offsetMinutes;
  const first = wallMs - before * MINUTE_MS;
  const shown = first + instantAt(first, zone).offsetMinutes * MINUTE_MS;
  if (shown === wallMs) return first;
  const second = wallMs - instantAt(first, zone).offsetMinutes * MINUTE_MS;
  const isShown = second + instantAt(second, zone).offsetMinutes * MINUTE_MS === wallMs;
  return isShown ? second : first;
}

/** The days that a report sent on this day of the shop is about: the one before, the seven before, or the month before. */
export function rangeOf(every: Rhythm['every'], today: BusinessDate): DayRange {
  const to = addDays(today, -1);
  if (every === 'day') return { from: to, to };
  if (every === 'week') return { from: addDays(today, -7), to };
  const last = addDays(`${today.slice(0, 7)}-01`, -1);
  return { from: `${last.slice(0, 7)}-01`, to: last };
}
