import { backwards } from '#shared/catalogue/search/backwards.ts';
import { foldWords, wordBag } from '#shared/catalogue/search/fold-words.ts';
import { type Connection } from '../connection.ts';

/** The end of a range of texts that begin with a prefix. */
const AFTER = '\u{10ffff}';

type Named = {
  readonly variantId: string;
  readonly productId: string;
  readonly name: string;
  readonly sku: string;
  readonly isSold: 0 | 1;
};
type Indexed = { readonly id: number; readonly nameKey: string; readonly skuKey: string };
type Found = { readonly id: number; readonly variantId: string; readonly nameKey: string };
type Word = { readonly word: string; readonly uses: number };

const FOUND = 'id, variant_id AS variantId, name_key AS nameKey FROM search_items';

export type SearchHit = Found;

/** Look-ups of the cashier's search; each is an index range or one full-text query, and bounded. */
export function readSearch(db: Connection) {
  const byBag = db.prepare<[string, number], Found>(`SELECT ${FOUND} WHERE bag_key = ? ORDER BY id LIMIT ?`);
  const byName = db.prepare<[string, string, number], Found>(
    `SELECT ${FOUND} WHERE name_key >= ? AND name_key < ? ORDER BY name_key LIMIT ?`,
  );
  const bySku = db.prepare<[string, string, number], Found>(
    `SELECT ${FOUND} WHERE sku_key <> '' AND sku_key >= ? AND sku_key < ? ORDER BY sku_key LIMIT ?`,
  );
  const byCode = db.prepare<[string, string, number], Found>(
    `SELECT s.id, s.variant_id AS variantId, s.name_key AS nameKey FROM barcodes b JOIN search_items s ON s.variant_id = b.variant_id
     WHERE b.code >= ? AND b.code < ? AND b.is_deleted = 0 ORDER BY b.code LIMIT ?`,
  );
  const byPrice = db.prepare<[number, number], Found>(
    `SELECT s.id, s.variant_id AS variantId, s.name_key AS nameKey FROM product_variants v JOIN search_items s ON s.variant_id = v.id
     WHERE v.selling_price_minor = ? AND v.is_deleted = 0 LIMIT ?`,
  );
  const byWords = db.prepare<[string, number], Found>(
    `SELECT s.id, s.variant_id AS variantId, s.name_key AS nameKey
     FROM (SELECT rowid FROM search_index WHERE search_index MATCH ? LIMIT ?) AS hits JOIN search_items s ON s.id = hits.rowid`,
  );
  const knownWord = db.prepare<[string], { uses: number }>('SELECT uses FROM search_words WHERE word = ?');
  const wordsFrom = db.prepare<[string, string, number], Word>(
    'SELECT word, uses FROM search_words WHERE word >= ? AND word < ? LIMIT ?',
  );
  const wordsTo = db.prepare<[string, string, number], Word>(
    'SELECT word, uses FROM search_words WHERE backwards >= ? AND backwards < ? LIMIT ?',
  );
  return {
    /** Items whose words are exactly these, in any order. */
    byBag: (bag: string, limit: number): Found[] => byBag.all(bag, limit),
    /** Items whose name begins so. */
    byName: (prefix: string, limit: number): Found[] => byName.all(prefix, prefix + AFTER, limit),
    bySku: (prefix: string, limit: number): Found[] => bySku.all(prefix, prefix + AFTER, limit),
    byCode: (prefix: string, limit: number): Found[] => byCode.all(prefix, prefix + AFTER, limit),
    byPrice: (priceMinor: number, limit: number): Found[] => byPrice.all(priceMinor, limit),
    /** Items that a full-text expression fits. */
    byWords: (expression: string, limit: number): Found[] => byWords.all(expression, limit),
    isWord: (word: string): boolean => knownWord.get(word) !== undefined,
    wordsBeginning: (prefix: string, limit: number): Word[] => wordsFrom.all(prefix, prefix + AFTER, limit),
    wordsEnding: (ending: string, limit: number): Word[] => wordsTo.all(ending, ending + AFTER, limit),
  };
}

