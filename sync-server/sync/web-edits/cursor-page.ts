import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { type OrderBy, readListCursor, writeListCursor } from './list-cursor.ts';
import type { SqlPart } from './read-records.ts';

/** By what a list may be sorted: the column, what it holds, and the way. */
export type ListOrder = { readonly column: string; readonly by: OrderBy; readonly isDown: boolean };

export type PageAsked = {
  readonly sort: string;
  readonly cursor?: string | undefined;
  readonly page: number;
  readonly limit: number;
};

/** The parts of a query that take one page of a list: after a cursor where one is given, else by its number. */
export type PageParts = { readonly after: SqlPart; readonly orderBy: SqlPart; readonly offset: number };

/**
 * Takes a page of a list that grows without end. By cursor no row is seen twice or left out while new ones come in.
 *
 * @throws {Fault} `malformed` for a cursor of another list or order
 */
export function pageParts(tx: Tx, order: ListOrder, asked: PageAsked, idColumn: string): PageParts {
  const way = order.isDown ? 'desc' : 'asc';
  const orderBy = tx`${tx.unsafe(`${order.column} ${way}, ${idColumn} ${way}`)}`;
  if (asked.cursor === undefined) return { after: tx``, orderBy, offset: (asked.page - 1) * asked.limit };
  const { value, id } = readListCursor(asked.cursor, { sort: asked.sort, by: order.by });
  const after = tx`and (${tx.unsafe(order.column)}, ${tx.unsafe(idColumn)}) ${tx.unsafe(order.isDown ? '<' : '>')} (${boundOf(tx, order.by, value)}, ${id}::uuid)`;
  return { after, orderBy, offset: 0 };
}

function boundOf(tx: Tx, by: OrderBy, value: number): SqlPart {
  if (by === 'number') return tx`${value}::bigint`;
  const at = new Date(value);
  return by === 'time' ? tx`${at}::timestamptz` : tx`${at.toISOString().slice(0, 10)}::date`;
}

/** Where the next page begins, or null after the last. `valueOf` is what the row is sorted by: a number, a moment or a day. */
export function nextCursor<Row extends { readonly id: Id }>(
  rows: readonly Row[],
  asked: PageAsked,
  valueOf: (row: Row) => number | Date | string,
): string | null {
  const last = rows.at(-1);
  if (last === undefined || rows.length < asked.limit) return null;
  const at = valueOf(last);
  const value = typeof at === 'number' ? at : new Date(at).getTime();
  return writeListCursor({ sort: asked.sort, value, id: last.id });
}

/** What an answer says of its page of a list that grows without end. */
export function pageMeta<Row extends { readonly id: Id }>(
  asked: PageAsked,
  found: { readonly rows: readonly Row[]; readonly total: number | undefined },
  valueOf: (row: Row) => number | Date | string,
): PageFound {
  const { page, limit } = asked;
  return { page, limit, total: found.total ?? 0, nextCursor: nextCursor(found.rows, asked, valueOf) };
}

/** Where a page of a list that grows without end stands, and where the next begins. */
export type PageFound = {
  readonly page: number;
  readonly limit: number;
  readonly total: number;
  readonly nextCursor: string | null;
};
