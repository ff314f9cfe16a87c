import type { Log } from '../ports/log.ts';
import { sqliteCodeOf } from './connection.ts';
import type { Journal } from './journal.ts';
import type { Reader } from './till-tables.ts';

/** When the second copy is written anew. */
export type CutLimits = {
  /** Below this size it is only emptied, once nothing waits. */
  readonly worthBytes: number;
  /** So much may wait and be written again at once, however little goes. */
  readonly smallBytes: number;
};

export type CutDeps = { readonly log: Log; readonly cutLimits?: CutLimits };

const CUT_LIMITS: CutLimits = { worthBytes: 4 * 1024 * 1024, smallBytes: 1024 * 1024 };

/** Where more than `smallBytes` waits, it is at most this part of the whole: three bytes go for one that is written again. */
const LEFT_PART_MAX = 1 / 4;

/**
 * Drops from the second copy what the office acknowledged. What still waits is written anew, which happens while the till
 * sells: so only where it is little, or little beside what goes. A disk that doesn't take it leaves the copy as it was.
 */
export function cutJournal(changes: Reader['changes'], journal: Journal, deps: CutDeps): void {
  const bytes = journal.bytes();
  if (bytes === 0) return;
  const isDone = changes.countIn('waiting').count + changes.countIn('quarantined').count === 0;
  try {
    if (isDone) journal.empty();
    else if (isWorthIt(changes, bytes, deps.cutLimits ?? CUT_LIMITS)) journal.cut(changes.eachOpen());
  } catch (error) {
    // A failure of the money file is another matter than one of its second copy.
    if (sqliteCodeOf(error) !== null) throw error;
    deps.log.warn('second_copy_not_cut', { message: error instanceof Error ? error.message : String(error) });
  }
}

function isWorthIt(changes: Reader['changes'], bytes: number, { worthBytes, smallBytes }: CutLimits): boolean {
  return bytes >= worthBytes && changes.openBytes() <= Math.max(smallBytes, bytes * LEFT_PART_MAX);
}
