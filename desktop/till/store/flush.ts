import { closeSync, fsyncSync, openSync, statSync } from 'node:fs';
import { Fault } from '#shared/base/fault.ts';
import { storeFault } from './store-fault.ts';

const DISK_FAILED: ReadonlySet<string> = new Set(['store_io', 'store_disk_full']);

/**
 * Makes sure that a file, or a folder's list of names, is on the disk.
 *
 * @throws {Fault} `store_io` or `store_disk_full`
 */
export function flush(path: string): void {
  // Windows flushes only what is open for writing, and no folder; there the rename is in its journal.
  const file = openSync(path, statSync(path).isDirectory() ? 'r' : 'r+');
  try {
    fsyncSync(file);
  } catch (error) {
    // A system that can't flush a folder says so. A disk that fails is another thing: what was written may not be there.
    const fault = storeFault(error);
    if (fault instanceof Fault && DISK_FAILED.has(fault.code)) throw fault;
  } finally {
    closeSync(file);
  }
}
