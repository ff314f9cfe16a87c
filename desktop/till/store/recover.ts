import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '#shared/base/fault.ts';
import type { Log } from '../ports/log.ts';
import { backupsIn } from './backup.ts';
import { openFile } from './connection.ts';
import { flush } from './flush.ts';
import { quickCheck } from './open-till-db.ts';

/** Moves a damaged file aside with its -wal and -shm together; nothing of it is ever deleted. */
export function setAside(dataDir: string, name: string, nowMs: number): void {
  let folder = join(dataDir, `damaged-${nowMs}`);
  for (let again = 2; existsSync(join(folder, name)); again += 1) folder = join(dataDir, `damaged-${nowMs}-${again}`);
  mkdirSync(folder, { recursive: true });
  for (const tail of ['', '-wal', '-shm']) {
    const path = join(dataDir, name + tail);
    if (existsSync(path)) renameSync(path, join(folder, name + tail));
  }
}

/** Puts the newest backup that passes its check where the money file was; false where there is none. */
export function restoreNewest(dataDir: string, log: Log): boolean {
  const folder = join(dataDir, 'backups');
  for (const name of backupsIn(folder)) {
    const path = join(dataDir, 'till.db');
    // Under another name until it is whole and on the disk: a power cut on the way leaves no half of a file that opens.
    const part = `${path}.part`;
    copyFileSync(join(folder, name), part);
    const isGood = passes(part);
    if (isGood) {
      flush(part);
      renameSync(part, path);
      flush(dataDir);
      log.warn('store_restored', { backup: name });
    }
    for (const tail of ['', '-wal', '-shm']) rmSync(part + tail, { force: true });
    if (isGood) return true;
  }
  return false;
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
