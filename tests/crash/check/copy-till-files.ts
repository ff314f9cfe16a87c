import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What lies beside each other on a till's disk and is read together. The -shm is memory, not disk. */
export const TILL_FILES = [
  'till.db',
  'till.db-wal',
  'draft.db',
  'draft.db-wal',
  'pending.journal',
  'head',
  'till.db.before-update',
] as const;

/**
 * Copies a dead till's files, so that looking at them changes nothing for the next start: SQLite empties a -wal that it has
 * read to its end.
 */
export function copyTillFiles(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const name of TILL_FILES) if (existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name));
  const backups = join(from, 'backups');
  if (!existsSync(backups)) return;
  mkdirSync(join(to, 'backups'));
  for (const name of readdirSync(backups)) copyFileSync(join(backups, name), join(to, 'backups', name));
}
