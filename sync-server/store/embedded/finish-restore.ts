import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { flush } from './copy-folder.ts';

/** Where a backup lies, whole and flushed, until it takes the place of the files that were set aside. */
export function restoredFolder(dataFolder: string): string {
  return join(dataFolder, 'postgres', 'restored');
}

/** Puts restored files in place, also at the next start where the power went in between; false where there are none. */
export async function finishRestore(dataFolder: string): Promise<boolean> {
  const restored = restoredFolder(dataFolder);
  const cluster = join(dataFolder, 'postgres', 'cluster');
  if (existsSync(cluster) || !existsSync(join(restored, 'cluster'))) return false;
  const passwordFile = join(dataFolder, 'postgres-password');
  await writeFile(`${passwordFile}.part`, await readFile(join(restored, 'postgres-password')), {
    mode: 0o600,
    flush: true,
  });
  await rename(`${passwordFile}.part`, passwordFile);
  await rename(join(restored, 'cluster'), cluster);
  await flush(join(dataFolder, 'postgres'));
  await rm(restored, { recursive: true, force: true });
  return true;
}
