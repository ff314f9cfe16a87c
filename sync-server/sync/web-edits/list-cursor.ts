import { z } from 'zod';
import { isShopTime } from '#shared/api/calendar-day.ts';
import { Fault } from '#shared/base/fault.ts';
import { type Id, idSchema } from '#shared/base/ids.ts';

const cursorSchema = z.tuple([z.string(), z.number().int(), idSchema]);

/** What a list is sorted by: a number, a moment or a day, the last two in milliseconds. */
export type OrderBy = 'number' | 'time' | 'day';

/** Where a list went to: its order, what its last row is sorted by, and the id of that row. */
export type ListCursor = { readonly sort: string; readonly value: number; readonly id: Id };

export function writeListCursor({ sort, value, id }: ListCursor): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');
}

/** The list that a cursor has to be of: its order, and by what that goes. */
export type CursorOf = { readonly sort: string; readonly by: OrderBy };

/** @throws {Fault} `malformed`: the cursor was not made by this list in this order */
export function readListCursor(text: string, { sort, by }: CursorOf): ListCursor {
  const parsed = cursorSchema.safeParse(jsonOf(text));
  if (!parsed.success || parsed.data[0] !== sort || (by !== 'number' && !isShopTime(parsed.data[1])))
    throw new Fault('malformed', 'The cursor is not one of this list in this order. Begin without one.');
  return { sort, value: parsed.data[1], id: parsed.data[2] };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
