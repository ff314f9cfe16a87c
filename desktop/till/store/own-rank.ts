import { z } from 'zod';
import { type Hlc, hlcMs } from '#shared/base/hlc.ts';
import { rankStamp } from '#shared/sync/rank.ts';
import type { Reader } from './till-tables.ts';

/** The last measurement of the till's clock against the office's, as it is kept over a restart. */
export const clockContactSchema = z.object({
  /** Till's clock minus server's clock. */
  aheadMs: z.number().int(),
  uncertainMs: z.number().int().nonnegative(),
  /** The till's wall clock then. */
  wallMs: z.number().int(),
});
export type KeptClockContact = z.infer<typeof clockContactSchema>;

export const CLOCK_KEY = 'clock_contact';

export function readClockContact(reader: Pick<Reader, 'meta'>): KeptClockContact | null {
  const text = reader.meta.get(CLOCK_KEY);
  return text === null ? null : clockContactSchema.parse(JSON.parse(text));
}

/** A stamp of this till as the office will rank it: corrected by how far the clock was ahead at the last contact. */
export function ownStamp(reader: Pick<Reader, 'meta'>, hlc: Hlc): Hlc {
  const clockAheadMs = readClockContact(reader)?.aheadMs ?? 0;
  return rankStamp({ hlc, clockAheadMs, arrivedAtMs: hlcMs(hlc) + Math.abs(clockAheadMs), previousStamp: null });
}
