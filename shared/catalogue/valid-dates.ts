/** A time before this is no date of a shop: somebody meant seconds. Zero stands for "always". */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_MS = Date.UTC(2200, 0, 1);

/** From when and until when something holds, UTC ms; without an end where it is null. The end is no part of it. */
export interface Validity {
  readonly validFromMs: number;
  readonly validToMs: number | null;
}

/** What is wrong with the dates, in words, and in which of the two; null where nothing is. */
export function validityFault({ validFromMs, validToMs }: Validity): { field: keyof Validity; message: string } | null {
  if (validFromMs !== 0 && !isDate(validFromMs)) return { field: 'validFromMs', message: ODD };
  if (validToMs === null) return null;
  if (!isDate(validToMs)) return { field: 'validToMs', message: ODD };
  if (validToMs > validFromMs) return null;
  return { field: 'validToMs', message: 'It ends before it begins. Give an end after the beginning, or none.' };
}

const ODD = 'This is no date between 2000 and 2200. Give milliseconds since 1970, UTC, not seconds.';

function isDate(ms: number): boolean {
  return ms >= EARLIEST_MS && ms < LATEST_MS;
}

/**
 * Whether two prices of one thing on one list contradict each other.
 *
 * What has no end is the usual price; another may begin later and stand in its place for its time. All else that holds at
 * once, and two that begin at once, leave open which of them holds.
 */
export function areContradictory(one: Validity, other: Validity): boolean {
  if (one.validFromMs === other.validFromMs) return true;
  const [earlier, later] = one.validFromMs < other.validFromMs ? [one, other] : [other, one];
  return earlier.validToMs !== null && earlier.validToMs > later.validFromMs;
}
