import { join } from 'node:path';
import { Fault } from '#shared/base/fault.ts';
import { openFile } from './connection.ts';
import { withStoreFaults } from './store-fault.ts';

/** Held while the till runs; the operating system lets go of it when the process dies, however it dies. */
export type InstanceLock = { readonly release: () => void };

/**
 * Makes sure that one process alone writes a till's files.
 *
 * @throws {Fault} `store_locked` while another till holds the folder
 */
export function lockInstance(dataDir: string): InstanceLock {
  const file = withStoreFaults(() => openFile(join(dataDir, 'till.lock')));
  try {
    file.pragma('busy_timeout = 0');
    file.pragma('locking_mode = EXCLUSIVE');
    file.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    file.close();
    throw new Fault('store_locked', 'another till holds this data folder', { cause: error });
  }
  return { release: () => file.close() };
}
