import type { Journal } from './journal.ts';
import { lastJournalEntry } from './last-journal-entry.ts';
import type { Reader } from './till-tables.ts';

/**
 * Brings into the second copy what was committed and never came there: the till died between the two, or its disk failed
 * after the money file had taken the change. Else such a change is gone if the money file breaks before the office has it.
 */
export function topUpJournal(journal: Journal, path: string, reader: Reader): void {
  const epoch = reader.meta.epoch()?.epoch ?? null;
  const waiting = reader.changes.countIn('waiting').count + reader.changes.countIn('quarantined').count;
  if (epoch === null || waiting === 0) return;
  const last = lastJournalEntry(path);
  // The second copy is written in order: what it lacks is at its end.
  const missing =
    last?.epoch === epoch
      ? reader.changes.after(epoch, last.seq, waiting).filter(({ state }) => state !== 'acked')
      : reader.changes.open(waiting);
  if (missing.length > 0) journal.append(missing);
}
