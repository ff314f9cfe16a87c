import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import { backupsIn } from './backup.ts';
import { asideFolder, backupFolder, copyChecked, putInPlace, setAside } from './recover.ts';
import { noteRecovery } from './recovery-note.ts';

/**
 * Puts a backup in place of the money file, which nobody has open; the file of before is set aside. Cut off anywhere, the next
 * start goes on with the one or the other, and brings back what it lacks.
 *
 * @returns the folder, in the data folder, where the files of before lie
 */
export function swapInBackup(
  dataDir: string,
  name: string,
  nowMs: number,
): Outcome<string, 'backup_unknown' | 'backup_damaged'> {
  if (!backupsIn(backupFolder(dataDir)).includes(name)) return refuse('backup_unknown');
  if (!copyChecked(dataDir, name)) return refuse('backup_damaged');
  const aside = asideFolder(dataDir, 'set-aside', nowMs);
  noteRecovery(dataDir, aside);
  setAside(dataDir, 'till.db', aside);
  putInPlace(dataDir);
  return accept(aside);
}
