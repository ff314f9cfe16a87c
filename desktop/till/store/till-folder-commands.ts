import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '#shared/base/fault.ts';
import type { Outcome } from '#shared/base/outcome.ts';
import { backUp, backupsIn } from './backup.ts';
import { openFile } from './connection.ts';
import { lockInstance } from './instance-lock.ts';
import { backupFolder } from './recover.ts';
import { withStoreFaults } from './store-fault.ts';
import { swapInBackup } from './swap-in-backup.ts';

/**
 * Makes a backup of a till that is not running.
 *
 * @throws {Fault} `store_locked` while the till runs, which makes its own; `not_found` where no till's file lies there
 */
export async function backUpTillFolder(dataDir: string, nowMs: number): Promise<string> {
  if (!existsSync(join(dataDir, 'till.db'))) throw new Fault('not_found', `No till’s file lies in ${dataDir}.`);
  const lock = lockInstance(dataDir);
  try {
    const db = withStoreFaults(() => openFile(join(dataDir, 'till.db')));
    try {
      return await backUp(db, backupFolder(dataDir), nowMs);
    } finally {
      db.close();
    }
  } finally {
    lock.release();
  }
}

/** What a restore by command came to: which backup, and where the files of before lie. */
export type RestoredFolder = { readonly name: string; readonly outcome: ReturnType<typeof swapInBackup> };

/**
 * Puts a backup in place of the file of a till that is not running, the newest where none is named. The till's next start
 * writes into it what waited, and the office gives back the rest.
 *
 * @throws {Fault} `store_locked` while the till runs; `not_found` where the folder has no backup
 */
export function restoreTillFolder(dataDir: string, wanted: string | null, nowMs: number): RestoredFolder {
  const name = wanted ?? backupsIn(backupFolder(dataDir))[0];
  if (name === undefined) throw new Fault('not_found', `There is no backup in ${backupFolder(dataDir)}.`);
  const lock = lockInstance(dataDir);
  try {
    const outcome: Outcome<string, 'backup_unknown' | 'backup_damaged'> = withStoreFaults(() =>
      swapInBackup(dataDir, name, nowMs),
    );
    return { name, outcome };
  } finally {
    lock.release();
  }
}
