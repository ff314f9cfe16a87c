import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Keychain } from '../ports/keychain.ts';
import { flush } from './flush.ts';
import { asideFolder, setAside } from './recover.ts';

const noteSchema = z.object({ folder: z.string().regex(/^[\w-]+$/) });

const noteIn = (dataDir: string): string => join(dataDir, 'leaving.json');

/** Beside the two databases: what belongs to the shop that is left. Files that were exported stay where people look for them. */
const OTHER_FILES = ['pending.journal', 'pending.journal.new', 'head', 'recovery.json', 'backups'] as const;
const KEYS = ['till-key', 'pin-key'] as const;

/**
 * Notes that this machine leaves its business: what the next start does, however often it is cut off on the way.
 *
 * @returns the folder, in the data folder, where the files will lie
 */
export function noteLeaving(dataDir: string, nowMs: number): string {
  const folder = asideFolder(dataDir, 'left', nowMs);
  const file = openSync(noteIn(dataDir), 'w');
  writeSync(file, JSON.stringify({ folder }));
  fsyncSync(file);
  closeSync(file);
  flush(dataDir);
  return folder;
}

/**
 * Moves the files of the business that was left aside, and destroys the machine's keys; false where nothing was left. The
 * caller holds the instance lock, and nothing is open yet.
 */
export async function finishLeaving(dataDir: string, keychain: Keychain): Promise<boolean> {
  const folder = readNote(dataDir);
  if (folder === null) return false;
  mkdirSync(join(dataDir, folder), { recursive: true });
  for (const name of ['till.db', 'draft.db']) setAside(dataDir, name, folder);
  for (const name of OTHER_FILES) {
    if (existsSync(join(dataDir, name))) renameSync(join(dataDir, name), join(dataDir, folder, name));
  }
  flush(join(dataDir, folder));
  flush(dataDir);
  for (const name of KEYS) await keychain.remove(name);
  rmSync(noteIn(dataDir));
  flush(dataDir);
  return true;
}

/** A note that is torn was not answered: nobody was told that the machine left. */
function readNote(dataDir: string): string | null {
  try {
    return noteSchema.safeParse(JSON.parse(readFileSync(noteIn(dataDir), 'utf8'))).data?.folder ?? null;
  } catch {
    return null;
  }
}
