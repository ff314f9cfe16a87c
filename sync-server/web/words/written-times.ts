import type { BusinessDate } from '#shared/base/time.ts';
import type { Say } from './words.ts';
import type { WritingRules } from './writing-rules.ts';

type Clock = Pick<WritingRules, 'locale' | 'timeZone'>;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function format({ locale, timeZone }: Clock, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone });
  formats.set(key, made);
  return made;
}

/** 14:05 by the clock of the business. */
export function writtenTime(atMs: number, clock: Clock): string {
  return format(clock, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(atMs);
}

/** 14:00 for an hour of the day, 8:00 before ten. */
export function writtenHour(hour: number): string {
  return `${hour % 24}:00`;
}

/** 21 Nov 2026. */
export function writtenDay(day: BusinessDate, locale: string): string {
  return ofDay(day, locale, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** Sat 21 Nov. */
export function writtenShortDay(day: BusinessDate, locale: string): string {
  return ofDay(day, locale, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');
}

/** Saturday 21 November 2026: for a head. */
export function writtenLongDay(day: BusinessDate, locale: string): string {
  return ofDay(day, locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).replace(',', '');
}

/** Saturday, or Sat. */
export function writtenWeekday(day: BusinessDate, locale: string, length: 'long' | 'short' = 'long'): string {
  return ofDay(day, locale, { weekday: length });
}

/** 8 to 21 Nov 2026 as its two ends, the year said once where it is the same. */
export function writtenRange(from: BusinessDate, to: BusinessDate, locale: string): { from: string; to: string } {
  const [year, month] = [from.slice(0, 4) === to.slice(0, 4), from.slice(0, 7) === to.slice(0, 7)];
  const start = month
    ? ofDay(from, locale, { day: 'numeric' })
    : year
      ? ofDay(from, locale, { day: 'numeric', month: 'short' })
      : writtenDay(from, locale);
  return { from: start, to: writtenDay(to, locale) };
}

/** "now", "3 min ago" up to an hour, then the time, then the day with it. */
export function writtenAgo(atMs: number, nowMs: number, clock: Clock, say: Say): string {
  const ago = nowMs - atMs;
  if (ago < MINUTE_MS) return say('now');
  if (ago < HOUR_MS) return say('minutes_ago', { count: Math.floor(ago / MINUTE_MS) });
  return writtenMoment(atMs, nowMs, clock);
}

/** The time alone on the day of `nowMs`, else the day before it: "09:14", "20 Nov, 18:02". */
export function writtenMoment(atMs: number, nowMs: number, clock: Clock): string {
  const time = writtenTime(atMs, clock);
  const day = { day: 'numeric', month: 'short' } as const;
  const year = format(clock, { year: 'numeric' });
  if (format(clock, day).format(atMs) === format(clock, day).format(nowMs) && nowMs - atMs < 24 * HOUR_MS) return time;
  const withYear = year.format(atMs) === year.format(nowMs) ? day : { ...day, year: 'numeric' as const };
  return `${format(clock, withYear).format(atMs)}, ${time}`;
}

/** A day has no zone of its own: it is read and written as UTC. */
function ofDay(day: BusinessDate, locale: string, options: Intl.DateTimeFormatOptions): string {
  return format({ locale, timeZone: 'UTC' }, options).format(Date.parse(`${day}T00:00:00Z`));
}
