import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of so many MiB in memory, where the tests may mount one: on Linux, as root. */
export type SmallDisk = Disposable & { readonly folder: string; readonly growTo: (sizeMiB: number) => void };

export function mountSmallDisk(sizeMiB: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'stockavoo-small-disk-'));
  const mount = (options: string): void =>
    void execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
  mount(`size=${sizeMiB}m`);
  return {
    folder,
    growTo: (more) => mount(`remount,size=${more}m`),
    [Symbol.dispose]: () => {
      execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function canMount(): boolean {
  try {
    using disk = mountSmallDisk(1);
    return disk.folder !== '';
  } catch {
    return false;
  }
}
