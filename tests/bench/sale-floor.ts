import Database from 'better-sqlite3';
import { closeSync, openSync, readFileSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { MIGRATIONS_DIR } from '#tests/support/till/open-till.ts';

type Row = Record<string, string | number | null>;

/** The rows that one sale wrote, by table. */
export type SaleRows = ReadonlyMap<string, readonly Row[]>;

const TABLES: Readonly<Record<string, string>> = {
  sales: 'SELECT * FROM sales WHERE id = @saleId',
  sale_documents: 'SELECT * FROM sale_documents WHERE sale_id = @saleId',
  payments: 'SELECT * FROM payments WHERE sale_id = @saleId',
  stock_movements:
    'SELECT m.* FROM stock_movements m JOIN change_log c ON c.id = m.change_id WHERE c.entity_id = @saleId',
  change_log: 'SELECT * FROM change_log WHERE entity_id = @saleId',
  call_answers: 'SELECT * FROM call_answers WHERE call_id = @callId',
};

/** Reads what the till wrote for a sale. */
export function rowsOfSale(tillFolder: string): {
  read: (saleId: string, callId: string) => SaleRows;
  close: () => void;
} {
  const db = new Database(join(tillFolder, 'till.db'), { readonly: true });
  const statements = Object.entries(TABLES).map(([table, sql]) => [table, db.prepare<[Row], Row>(sql)] as const);
  return {
    read: (saleId, callId) =>
      new Map(statements.map(([table, statement]) => [table, statement.all({ saleId, callId })])),
    close: () => db.close(),
  };
}

export type SaleFloor = { readonly write: (rows: SaleRows, withJournal: boolean) => void; readonly close: () => void };

/** The same rows in tables of the same shape, by prepared statements in one fsynced transaction: nothing can be faster and keep as much. */
export function openSaleFloor(folder: string): SaleFloor {
  const db = new Database(join(folder, 'floor.db'));
  db.pragma('journal_mode = WAL');
  db.exec('SELECT 1');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  for (const name of readdirSync(MIGRATIONS_DIR)
    .filter((file) => file.endsWith('.sql'))
    .toSorted())
    db.exec(readFileSync(join(MIGRATIONS_DIR, name), 'utf8'));
  const journal = openSync(join(folder, 'floor.journal'), 'a');
  const inserts = new Map<string, Database.Statement<(string | number | null)[]>>();
  const insertOf = (table: string, row: Row): Database.Statement<(string | number | null)[]> => {
    const known = inserts.get(table);
    if (known !== undefined) return known;
    const columns = Object.keys(row);
    const made = db.prepare<(string | number | null)[]>(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    inserts.set(table, made);
    return made;
  };
  const meta = db.prepare(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  let sales = 0;
  return {
    write: (rows, withJournal) => {
      sales += 1;
      begin.run();
      for (const [table, own] of rows) for (const row of own) insertOf(table, row).run(...Object.values(row));
      meta.run('hlc', String(sales));
      meta.run('receipt_counter', String(sales));
      commit.run();
      if (withJournal) writeSync(journal, `${String(rows.get('change_log')?.[0]?.['body'])}\n`);
    },
    close: () => {
      closeSync(journal);
      db.close();
    },
  };
}
