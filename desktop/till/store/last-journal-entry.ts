import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { type JournalEntry, journalEntryOf } from './journal.ts';

const FIRST_LOOK_BYTES = 64 * 1024;
const LINE_END = '\n';

/** The newest whole line of a second copy, found from its end: the file of a week offline is not read for it. */
export function lastJournalEntry(path: string): JournalEntry | null {
  if (!existsSync(path)) return null;
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    for (let look = FIRST_LOOK_BYTES; ; look *= 8) {
      const from = Math.max(0, size - look);
      const bytes = Buffer.alloc(size - from);
      readSync(file, bytes, 0, bytes.length, from);
      const entry = lastIn(bytes, from === 0);
      if (entry !== null || from === 0) return entry;
    }
  } finally {
    closeSync(file);
  }
}

/** A part that begins in the middle of the file begins in the middle of a line. */
function lastIn(bytes: Buffer, isWhole: boolean): JournalEntry | null {
  let end = bytes.length;
  while (end > 0) {
    const before = bytes.lastIndexOf(LINE_END, end - 1);
    if (before === -1 && !isWhole) return null;
    const entry = journalEntryOf(bytes.subarray(before + 1, end));
    if (entry !== null) return entry;
    end = before;
  }
  return null;
}
