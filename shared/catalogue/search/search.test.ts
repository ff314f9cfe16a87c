import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldWords, wordBag } from './fold-words.ts';
import { intactLetters, isOneTypo } from './one-typo.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e'), minLength: 5, maxLength: 12 });

test('accents, case and signs fall away, words stay', () => {
  expect(foldWords('Crème BRÛLÉE, 250g')).toEqual(['creme', 'brulee', '250g']);
  expect(foldWords('Ẹ̀gúsí Straße Smørrebrød')).toEqual(['egusi', 'strasse', 'smorrebrod']);
  expect(foldWords('牛奶 1L')).toEqual(['牛奶', '1l']);
  expect(foldWords(' -- ')).toEqual([]);
});

test('the order of words does not count', () => {
  expect(wordBag(foldWords('Peak Milk 400g'))).toBe(wordBag(foldWords('400g peak MILK')));
});

test('a letter swapped, dropped, doubled or mistaken is one typo', () => {
  for (const typed of ['chocoalte', 'choclate', 'chocolaate', 'chocolade'])
    expect(isOneTypo(typed, 'chocolate')).toBe(true);
  for (const typed of ['chocolate', 'chcoalte', 'choclte', 'shocolade'])
    expect(isOneTypo(typed, 'chocolate')).toBe(false);
});

test('one typo goes both ways, and leaves the first or the last letters as they are', () => {
  const slip = fc.tuple(word, fc.nat(), fc.constantFrom('drop', 'double', 'swap'));
  fc.assert(
    fc.property(slip, ([right, place, kind]) => {
      const at = place % (right.length - 1);
      const typed =
        kind === 'drop'
          ? right.slice(0, at) + right.slice(at + 1)
          : kind === 'double'
            ? right.slice(0, at) + right[at] + right.slice(at)
            : right.slice(0, at) + right[at + 1] + right[at] + right.slice(at + 2);
      if (typed === right) return;
      expect(isOneTypo(typed, right)).toBe(true);
      expect(isOneTypo(right, typed)).toBe(true);
      const intact = intactLetters(typed);
      expect(typed.slice(0, intact) === right.slice(0, intact) || typed.slice(-intact) === right.slice(-intact)).toBe(
        true,
      );
    }),
  );
});
