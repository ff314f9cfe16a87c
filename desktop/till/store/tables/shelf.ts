import { type Connection } from '../connection.ts';

export type CategoryRow = {
  readonly id: string;
  readonly name: string;
  readonly color: number;
  readonly itemCount: number;
};

/** One tile per product: the first of its variants stands for all. */
const TILE = `
  FROM products p
  JOIN product_variants v ON v.id = (SELECT w.id FROM product_variants w WHERE w.product_id = p.id AND w.is_active = 1 AND w.is_deleted = 0 ORDER BY w.id LIMIT 1)
  WHERE p.is_active = 1 AND p.is_deleted = 0`;

/** One row per product that was taken off sale. */
const UNSOLD = `
  FROM products p
  JOIN product_variants v ON v.id = (SELECT w.id FROM product_variants w WHERE w.product_id = p.id AND w.is_active = 1 AND w.is_deleted = 0 ORDER BY w.id LIMIT 1)
  WHERE p.is_active = 0 AND p.is_deleted = 0 AND p.name LIKE ? ESCAPE '\\'`;

function likeOf(part: string): string {
  return `%${part.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

/** What stands on the shelf beside the sale: categories, favourites, tiles. */
export function readShelf(db: Connection) {
  const categories = db.prepare<[], CategoryRow>(
    `SELECT c.id, c.name, c.color, (SELECT count(*) FROM products p WHERE p.category_id = c.id AND p.is_active = 1 AND p.is_deleted = 0) AS itemCount
     FROM categories c WHERE c.is_deleted = 0 ORDER BY c.position, c.name`,
  );
  const favourites = db.prepare<[string, number, number], { variantId: string }>(
    `SELECT f.variant_id AS variantId FROM favourites f JOIN product_variants v ON v.id = f.variant_id JOIN products p ON p.id = v.product_id
     WHERE f.store_id = ? AND f.is_deleted = 0 AND v.is_active = 1 AND v.is_deleted = 0 AND p.is_active = 1 AND p.is_deleted = 0 ORDER BY f.position, f.id LIMIT ? OFFSET ?`,
  );
  const favouriteCount = db.prepare<[string], { total: number }>(
    'SELECT count(*) AS total FROM favourites WHERE store_id = ? AND is_deleted = 0',
  );
  const all = db.prepare<[number, number], { variantId: string }>(
    `SELECT v.id AS variantId ${TILE} ORDER BY p.name, p.id LIMIT ? OFFSET ?`,
  );
  const allCount = db.prepare<[], { total: number }>(
    'SELECT count(*) AS total FROM products WHERE is_active = 1 AND is_deleted = 0',
  );
  const ofCategory = db.prepare<[string, number, number], { variantId: string }>(
    `SELECT v.id AS variantId ${TILE} AND p.category_id = ? ORDER BY p.name, p.id LIMIT ? OFFSET ?`,
  );
  const ofProduct = db.prepare<[string], { variantId: string }>(
    'SELECT id AS variantId FROM product_variants WHERE product_id = ? AND is_active = 1 AND is_deleted = 0 ORDER BY id',
  );
  const unsold = db.prepare<[string, number, number], { variantId: string }>(
    `SELECT v.id AS variantId ${UNSOLD} ORDER BY p.name, p.id LIMIT ? OFFSET ?`,
  );
  const unsoldCount = db.prepare<[string], { total: number }>(`SELECT count(*) AS total ${UNSOLD}`);
  const variantCount = db.prepare<[string], { total: number }>(
    'SELECT count(*) AS total FROM product_variants WHERE product_id = ? AND is_active = 1 AND is_deleted = 0',
  );
  return {
    categories: (): CategoryRow[] => categories.all(),
    favourites: (storeId: string, page: { limit: number; offset: number }): string[] =>
      favourites.all(storeId, page.limit, page.offset).map((row) => row.variantId),
    favouriteCount: (storeId: string): number => favouriteCount.get(storeId)?.total ?? 0,
    all: (page: { limit: number; offset: number }): string[] =>
      all.all(page.limit, page.offset).map((row) => row.variantId),
    allCount: (): number => allCount.get()?.total ?? 0,
    ofCategory: (categoryId: string, page: { limit: number; offset: number }): string[] =>
      ofCategory.all(categoryId, page.limit, page.offset).map((row) => row.variantId),
    /** Products that are not sold any more, by a part of their name. */
    unsold: (part: string, page: { limit: number; offset: number }): string[] =>
      unsold.all(likeOf(part), page.limit, page.offset).map((row) => row.variantId),
    unsoldCount: (part: string): number => unsoldCount.get(likeOf(part))?.total ?? 0,
    variantsOf: (productId: string): string[] => ofProduct.all(productId).map((row) => row.variantId),
    variantCount: (productId: string): number => variantCount.get(productId)?.total ?? 0,
  };
}
