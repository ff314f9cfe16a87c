const BUNDLES = [1, 5, 10, 20];
const NOTES_MAX = 3;
/** A note that would need more than this many of it is not how anybody pays. */
const PIECES_MAX = 20;

/** What a customer is likely to hand over for what is left: the next round sums of the notes there are, smallest first. */
export function quickNotes(leftMinor: number, denominationsMinor: readonly number[]): readonly number[] {
  const [largest = 0] = denominationsMinor;
  const steps = [...denominationsMinor, ...BUNDLES.map((pieces) => pieces * largest)].filter(
    (step) => step > 0 && leftMinor / step <= PIECES_MAX,
  );
  const sums = steps.map((step) => Math.ceil(leftMinor / step) * step).filter((sum) => sum > leftMinor);
  return [...new Set(sums)].toSorted((one, other) => one - other).slice(0, NOTES_MAX);
}
