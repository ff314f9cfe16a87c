import { join } from 'node:path';
import { Fault } from '#shared/base/fault.ts';
import { openFile, sqliteCodeOf } from './connection.ts';
import { storeFault, withStoreFaults } from './store-fault.ts';

/** Held while the till runs; the operating system lets go of it when the process dies, however it dies. */
export type InstanceLock = { readonly release: () => void };

/**
 * Makes sure that one process alone writes a till's files.
 *
 * @throws {Fault} `store_locked` while another till holds the folder; another `store_…` code where the disk takes nothing
 */
export function lockInstance(dataDir: string): InstanceLock {
  const file = withStoreFaults(() => openFile(join(dataDir, 'till.lock')));
  try {
    file.pragma('busy_timeout = 0');
    file.pragma('locking_mode = EXCLUSIVE');
    file.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    file.close();
    // A disk that is full or fails is another trouble, with another cure, than a second window.
    if (sqliteCodeOf(error)?.startsWith('SQLITE_BUSY') !== true) throw storeFault(error);
    throw new Fault('store_locked', 'another till holds this data folder', { cause: error });
  }
  return { release: () => file.close() };
}
