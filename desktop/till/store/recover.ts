import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '#shared/base/fault.ts';
import type { Log } from '../ports/log.ts';
import { backupsIn } from './backup.ts';
import { openFile } from './connection.ts';
import { flush } from './flush.ts';
import { quickCheck } from './open-till-db.ts';

/** A folder for files that are set aside, named by why and when; its name in the data folder. */
export function asideFolder(dataDir: string, why: 'damaged' | 'set-aside' | 'left', nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().slice(0, 23).replaceAll(':', '-').replace('.', '-');
  let name = `${why}-${stamp}`;
  for (let again = 2; existsSync(join(dataDir, name)); again += 1) name = `${why}-${stamp}-${again}`;
  return name;
}

/** Moves a file aside with its -wal and -shm together; nothing of it is ever deleted. */
export function setAside(dataDir: string, name: string, folder: string): void {
  mkdirSync(join(dataDir, folder), { recursive: true });
  for (const tail of ['', '-wal', '-shm']) {
    const path = join(dataDir, name + tail);
    if (existsSync(path)) renameSync(path, join(dataDir, folder, name + tail));
  }
  flush(join(dataDir, folder));
}

/** Puts the newest backup that passes its check where the money file was; false where there is none. */
export function restoreNewest(dataDir: string, log: Log): boolean {
  for (const name of backupsIn(backupFolder(dataDir))) {
    if (!copyChecked(dataDir, name)) continue;
    putInPlace(dataDir);
    log.warn('store_restored', { backup: name });
    return true;
  }
  return false;
}

export const backupFolder = (dataDir: string): string => join(dataDir, 'backups');
const partIn = (dataDir: string): string => join(dataDir, 'till.db.part');

/**
 * Copies a backup beside the money file, under another name until it is whole and on the disk: a power cut on the way leaves
 * no half of a file that opens. False, and no copy, where it doesn't pass its check.
 */
export function copyChecked(dataDir: string, backup: string): boolean {
  const part = partIn(dataDir);
  try {
    copyFileSync(join(backupFolder(dataDir), backup), part);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  const isGood = passes(part);
  for (const tail of isGood ? ['-wal', '-shm'] : ['', '-wal', '-shm']) rmSync(part + tail, { force: true });
  if (isGood) flush(part);
  return isGood;
}

/** Gives the copy its name. */
export function putInPlace(dataDir: string): void {
  renameSync(partIn(dataDir), join(dataDir, 'till.db'));
  flush(dataDir);
}

function passes(path: string): boolean {
  try {
    const copy = openFile(path);
    try {
      quickCheck(copy);
    } finally {
      copy.close();
    }
    return true;
  } catch {
    return false;
  }
}

export function isDamaged(error: unknown): boolean {
  return error instanceof Fault && error.code === 'store_damaged';
}
