import { z } from 'zod';
import { momentSchema } from '#shared/api/calendar-day.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import { type Id, idSchema } from '#shared/base/ids.ts';

const cursorSchema = z.tuple([momentSchema, idSchema]);

/** Where a list went to: the moment and id of its last row. */
export type TimeCursor = { readonly at: Date; readonly id: Id };

export function writeTimeCursor({ at, id }: TimeCursor): string {
  return Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url');
}

/** @throws {BadInput} for a cursor that no list made */
export function readTimeCursor(text: string): TimeCursor {
  const parsed = cursorSchema.safeParse(jsonOf(text));
  if (!parsed.success) throw new BadInput([{ field: 'cursor', message: 'The cursor is not one of this list.' }]);
  return { at: new Date(parsed.data[0]), id: parsed.data[1] };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
