/** The whole year of the two digits, by the sliding century of the GS1 General Specifications: 49 years back, 50 ahead. */
function wholeYear(twoDigits: number, thisYear: number): number {
  const century = thisYear - (thisYear % 100);
  const apart = twoDigits - (thisYear % 100);
  if (apart >= 51) return century - 100 + twoDigits;
  return apart <= -50 ? century + 100 + twoDigits : century + twoDigits;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/**
 * A date of a label, `YYMMDD`, as `YYYY-MM-DD`; null where there is no such day.
 *
 * Day 00 means the month's last day, where the identifier allows it. `thisYear` decides the century.
 */
export function readGs1Date(digits: string, thisYear: number, dayMayBeZero = true): string | null {
  if (!/^\d{6}$/.test(digits)) return null;
  const year = wholeYear(Number(digits.slice(0, 2)), thisYear);
  const month = Number(digits.slice(2, 4));
  if (month < 1 || month > 12) return null;
  const last = daysInMonth(year, month);
  const written = Number(digits.slice(4));
  if (written > last || (written === 0 && !dayMayBeZero)) return null;
  const day = written === 0 ? last : written;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
