import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '#shared/base/fault.ts';
import type { Log } from '../ports/log.ts';
import { backupsIn } from './backup.ts';
import { openFile } from './connection.ts';
import { quickCheck } from './open-till-db.ts';

/** Moves a damaged file aside with its -wal and -shm together; nothing of it is ever deleted. */
export function setAside(dataDir: string, name: string, nowMs: number): void {
  const folder = join(dataDir, `damaged-${nowMs}`);
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
    copyFileSync(join(folder, name), path);
    if (passes(path)) {
      log.warn('store_restored', { backup: name });
      return true;
    }
    setAside(dataDir, 'till.db', Date.parse(name.slice(5, 15)) || 0);
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
