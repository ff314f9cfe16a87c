import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const FILE_BYTES_MAX = 5 * 1024 * 1024;

/** Appends text to a log file that is put aside as `.1` when it is full, so that two files are all there ever is. */
export function openLogFile(path: string): { readonly write: (text: string) => void; readonly close: () => void } {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  let file = openSync(path, 'a', 0o600);
  return {
    write: (text) => {
      if (bytes > FILE_BYTES_MAX) {
        closeSync(file);
        renameSync(path, `${path}.1`);
        file = openSync(path, 'a', 0o600);
        bytes = 0;
      }
      bytes += writeSync(file, text);
    },
    close: () => closeSync(file),
  };
}
