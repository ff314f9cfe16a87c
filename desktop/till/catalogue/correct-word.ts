import { backwards } from '#shared/catalogue/search/backwards.ts';
import { TYPO_LENGTH_MIN, intactLetters, isOneTypo } from '#shared/catalogue/search/one-typo.ts';
import type { Reader } from '../store/till-tables.ts';

const RANGE_MAX = 3000;
const CORRECTIONS_MAX = 6;

/** In a word of four letters neither half is intact when the middle two are swapped. */
function swappedMiddle(typed: string): readonly string[] {
  const [first, second, third, fourth] = Array.from(typed);
  return fourth === undefined || second === third ? [] : [`${first}${third}${second}${fourth}`];
}

/** The words in use that a typed one may have been meant to be, the most used first. */
export function correctWord(search: Reader['search'], typed: string): readonly string[] {
  if (typed.length < TYPO_LENGTH_MIN) return [];
  const intact = intactLetters(typed);
  const fromEnd = backwards(typed);
  const near = new Map<string, number>();
  const ranges = [
    search.wordsBeginning(typed.slice(0, intact), RANGE_MAX),
    search.wordsEnding(fromEnd.slice(0, intact), RANGE_MAX),
  ];
  for (const range of ranges) for (const { word, uses } of range) if (isOneTypo(typed, word)) near.set(word, uses);
  if (typed.length === TYPO_LENGTH_MIN)
    for (const word of swappedMiddle(typed)) if (search.isWord(word)) near.set(word, 1);
  return [...near]
    .toSorted(([, left], [, right]) => right - left)
    .slice(0, CORRECTIONS_MAX)
    .map(([word]) => word);
}
