import { closeSync, fsyncSync, openSync, statSync } from 'node:fs';

/** Makes sure that a file, or a folder's list of names, is on the disk. */
export function flush(path: string): void {
  // Windows flushes only what is open for writing, and no folder; there the rename is in its journal.
  const file = openSync(path, statSync(path).isDirectory() ? 'r' : 'r+');
  try {
    fsyncSync(file);
  } catch {
    // A disk that flushes nothing is found out by the money file.
  } finally {
    closeSync(file);
  }
}
