import { type Stats } from 'node:fs';
import { chmod, chown, copyFile, lstat, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Copies a folder with the owners and rights of its files, each flushed, so that the copy survives the power's going. */
export async function copyFolder(from: string, to: string, leaveOut: readonly string[] = []): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) {
    if (leaveOut.includes(name)) continue;
    const [source, copy] = [join(from, name), join(to, name)];
    const stats = await lstat(source);
    if (stats.isDirectory()) await copyFolder(source, copy);
    else {
      await copyFile(source, copy);
      await take(copy, stats);
      await flush(copy);
    }
  }
  await take(to, await lstat(from));
  await flush(to);
}

async function take(path: string, { uid, gid, mode }: Stats): Promise<void> {
  await chmod(path, mode);
  if (process.getuid?.() === 0) await chown(path, uid, gid);
}

/** Windows opens no folder for this, and needs it for none. */
export async function flush(path: string): Promise<void> {
  if (process.platform === 'win32' && (await lstat(path)).isDirectory()) return;
  const file = await open(path, process.platform === 'win32' ? 'r+' : 'r');
  await file.sync();
  await file.close();
}
