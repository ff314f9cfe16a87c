import { getTableColumns, getTableName } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { type Connection } from './connection.ts';

type Cell = string | number | bigint | null | Uint8Array;

/** One column as SQLite takes and gives it. */
export type ColumnCodec = {
  readonly key: string;
  readonly name: string;
  readonly toCell: (value: unknown) => Cell;
  readonly fromCell: (cell: unknown) => unknown;
};

/** The columns of a typed table, each with its own way to and from the file. */
export function codecsOf(table: SQLiteTable): readonly ColumnCodec[] {
  return Object.entries(getTableColumns(table)).map(([key, column]) => ({
    key,
    name: column.name,
    toCell: (value) => (value === null || value === undefined ? null : cellOf(column.mapToDriverValue(value))),
    fromCell: (cell) => (cell === null ? null : column.mapFromDriverValue(cell)),
  }));
}

function cellOf(value: unknown): Cell {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || value === null)
    return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Uint8Array) return value;
  throw new TypeError('a column takes text, a number, bytes or null');
}

/**
 * Writes whole rows of one table, every column given, by a statement that is prepared once.
 *
 * `replaceOn` names the key columns: a row that is there already gets every value anew.
 */
export function rowWriter<Table extends SQLiteTable>(
  db: Connection,
  table: Table,
  replaceOn: readonly string[] = [],
): (row: Table['$inferSelect']) => void {
  return objectWriter(db, table, replaceOn);
}

/** The same for rows whose columns were checked by a schema instead of the compiler. */
export function objectWriter(db: Connection, table: SQLiteTable, replaceOn: readonly string[]): (row: object) => void {
  const codecs = codecsOf(table);
  const names = codecs.map((codec) => codec.name);
  const insert = `INSERT INTO ${getTableName(table)} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
  const updates = names.filter((name) => !replaceOn.includes(name)).map((name) => `${name} = excluded.${name}`);
  const sql =
    replaceOn.length === 0
      ? insert
      : `${insert} ON CONFLICT (${replaceOn.join(', ')}) DO UPDATE SET ${updates.join(', ')}`;
  const statement = db.prepare<Cell[]>(sql);
  return (row) => {
    const cells: Cell[] = codecs.map((codec) => {
      const value: unknown = Reflect.get(row, codec.key);
      return codec.toCell(value);
    });
    statement.run(...cells);
  };
}
