import type { WritingRules } from './written-numbers.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function format({ locale, timeZone }: WritingRules, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone });
  formats.set(key, made);
  return made;
}

/** 14:05 by the store's clock. */
export function writtenTime(atMs: number, rules: WritingRules): string {
  return format(rules, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(atMs);
}

/** 14:05:09 by the store's clock: where several things are of one minute. */
function writtenExactTime(atMs: number, rules: WritingRules): string {
  return format(rules, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(atMs);
}

/** 21 Nov 2026. */
export function writtenDay(atMs: number, rules: WritingRules): string {
  return format(rules, { day: 'numeric', month: 'short', year: 'numeric' }).format(atMs);
}

/** 21 Nov 2026, from a day of the calendar: `2026-11-21`. */
export function writtenDate(day: string, rules: WritingRules): string {
  return writtenDay(Date.parse(`${day}T12:00:00Z`), { ...rules, timeZone: 'UTC' });
}

/** Saturday 21 November 2026: for a head. */
export function writtenLongDay(atMs: number, rules: WritingRules): string {
  return format(rules, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
    .format(atMs)
    .replace(',', '');
}

/** The time alone on the day of `nowMs`, else the day before it: "14:05", "19 Nov 2026, 14:05". */
export function writtenMoment(atMs: number, nowMs: number, rules: WritingRules): string {
  return `${otherDay(atMs, nowMs, rules)}${writtenTime(atMs, rules)}`;
}

/** The same to the second: "14:05:09". */
export function writtenExactMoment(atMs: number, nowMs: number, rules: WritingRules): string {
  return `${otherDay(atMs, nowMs, rules)}${writtenExactTime(atMs, rules)}`;
}

function otherDay(atMs: number, nowMs: number, rules: WritingRules): string {
  const day = writtenDay(atMs, rules);
  return day === writtenDay(nowMs, rules) ? '' : `${day}, `;
}
