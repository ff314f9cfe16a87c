import type { Tx } from '#server/store/pool.ts';
import { type Cell, arrayLiteral, joinTexts, textsOf } from './array-literal.ts';

/**
 * How a column travels: `hex` becomes bytea, `list` is a text[] written as an array literal, `json` becomes jsonb, `body` is
 * JSON that stays text.
 */
export type ColumnType =
  | 'uuid'
  | 'text'
  | 'integer'
  | 'bigint'
  | 'boolean'
  | 'timestamptz'
  | 'date'
  | 'hex'
  | 'list'
  | 'json'
  | 'body';

type CellOf<Type extends ColumnType> = Type extends 'integer' | 'bigint'
  ? number | null
  : Type extends 'boolean'
    ? boolean | null
    : string | null;

export type Columns = Readonly<Record<string, ColumnType>>;
export type RowOf<Of extends Columns> = { readonly [Name in keyof Of]: CellOf<Of[Name]> };

/** A statement that takes any number of rows of one table in one round trip. */
export type RowStatement<Of extends Columns> = { readonly columns: Of; readonly text: string };

const TRAVELS_AS: Record<ColumnType, string> = {
  uuid: 'uuid',
  text: 'text',
  integer: 'integer',
  bigint: 'bigint',
  boolean: 'boolean',
  timestamptz: 'timestamptz',
  date: 'date',
  hex: 'text',
  list: 'text',
  json: 'text',
  body: 'text',
};

function arriving(name: string, type: ColumnType): string {
  if (type === 'hex') return `decode(r.${name}, 'hex')`;
  if (type === 'list') return `r.${name}::text[]`;
  return type === 'json' ? `r.${name}::jsonb` : `r.${name}`;
}

/** The rows of the parameters as a table `r`; the first two parameters are the business and the time. */
export function rowsOfParameters(columns: Columns): string {
  const names = Object.keys(columns);
  const arrays = Object.values(columns).map((type, index) => {
    const parameter = `$${index + 3}`;
    return type === 'body' ? textsOf(parameter) : `${parameter}::${TRAVELS_AS[type]}[]`;
  });
  return `unnest(${arrays.join(', ')}) as r (${names.join(', ')})`;
}

/**
 * Prepares the insert of many rows at once.
 *
 * @param tail what follows: an `order by` of the keys that others lock too, `on conflict …`
 */
export function insertOf<const Of extends Columns>(table: string, columns: Of, tail = ''): RowStatement<Of> {
  const names = Object.keys(columns);
  const values = Object.entries(columns).map(([name, type]) => arriving(name, type));
  const text = `insert into ${table} as t (business_id, ${names.join(', ')}, created_at, updated_at)
    select $1::uuid, ${values.join(', ')}, $2::timestamptz, $2::timestamptz from ${rowsOfParameters(columns)} ${tail}`;
  return { columns, text };
}

export type Stamp = { readonly businessId: string; readonly at: Date };

/** Runs a statement of rows; none for no rows. The text stays the same for any number, so it is prepared once. */
export async function runRows<Of extends Columns>(
  tx: Tx,
  stamp: Stamp,
  statement: RowStatement<Of>,
  rows: readonly RowOf<Of>[],
): Promise<void> {
  if (rows.length === 0) return;
  const values = [stamp.businessId, stamp.at, ...columnLiterals(statement.columns, rows)];
  await tx.unsafe(statement.text, values, { prepare: true }).execute();
}

/**
 * Starts statements in their order, each once the one before went out: while the database works on one, the next is written.
 *
 * What fails first is thrown, when all are over.
 */
export async function runInTurn(statements: readonly (() => Promise<void>)[]): Promise<void> {
  const under: Promise<void>[] = [];
  for (const start of statements) {
    under.push(start());
    // The driver sends a moment after it is asked to: a turn of the microtasks lets it.
    await Promise.resolve().then(() => undefined);
  }
  await Promise.all(under);
}

/** Each column of the rows as one array literal, in the order of the columns. */
export function columnLiterals<Of extends Columns>(columns: Of, rows: readonly RowOf<Of>[]): string[] {
  return Object.entries(columns).map(([name, type]) => {
    const cells = rows.map((row): Cell => row[name] ?? null);
    return type === 'body' ? joinTexts(cells) : arrayLiteral(cells);
  });
}
