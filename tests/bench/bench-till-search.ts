import Database from 'better-sqlite3';
import { join } from 'node:path';
import { foldWords } from '#shared/catalogue/search/fold-words.ts';
import { catalogueSearchCall } from '#shared/till-calls/catalogue-calls.ts';
import type { TestTill } from '#tests/support/till/open-till.ts';
import type { Bench, Measured } from './bench-report.ts';
import { openBenchTill, stockTill } from './bench-till.ts';
import { goodsNames } from './goods-names.ts';
import { misspelt, sequence } from './misspelt.ts';
import { spreadOf } from './spread.ts';

const SIZES = [10_000, 100_000];
const QUERIES = 1000;
const KEYSTROKE_NAMES = 200;
const P99_LIMIT_MS = 10;
const FOUND_LIMIT = 0.95;

type Search = (text: string) => Promise<{ tookMs: number; names: readonly string[] }>;

function searchOf(till: TestTill): Search {
  return async (text) => {
    const from = performance.now();
    const { items } = await till.ok(catalogueSearchCall, { text: text.slice(0, 100), limit: 20 });
    return { tookMs: performance.now() - from, names: items.slice(0, 10).map((item) => item.name) };
  };
}

const sameName = (left: string, right: string): boolean => foldWords(left).join(' ') === foldWords(right).join(' ');

/** How many of the misspelt names bring their product among the first ten. */
async function findMisspelt(
  search: Search,
  names: readonly string[],
  change: (text: string, next: () => number) => string,
): Promise<{ share: number; timesMs: number[] }> {
  const next = sequence(42);
  const timesMs: number[] = [];
  let found = 0;
  while (timesMs.length < QUERIES) {
    const name = names[Math.floor(next() * names.length)] ?? '';
    const typed = misspelt(name, next);
    if (typed === null) continue;
    const { tookMs, names: hits } = await search(change(typed, next));
    timesMs.push(tookMs);
    if (hits.some((hit) => sameName(hit, name))) found += 1;
  }
  return { share: found / QUERIES, timesMs };
}

async function keystrokes(search: Search, names: readonly string[]): Promise<{ timesMs: number[]; texts: string[] }> {
  const next = sequence(7);
  const timesMs: number[] = [];
  const texts: string[] = [];
  for (let count = 0; count < KEYSTROKE_NAMES; count += 1) {
    const name = names[Math.floor(next() * names.length)] ?? '';
    for (let length = 1; length <= Math.min(name.length, 20); length += 1) {
      texts.push(name.slice(0, length));
      timesMs.push((await search(name.slice(0, length))).tookMs);
    }
  }
  return { timesMs, texts };
}

/** One raw full-text query for the same keystrokes, ranked and cut by SQL: what a search costs without our work round it. */
function rawTimes(till: TestTill, texts: readonly string[]): number[] {
  const db = new Database(join(till.folder, 'till.db'), { readonly: true });
  const query = db.prepare<[string]>('SELECT rowid FROM search_index WHERE search_index MATCH ? LIMIT 20');
  const times = texts.map((text) => {
    const expression = foldWords(text)
      .map((word) => `"${word}"*`)
      .join(' AND ');
    const from = performance.now();
    if (expression !== '') query.all(expression);
    return performance.now() - from;
  });
  db.close();
  return times;
}

function promised(what: string, timesMs: readonly number[], floor: Measured['floor'], share: number | null): Measured {
  const ours = spreadOf(timesMs);
  const bounds = [{ name: 'p99 in ms', value: ours.p99Ms, limit: P99_LIMIT_MS, isKept: ours.p99Ms <= P99_LIMIT_MS }];
  if (share !== null)
    bounds.push({ name: 'found among the first ten', value: share, limit: FOUND_LIMIT, isKept: share >= FOUND_LIMIT });
  return { what, ours, floorName: 'one raw FTS5 query', floor, bounds };
}

async function measureAt(size: number, say: (line: string) => void): Promise<readonly Measured[]> {
  const till = await openBenchTill();
  const { names, source } = goodsNames(size);
  await stockTill(till, names, (index) => `Q${index}`);
  say(`  ${names.length} products, ${source}`);
  const search = searchOf(till);
  const keys = await keystrokes(search, names);
  const raw = spreadOf(rawTimes(till, keys.texts));
  const results = [promised(`${size} products: each keystroke`, keys.timesMs, raw, null)];
  if (size === SIZES.at(-1)) {
    const typo = await findMisspelt(search, names, (text) => text);
    results.push(promised('one letter swapped, dropped or doubled', typo.timesMs, raw, typo.share));
    const shuffled = await findMisspelt(search, names, (text, next) =>
      foldWords(text)
        .toSorted(() => next() - 0.5)
        .join(' '),
    );
    results.push(promised('the same without accents, words in any order', shuffled.timesMs, raw, shuffled.share));
  }
  await till.close();
  return results;
}

export const tillSearch: Bench = {
  name: 'till-search',
  doc: 'each keystroke of a product search, by the call that the screen uses, beside one raw FTS5 query',
  run: async (say) => {
    const results: Measured[] = [];
    for (const size of SIZES) results.push(...(await measureAt(size, say)));
    const [small, large] = [results[0], results[1]];
    if (small !== undefined && large !== undefined)
      say(
        `  cost grows with the number of products to the power of ${(Math.log(large.ours.p50Ms / small.ours.p50Ms) / Math.log(10)).toFixed(2)}`,
      );
    return results;
  },
};
