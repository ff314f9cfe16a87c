import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { STEADY_PRODUCTS } from './office-goods.ts';

const namesSchema = z.object({ name: z.string() });
const countSchema = z.object({ n: z.number() });

/** A migration is in the file with all that it does, or not at all: tables, columns, and the list of what was applied. */
export function checkMigrated(folder: string, applied: readonly string[]): string[] {
  const db = new Database(join(folder, 'till.db'));
  const names = (sql: string): string[] =>
    db
      .prepare(sql)
      .all()
      .map((row) => namesSchema.parse(row).name)
      .toSorted();
  const newest = (word: string): number =>
    Math.max(
      0,
      ...applied.flatMap((name) => (name.includes(`_${word}_`) ? [Number(/_(\d+)\.sql$/.exec(name)?.[1])] : [])),
    );
  const here = [
    ...names("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'copies_%'"),
    ...names("SELECT name FROM pragma_table_info('sales') WHERE name LIKE 'seen_by_%'"),
  ];
  const wanted = [
    ...(newest('copies') > 0 ? [`copies_${newest('copies')}`] : []),
    ...(newest('column') > 0 ? [`seen_by_${newest('column')}`] : []),
  ];
  db.close();
  const isSame = JSON.stringify(here) === JSON.stringify(wanted);
  return isSame ? [] : [`the file holds ${here.join(', ')}, its migrations made ${wanted.join(', ')}`];
}

/** Whatever was on its way: what the office always had, and the till had once, can be sold. */
export function checkGoods(folder: string, isFilled: boolean): string[] {
  if (!isFilled) return [];
  const db = new Database(join(folder, 'till.db'));
  const count = (sql: string): number => countSchema.parse(db.prepare(sql).get()).n;
  const products = count("SELECT count(*) AS n FROM products WHERE is_deleted = 0 AND name LIKE 'Steady %'");
  const scanned = count(
    `SELECT count(*) AS n FROM barcodes b JOIN product_variants v ON v.id = b.variant_id JOIN products p ON p.id = v.product_id
     WHERE b.is_deleted = 0 AND v.is_deleted = 0 AND p.is_deleted = 0 AND p.name LIKE 'Steady %'`,
  );
  const levels = count('SELECT count(*) AS n FROM levels');
  db.close();
  return [
    ...(products === STEADY_PRODUCTS ? [] : [`${products} of ${STEADY_PRODUCTS} products can be sold`]),
    ...(scanned === STEADY_PRODUCTS ? [] : [`${scanned} of ${STEADY_PRODUCTS} products can be scanned`]),
    ...(levels >= STEADY_PRODUCTS ? [] : [`${levels} of ${STEADY_PRODUCTS} levels are there`]),
  ];
}
