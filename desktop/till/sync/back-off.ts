import { BACKOFF_MAX_MS, BACKOFF_MIN_MS } from '#shared/sync/limits.ts';

/** A number from 0 up to 1, given by the host so that a simulation can replay it. */
export type Random = () => number;

const DOUBLINGS_MAX = 10;

/**
 * How long to wait after so many failures in a row: anything from one second up to a ceiling that doubles to twenty.
 *
 * The jitter is full, so that a street of tills does not knock all at once when the office comes back.
 */
export function backOffMs(failures: number, random: Random): number {
  const doublings = Math.min(Math.max(failures, 1), DOUBLINGS_MAX);
  const ceilingMs = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** doublings);
  return Math.round(BACKOFF_MIN_MS + random() * (ceilingMs - BACKOFF_MIN_MS));
}
