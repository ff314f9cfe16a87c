/** Words shorter than this are never corrected: one letter makes another word of them. */
export const TYPO_LENGTH_MIN = 4;

/**
 * Whether two words differ by one slip of the hand: a letter wrong, missing, added, or two neighbours swapped
 * (Damerau 1964). Equal words don't differ by one.
 */
export function isOneTypo(left: string, right: string): boolean {
  if (left === right) return false;
  if (left.length > right.length) return isOneTypo(right, left);
  if (right.length - left.length > 1) return false;
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  if (left.length !== right.length) return left.slice(at) === right.slice(at + 1);
  if (left.slice(at + 1) === right.slice(at + 1)) return true;
  return left[at] === right[at + 1] && left[at + 1] === right[at] && left.slice(at + 2) === right.slice(at + 2);
}

/**
 * How many letters at the start, or else at the end, are right in a word with one slip.
 *
 * It holds for words of five letters and more and for a letter missing from these; of four letters with the middle two
 * swapped neither half is.
 */
export function intactLetters(word: string): number {
  return Math.max(2, Math.floor((word.length - 1) / 2));
}
