import { foldWords, wordBag } from '#shared/catalogue/search/fold-words.ts';
import type { SearchHit } from '../store/tables/search.ts';
import type { Reader } from '../store/till-tables.ts';
import { correctWord } from './correct-word.ts';

/** More hits of a full-text query are never looked at. */
const HITS_MAX = 200;
/** So many words are corrected: those that nobody uses, or where all are in use the longest of them. */
const UNKNOWN_WORDS_MAX = 3;
const KNOWN_WORDS_MAX = 6;
const WHOLE_NUMBER = /^\d{1,12}$/;

type Search = Reader['search'];

/** Collects hits in order of worth, each once. */
class Hits {
  readonly ids: string[] = [];
  readonly #seen = new Set<string>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.ids.length >= this.#limit;
  }

  add(hits: readonly SearchHit[]): void {
    for (const { variantId } of hits) {
      if (this.isFull) return;
      if (this.#seen.has(variantId)) continue;
      this.#seen.add(variantId);
      this.ids.push(variantId);
    }
  }
}

/** Names nearest to what was typed first: few words beyond it, then short, then by the alphabet. */
function inOrder(hits: readonly SearchHit[], words: readonly string[]): readonly SearchHit[] {
  const whole = new Set(words);
  const worth = (hit: SearchHit): number => {
    const named = hit.nameKey.split(' ');
    const exact = named.filter((word) => whole.has(word)).length;
    return (
      exact * 1000 -
      (named.length - words.length) * 10 -
      hit.nameKey.length / 10 +
      (named[0] !== undefined && whole.has(named[0]) ? 5 : 0)
    );
  };
  const worths = new Map(hits.map((hit) => [hit.id, worth(hit)]));
  return hits.toSorted(
    (left, right) =>
      (worths.get(right.id) ?? 0) - (worths.get(left.id) ?? 0) || (left.nameKey < right.nameKey ? -1 : 1),
  );
}

/** `"peak"* AND ("mlik"* OR "milk")`: every word must fit, each as typed or as corrected. */
function expressionOf(words: readonly string[], corrections: ReadonlyMap<string, readonly string[]>): string {
  return words
    .map((word) => {
      const others = corrections.get(word) ?? [];
      return others.length === 0 ? `"${word}"*` : `("${word}"* OR ${others.map((other) => `"${other}"`).join(' OR ')})`;
    })
    .join(' AND ');
}

function addNumberHits(search: Search, hits: Hits, digits: string, minorPerUnit: number): void {
  hits.add(search.byCode(digits, 10));
  const priceMinor = Number(digits) * minorPerUnit;
  if (Number.isSafeInteger(priceMinor)) hits.add(search.byPrice(priceMinor, 10));
}

function wordsToCorrect(search: Search, words: readonly string[]): readonly string[] {
  const unknown = words.filter((word) => !search.isWord(word));
  if (unknown.length > 0) return unknown.slice(0, UNKNOWN_WORDS_MAX);
  return words.toSorted((left, right) => right.length - left.length).slice(0, KNOWN_WORDS_MAX);
}

function addCorrectedHits(search: Search, hits: Hits, words: readonly string[], limit: number): void {
  const corrections = new Map<string, readonly string[]>();
  for (const word of wordsToCorrect(search, words)) corrections.set(word, correctWord(search, word));
  for (const [place, word] of words.entries()) {
    for (const other of corrections.get(word) ?? []) hits.add(search.byBag(wordBag(words.with(place, other)), limit));
  }
  if (![...corrections.values()].some((others) => others.length > 0)) return;
  const meant = words.flatMap((word) => [word, ...(corrections.get(word) ?? [])]);
  hits.add(inOrder(search.byWords(expressionOf(words, corrections), HITS_MAX), meant));
}

/**
 * The variants that a cashier means by what was typed so far, the likeliest first.
 *
 * Digits are also a barcode's beginning or a price in whole currency units; `minorPerUnit` is 100 for the naira.
 */
export function searchItems(
  search: Search,
  asked: { text: string; limit: number; minorPerUnit: number },
): readonly string[] {
  const hits = new Hits(asked.limit);
  const typed = asked.text.trim();
  const words = foldWords(typed);
  const key = words.join(' ');
  if (key === '') return [];
  hits.add(search.byBag(wordBag(words), asked.limit));
  hits.add(search.bySku(typed.toLowerCase(), 5));
  if (WHOLE_NUMBER.test(typed)) addNumberHits(search, hits, typed, asked.minorPerUnit);
  hits.add(search.byName(key, asked.limit));
  if (!hits.isFull) hits.add(inOrder(search.byWords(expressionOf(words, new Map()), HITS_MAX), words));
  if (!hits.isFull) addCorrectedHits(search, hits, words, asked.limit);
  return hits.ids;
}
