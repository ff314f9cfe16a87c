import { must } from '#shared/base/assert.ts';

/** A number below 1 that comes out the same in every run. */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
}

const LONG_WORD = /[\p{L}]{5,}/gu;

/** The name with one letter swapped, dropped or doubled in a word of five letters or more; null where it has none. */
export function misspelt(name: string, next: () => number): string | null {
  const words = [...name.matchAll(LONG_WORD)];
  if (words.length === 0) return null;
  const match = must(words[Math.floor(next() * words.length)], 'a word of the list');
  const [word] = match;
  const at = Math.floor(next() * (word.length - 1));
  const slips = [
    word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + word.charAt(at) + word.slice(at),
  ];
  return (
    name.slice(0, match.index) +
    must(slips[Math.floor(next() * slips.length)], 'one of three slips') +
    name.slice(match.index + word.length)
  );
}
