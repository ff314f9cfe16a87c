import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { flush } from './flush.ts';

/** Where the files lie that were set aside, as a folder's name in the data folder. */
const noteSchema = z.object({ setAside: z.string().regex(/^[\w-]+$/) });
export type RecoveryNote = z.infer<typeof noteSchema>;

const noteIn = (dataDir: string): string => join(dataDir, 'recovery.json');

/**
 * Notes that another file takes the place of the money file: before the first move, so that a stop on the way is finished by
 * the next start, which still has to bring back what that file lacks.
 */
export function noteRecovery(dataDir: string, note: RecoveryNote): void {
  const file = openSync(noteIn(dataDir), 'w');
  writeSync(file, JSON.stringify(note));
  fsyncSync(file);
  closeSync(file);
  flush(dataDir);
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
