import { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';
import { type Id, idSchema } from '#shared/base/ids.ts';

const cursorSchema = z.tuple([z.number().int(), idSchema]);

/** Where a list went to: the time and id of its last sale. */
export type SalesCursor = { readonly occurredMs: number; readonly id: Id };

export function writeSalesCursor(cursor: SalesCursor): string {
  return Buffer.from(JSON.stringify([cursor.occurredMs, cursor.id])).toString('base64url');
}

/** @throws {Fault} `malformed`: the cursor was not made by this list. */
export function readSalesCursor(text: string): SalesCursor {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch (cause) {
    throw new Fault('malformed', 'the cursor is not one of this list', { cause });
  }
  const parsed = cursorSchema.safeParse(json);
  if (!parsed.success) throw new Fault('malformed', 'the cursor is not one of this list');
  return { occurredMs: parsed.data[0], id: parsed.data[1] };
}
