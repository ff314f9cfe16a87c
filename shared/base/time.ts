import { z } from 'zod';

/** A shop's day, `YYYY-MM-DD` in the store's zone. */
export const businessDateSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'A day is written YYYY-MM-DD.');
export type BusinessDate = z.infer<typeof businessDateSchema>;

/** When something happened by the clock of the machine where it happened. */
export const instantSchema = z.object({
  /** UTC milliseconds. */
  ms: z.number().int().nonnegative(),
  offsetMinutes: z.number().int().min(-1080).max(1080),
  /** IANA zone of the store. */
  zone: z.string().min(1).max(64),
});
export type Instant = z.infer<typeof instantSchema>;

/** good; suspect: over an hour off, or jumped since the last contact; unknown: never in contact. */
export const clockQualitySchema = z.enum(['good', 'suspect', 'unknown']);
export type ClockQuality = z.infer<typeof clockQualitySchema>;

/** Gives UTC milliseconds; the only way by which the time enters a rule. */
export type NowMs = () => number;

const dateParts = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = dateParts.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  dateParts.set(zone, made);
  return made;
}

/** The wall clock of a zone at an instant, read as if it were UTC milliseconds. */
function wallMs(ms: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(ms)) part[type] = Number(value);
  return Date.UTC(
    part['year'] ?? 1970,
    (part['month'] ?? 1) - 1,
    part['day'] ?? 1,
    part['hour'] ?? 0,
    part['minute'] ?? 0,
    part['second'] ?? 0,
  );
}

/** An instant with the offset that its zone had then. */
export function instantAt(ms: number, zone: string): Instant {
  const wholeSecondMs = Math.floor(ms / 1000) * 1000;
  return { ms, offsetMinutes: Math.round((wallMs(wholeSecondMs, zone) - wholeSecondMs) / 60_000), zone };
}

/** The hour of the shop's wall clock, 0 to 23: what "sales by hour" groups by. */
export function localHour(instant: Instant): number {
  return new Date(instant.ms + instant.offsetMinutes * 60_000).getUTCHours();
}

/** The shop's day of an instant: the local date less the day's start, so that a bar's Friday ends at five. */
export function businessDateAt(instant: Instant, dayStartMinutes: number): BusinessDate {
  return new Date(instant.ms + (instant.offsetMinutes - dayStartMinutes) * 60_000).toISOString().slice(0, 10);
}
