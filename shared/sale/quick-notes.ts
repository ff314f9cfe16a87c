import { type Minor, minor } from '#shared/base/money.ts';

/** So many sums are offered beside the exact one. */
export const NOTES_SHOWN = 3;
const HANDFULS = [2, 5, 10, 20, 50, 100, 1000, 10_000];

/** The sums that people hand over: each note and coin, and handfuls of the largest. Smallest first. */
function stepsOf(denominations: readonly Minor[]): number[] {
  const largest = Math.max(...denominations);
  const steps = [...denominations, ...HANDFULS.map((count) => largest * count)];
  return steps.filter((step) => step > 0 && Number.isSafeInteger(step)).toSorted((a, b) => a - b);
}

/**
 * The sums that a customer may well hand over for what is due in cash, smallest first: at most three, all above it.
 *
 * ₦8,575 suggests 9,000, 10,000 and 20,000; ₦350 suggests 400, 500 and 1,000. Nothing where nothing is due.
 */
export function quickNotes(dueMinor: Minor, denominations: readonly Minor[]): readonly Minor[] {
  if (dueMinor <= 0 || denominations.length === 0) return [];
  const steps = stepsOf(denominations);
  const single = steps.filter((step) => step > dueMinor);
  const widest = single[1] ?? single[0] ?? Number.MAX_SAFE_INTEGER;
  const sums = new Set<number>();
  for (const step of steps) {
    const sum = Math.ceil(dueMinor / step) * step;
    if (step <= widest && sum > dueMinor && Number.isSafeInteger(sum)) sums.add(sum);
  }
  // A sum of millions that is round to the last handful: one handful more.
  const oneMore = dueMinor + (steps.at(-1) ?? 0);
  if (sums.size === 0 && Number.isSafeInteger(oneMore)) sums.add(oneMore);
  return [...sums]
    .toSorted((a, b) => a - b)
    .slice(-NOTES_SHOWN)
    .map(minor);
}
