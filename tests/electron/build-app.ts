import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const VITE = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');

/** The program as it is packed, in a folder of its own: built by the room's own settings, with the migrations and the native packages. */
export async function buildApp(): Promise<{ readonly folder: string; readonly remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'stockavoo-app-'));
  const built = join(folder, 'dist', 'electron');
  for (const config of ['main.config.ts', 'preload.config.ts']) {
    const settings = join(ROOT, 'desktop', 'host-electron', config);
    await promisify(execFile)(process.execPath, [
      VITE,
      'build',
      '--config',
      settings,
      '--outDir',
      built,
      '--logLevel',
      'warn',
    ]);
  }
  mkdirSync(join(folder, 'dist', 'screens'), { recursive: true });
  writeFileSync(join(folder, 'dist', 'screens', 'index.html'), '<!doctype html><title>Till</title>');
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  for (const name of ['migrations', 'node_modules']) symlinkSync(join(ROOT, name), join(folder, name), 'junction');
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