const NAMED = `
  SELECT v.id AS variantId, v.product_id AS productId, CASE WHEN v.name = '' THEN p.name ELSE p.name || ' ' || v.name END AS name, v.sku AS sku,
         (p.is_active AND v.is_active AND NOT p.is_deleted AND NOT v.is_deleted) AS isSold
  FROM product_variants v JOIN products p ON p.id = v.product_id`;

/** How many more items have a word than before, or fewer. */
type WordUses = Map<string, number>;

/** Keeps the search right: called in the transaction that wrote a product or a variant. */
export function writeSearch(db: Connection) {
  const variant = db.prepare<[string], Named>(`${NAMED} WHERE v.id = +?`);
  const ofProduct = db.prepare<[string], Named>(`${NAMED} WHERE v.product_id = +?`);
  const indexed = db.prepare<[string], Indexed>(
    'SELECT id, name_key AS nameKey, sku_key AS skuKey FROM search_items WHERE variant_id = ?',
  );
  const insert = db.prepare<[string, string, string, string, string]>(
    'INSERT INTO search_items (variant_id, product_id, name_key, bag_key, sku_key) VALUES (?, ?, ?, ?, ?)',
  );
  const remove = db.prepare<[number]>('DELETE FROM search_items WHERE id = ?');
  const insertWords = db.prepare<[number | bigint, string]>('INSERT INTO search_index (rowid, words) VALUES (?, ?)');
  const removeWords = db.prepare<[number]>('DELETE FROM search_index WHERE rowid = ?');
  const useWord = db.prepare<[string, string, number]>(
    'INSERT INTO search_words (word, backwards, uses) VALUES (?, ?, ?) ON CONFLICT (word) DO UPDATE SET uses = uses + excluded.uses',
  );
  const freeWord = db.prepare<[number, string]>('UPDATE search_words SET uses = uses - ? WHERE word = ?');
  const dropWord = db.prepare<[string]>('DELETE FROM search_words WHERE word = ? AND uses <= 0');

  const forget = (row: Indexed, uses: WordUses): void => {
    removeWords.run(row.id);
    remove.run(row.id);
    for (const word of new Set(row.nameKey.split(' '))) uses.set(word, (uses.get(word) ?? 0) - 1);
  };
  const index = (named: Named, uses: WordUses): void => {
    const words = foldWords(named.name);
    const nameKey = words.join(' ');
    const skuKey = named.sku.toLowerCase();
    const known = indexed.get(named.variantId);
    if (known !== undefined && named.isSold === 1 && known.nameKey === nameKey && known.skuKey === skuKey) return;
    if (known !== undefined) forget(known, uses);
    if (named.isSold === 0) return;
    const { lastInsertRowid } = insert.run(named.variantId, named.productId, nameKey, wordBag(words), skuKey);
    insertWords.run(lastInsertRowid, nameKey);
    for (const word of new Set(words)) uses.set(word, (uses.get(word) ?? 0) + 1);
  };
  const count = (uses: WordUses): void => {
    for (const [word, more] of uses) {
      if (more > 0) useWord.run(word, backwards(word), more);
      if (more >= 0) continue;
      freeWord.run(-more, word);
      dropWord.run(word);
    }
  };
  const indexVariant = (variantId: string, uses: WordUses): void => {
    const named = variant.get(variantId);
    if (named !== undefined) {
      index(named, uses);
      return;
    }
    const known = indexed.get(variantId);
    if (known !== undefined) forget(known, uses);
  };
  return {
    /**
     * Variants were written or removed, and products, whose names stand in all their variants. A word that many of them have
     * is counted once.
     */
    index: (written: { readonly variantIds: Iterable<string>; readonly productIds: Iterable<string> }): void => {
      const uses: WordUses = new Map();
      for (const variantId of written.variantIds) indexVariant(variantId, uses);
      for (const productId of written.productIds) for (const named of ofProduct.all(productId)) index(named, uses);
      count(uses);
    },
  };
}
