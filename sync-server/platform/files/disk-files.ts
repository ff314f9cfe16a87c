import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { assert } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import { isFileName } from './file-names.ts';
import type { FileStore } from './file-store.ts';

/** Keeps files in a folder that only the server's user reads. A file is there whole or not at all, whenever the power fails. */
export function createDiskFiles(folder: string, makeId: () => string): FileStore {
  const pathOf = (name: string): string => {
    assert(isFileName(name), 'names of files are made by the program');
    return join(folder, ...name.split('/'));
  };
  return {
    put: async (name, bytes) => {
      const path = pathOf(name);
      const half = `${path}.${makeId()}.half`;
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        const file = await open(half, 'wx', 0o600);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(half, path);
      } catch (cause) {
        await rm(half, { force: true }).catch(() => undefined);
        throw unavailable(cause);
      }
    },
    get: async (name) => {
      try {
        return await readFile(pathOf(name));
      } catch (cause) {
        if (isMissing(cause)) return null;
        throw unavailable(cause);
      }
    },
    remove: (name) => rm(pathOf(name), { force: true }),
  };
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
}

function unavailable(cause: unknown): Fault {
  return new Fault(
    'unavailable',
    'The server’s folder of files can’t be used just now. Try again; tell whoever runs the server if it stays.',
    { cause, retry: 'later' },
  );
}
