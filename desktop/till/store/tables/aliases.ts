import { getTableName } from 'drizzle-orm';
import { SERVER_ONLY_KINDS } from '#shared/changes/record-kinds.ts';
import { recordKindSchema } from '#shared/changes/record-edits.ts';
import { type Aliases, throughAliases } from '#shared/sync/aliases.ts';
import { type Connection } from '../connection.ts';
import { RECORD_TABLES } from './record-tables.ts';

/** Columns of each table that hold an id which may have become another. */
const ID_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  stores: ['manager_id'],
  tills: ['store_id'],
  categories: ['parent_id'],
  products: ['category_id'],
  product_variants: ['product_id'],
  barcodes: ['variant_id'],
  prices: ['variant_id'],
  favourites: ['store_id', 'variant_id'],
  batches: ['variant_id'],
  bundles: ['variant_id', 'part_variant_id'],
  stock_movements: ['variant_id'],
  own_counts: ['variant_id'],
  sales: ['actor_id'],
  shifts: ['opened_by', 'closed_by'],
  cash_movements: ['actor_id'],
  expenses: ['actor_id'],
};

/** Texts that hold ids among other things, by table, key and column. */
const ID_TEXTS = [
  ['products', 'id', 'tax_rate_ids'],
  ['sale_documents', 'sale_id', 'document'],
] as const;

export function readAliases(db: Connection) {
  const all = db.prepare<[], { oldId: string; newId: string }>(
    'SELECT old_id AS oldId, new_id AS newId FROM id_aliases',
  );
  let known: Aliases | null = null;
  return {
    /** Empty for all but a till that was alone and joined a business that was there. */
    all: (): Aliases => (known ??= new Map(all.all().map(({ oldId, newId }) => [oldId, newId]))),
    forget: (): void => {
      known = null;
    },
  };
}

export function writeAliases(db: Connection, reader: ReturnType<typeof readAliases>) {
  const put = db.prepare(
    'INSERT INTO id_aliases (old_id, new_id) VALUES (?, ?) ON CONFLICT (old_id) DO UPDATE SET new_id = excluded.new_id',
  );
  const recordTables = recordKindSchema.options.map((kind) => getTableName(RECORD_TABLES[kind]));
  return {
    put: (oldId: string, newId: string): void => {
      put.run(oldId, newId);
      reader.forget();
    },
    /** Puts the business's ids into every row of this till; of two things that became one, one row stays. */
    rewriteRows: (): void => {
      for (const table of recordTables) rewriteColumn(db, table, 'id');
      for (const [table, columns] of Object.entries(ID_COLUMNS))
        for (const column of columns) rewriteColumn(db, table, column);
      for (const [table, key, column] of ID_TEXTS) rewriteTexts(db, { table, key, column }, reader.all());
    },
    /** Lets the office's rows win over what this till wrote while it was alone: of rights and settings, and of what was matched. */
    yieldToOffice: (): void => {
      for (const kind of SERVER_ONLY_KINDS)
        db.prepare(`UPDATE ${getTableName(RECORD_TABLES[kind])} SET ranks = '{}'`).run();
      for (const table of recordTables)
        db.prepare(`UPDATE ${table} SET ranks = '{}' WHERE id IN (SELECT new_id FROM id_aliases)`).run();
      db.prepare('DELETE FROM record_bases').run();
    },
  };
}

function rewriteColumn(db: Connection, table: string, column: string): void {
  db.prepare(
    `UPDATE OR REPLACE ${table} SET ${column} = (SELECT new_id FROM id_aliases WHERE old_id = ${table}.${column})
     WHERE ${column} IN (SELECT old_id FROM id_aliases)`,
  ).run();
}

function rewriteTexts(
  db: Connection,
  { table, key, column }: { readonly table: string; readonly key: string; readonly column: string },
  aliases: Aliases,
): void {
  const rows = db.prepare<[string, number], { key: string; text: string }>(
    `SELECT ${key} AS key, ${column} AS text FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ?`,
  );
  const update = db.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`);
  for (let after = '', more = true; more;) {
    const part = rows.all(after, READ_AT_ONCE);
    for (const row of part) {
      const text = throughAliases(row.text, aliases);
      if (text !== row.text) update.run(text, row.key);
    }
    after = part.at(-1)?.key ?? after;
    more = part.length === READ_AT_ONCE;
  }
}

const READ_AT_ONCE = 500;
