import { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';
import { hlcSchema } from '#shared/base/hlc.ts';
import { idSchema } from '#shared/base/ids.ts';

const cursorSchema = z.tuple([hlcSchema, z.union([z.literal(0), z.literal(1)]), idSchema]);

/** Where a history went to: the stamp of its last step, whether that is a count, and its id. */
export type HistoryCursor = z.infer<typeof cursorSchema>;

export function writeHistoryCursor(cursor: HistoryCursor): string {
  return cursor.join('.');
}

/** @throws {Fault} `malformed`: the cursor was not made by this list. */
export function readHistoryCursor(text: string): HistoryCursor {
  const [hlc, isCount, id, ...rest] = text.split('.');
  const parsed = cursorSchema.safeParse([hlc, Number(isCount), id, ...rest]);
  if (!parsed.success) throw new Fault('malformed', 'The cursor is not one of this list. Begin at the first page.');
  return parsed.data;
}
