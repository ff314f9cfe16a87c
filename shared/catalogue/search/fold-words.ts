/** Letters that Unicode does not take apart, as people type them without the sign. */
const SPELT: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
};

const SIGNS = /[ßæœøłđðþħı]/g;
/** Accents over Latin, Greek and Cyrillic letters; vowel signs of other scripts are no accents and stay. */
const ACCENTS = /[\u0300-\u036f]/g;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;

/** A name or a query is cut to so many words; nobody's goods have more. */
export const SEARCH_WORDS_MAX = 24;
const WORD_LENGTH_MAX = 40;

/** A text as it is searched: lower case, without accents, cut into words. "Café L’Or, 250g" is cafe, l, or, 250g. */
export function foldWords(text: string): readonly string[] {
  const folded = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(SIGNS, (sign) => SPELT[sign] ?? sign);
  const words = folded.match(WORD) ?? [];
  return words.slice(0, SEARCH_WORDS_MAX).map((word) => word.slice(0, WORD_LENGTH_MAX));
}

/** The words in one fixed order: the same for "milk peak" and "Peak Milk". */
export function wordBag(words: readonly string[]): string {
  return words.toSorted().join(' ');
}
