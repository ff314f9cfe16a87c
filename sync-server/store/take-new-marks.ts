import type { Id } from '#shared/base/ids.ts';
import type { Pool } from './pool.ts';

/**
 * Gives every business a new mark of its feed, before this process writes anything: it may run on a restored database, whose
 * numbers are given a second time from here on. A till that read the first ones is told so by the mark.
 */
export async function takeNewMarks(pool: Pool, nowMs: number, runId: Id): Promise<void> {
  await pool`select take_new_marks(${new Date(nowMs)}, ${runId})`;
}
