/** A place of the tz database, or the time of the world; a bare offset is read the other way round by POSIX, and knows no summer. */
const NAME = /^(?:UTC|GMT|[A-Za-z]+(?:\/[A-Za-z0-9_+-]+)+)$/;

/** What to tell somebody who typed another. */
export const TIME_ZONE_WANTED = 'A time zone is written as Africa/Lagos.';

/** Whether this names a time zone, as Africa/Lagos does. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return NAME.test(name);
  } catch {
    return false;
  }
}
