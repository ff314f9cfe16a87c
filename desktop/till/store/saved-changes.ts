import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { openFileToRead } from './connection.ts';
import { type JournalEntry, journalEntrySchema, openJournal, readJournal } from './journal.ts';

const JOURNAL = 'pending.journal';
const KEPT = /^pending\.journal\.kept-\d+$/;

/**
 * Every change that can still be read beside a file which took the place of the money file: the second copy, and what is
 * readable of the log in the files that were set aside. Each once, in the order of their places.
 */
export function savedChanges(dataDir: string, setAside: readonly string[]): JournalEntry[] {
  // The log knows the order; what only the second copy has came later than all that could be read there, or was cut out of it.
  const found = [
    ...setAside.flatMap((folder) => readableLog(join(dataDir, folder, 'till.db'))),
    ...readJournal(join(dataDir, JOURNAL)),
  ];
  // A map keeps the place where it met a key first.
  return [...new Map(found.map((entry) => [entry.id, entry])).values()];
}

/** What the office did not acknowledge, as far as the file's pages can be read. The file is only read: it is evidence. */
function readableLog(path: string): JournalEntry[] {
  const entries: JournalEntry[] = [];
  if (!existsSync(path)) return entries;
  try {
    const db = openFileToRead(path);
    try {
      const rows = db.prepare<[], unknown>(
        "SELECT epoch, seq, id, body, body_hash AS bodyHash, hash FROM change_log WHERE state <> 'acked' ORDER BY CAST(epoch AS INTEGER), seq",
      );
      for (const row of rows.iterate()) {
        const entry = journalEntrySchema.safeParse(row);
        if (entry.success) entries.push(entry.data);
      }
    } finally {
      db.close();
    }
  } catch {
    // The rest is on pages that make no sense any more; the second copy has what was not at the office.
  }
  return entries;
}

/** Keeps changes that no till is there for, until this machine is enrolled again. The second copy as it was goes to what was set aside. */
export function keepForEnrolment(dataDir: string, setAside: readonly string[], nowMs: number): void {
  const entries = savedChanges(dataDir, setAside);
  if (entries.length > 0) {
    const kept = openJournal(join(dataDir, `${JOURNAL}.kept-${nowMs}`));
    kept.append(entries);
    kept.close();
  }
  const journal = join(dataDir, JOURNAL);
  if (existsSync(journal)) renameSync(journal, join(dataDir, setAside.at(-1) ?? '', JOURNAL));
}

/** The changes that were kept, and the files that hold them. */
export function keptChanges(dataDir: string): { readonly files: readonly string[]; readonly entries: JournalEntry[] } {
  const files = readdirSync(dataDir)
    .filter((name) => KEPT.test(name))
    .toSorted();
  return { files, entries: files.flatMap((name) => readJournal(join(dataDir, name))) };
}

/** They are in the money file: the files stay, under a name by which nobody looks for them again. */
export function noteReplayed(dataDir: string, files: readonly string[]): void {
  for (const name of files) renameSync(join(dataDir, name), join(dataDir, name.replace('.kept-', '.replayed-')));
}
