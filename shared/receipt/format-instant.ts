import type { Instant } from '#shared/base/time.ts';

/** The wall clock of the shop at an instant, in words: `Sat 21 Nov 2026` and `14:19`. */
export function formatInstant(at: Instant, locale: string): { readonly day: string; readonly time: string } {
  // The offset stands on the fact; a zone's rules may be other ones by the time a copy is printed.
  const wall = at.ms + at.offsetMinutes * 60_000;
  const options = { timeZone: 'UTC', numberingSystem: 'latn' } as const;
  const day = new Intl.DateTimeFormat(locale, {
    ...options,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  const time = new Intl.DateTimeFormat(locale, { ...options, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return { day: day.format(wall).replaceAll(',', ''), time: time.format(wall) };
}
