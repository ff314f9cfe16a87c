import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import type { SqlPart } from '#server/sync/web-edits/read-records.ts';
import { readListCursor, writeListCursor } from './list-cursor.ts';

/** By what a list may be sorted: the column, whether it is a time, and the way. */
export type ListOrder = { readonly column: string; readonly isTime: boolean; readonly isDown: boolean };

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
  const { value, id } = readListCursor(asked.cursor, { sort: asked.sort, isTime: order.isTime });
  const from = order.isTime ? tx`${new Date(value)}::timestamptz` : tx`${value}::bigint`;
  const after = tx`and (${tx.unsafe(order.column)}, ${tx.unsafe(idColumn)}) ${tx.unsafe(order.isDown ? '<' : '>')} (${from}, ${id}::uuid)`;
  return { after, orderBy, offset: 0 };
}

/** Where the next page begins, or null after the last. */
export function nextCursor<Row extends { readonly id: Id }>(
  rows: readonly Row[],
  asked: PageAsked,
  valueOf: (row: Row) => number,
): string | null {
  const last = rows.at(-1);
  if (last === undefined || rows.length < asked.limit) return null;
  return writeListCursor({ sort: asked.sort, value: valueOf(last), id: last.id });
}
