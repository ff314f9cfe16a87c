import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { flush } from './flush.ts';

/** Where the files lie that were set aside, as folders' names in the data folder: more than one where a recovery began again. */
const noteSchema = z.object({ setAside: z.array(z.string().regex(/^[\w-]+$/)).max(100) });
export type RecoveryNote = z.infer<typeof noteSchema>;

const FOLDERS_MAX = 100;

const noteIn = (dataDir: string): string => join(dataDir, 'recovery.json');

/**
 * Notes that another file takes the place of the money file, which is set aside in this folder: before the first move, so that
 * a stop on the way is finished by the next start, which still has to bring back what that file lacks.
 *
 * @returns the folders of the whole recovery, the latest last
 */
export function noteRecovery(dataDir: string, folder: string): readonly string[] {
  const note: RecoveryNote = { setAside: [...(readRecovery(dataDir)?.setAside ?? []), folder].slice(-FOLDERS_MAX) };
  const file = openSync(noteIn(dataDir), 'w');
  writeSync(file, JSON.stringify(note));
  fsyncSync(file);
  closeSync(file);
  flush(dataDir);
  return note.setAside;
}

/** The recovery that was not brought to its end; one whose note is torn had not begun to move anything. */
export function readRecovery(dataDir: string): RecoveryNote | null {
  if (!existsSync(noteIn(dataDir))) return null;
  try {
    return noteSchema.safeParse(JSON.parse(readFileSync(noteIn(dataDir), 'utf8'))).data ?? null;
  } catch {
    return null;
  }
}

export function endRecovery(dataDir: string): void {
  rmSync(noteIn(dataDir), { force: true });
}
