import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A file that is only there to be given up: on a full disk even deleting a row needs room. */
export type Ballast = {
  /** Gives the room back; false where there was none to give. */
  readonly free: () => boolean;
  /** Takes the room again once there is plenty. */
  readonly fill: () => void;
};

export const BALLAST_BYTES = 64 * 1024 * 1024;
/** Below this much free space the cashier is warned; below half of it nothing but selling takes any. */
export const DISK_LOW_BYTES = 2 * 1024 * 1024 * 1024;

export function ballastIn(dataDir: string, bytes: number): Ballast {
  const path = join(dataDir, 'ballast');
  return {
    free: () => {
      if (!existsSync(path)) return false;
      rmSync(path, { force: true });
      return true;
    },
    fill: () => {
      if (existsSync(path) && statSync(path).size === bytes) return;
      if (freeBytes(dataDir) < bytes * 3) return;
      const file = openSync(path, 'w');
      const part = new Uint8Array(Math.min(bytes, 1024 * 1024));
      for (let written = 0; written < bytes; written += part.length)
        writeSync(file, part, 0, Math.min(part.length, bytes - written));
      fsyncSync(file);
      closeSync(file);
    },
  };
}

/** Room left on the disk of a folder. */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
