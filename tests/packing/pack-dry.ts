import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { archiveFaults, listArchive } from './archive-faults.ts';

const repositoryFolder = fileURLToPath(new URL('../..', import.meta.url));
const electronBuilder = join(repositoryFolder, 'node_modules', 'electron-builder', 'cli.js');

process.exitCode = packDry();

/**
 * Packs the till as electron-builder.yml says, around a file that only stands for Electron's binary.
 *
 * The fuses are left out, for there is no real binary to burn them into.
 */
function packDry(): number {
  const folder = mkdtempSync(join(tmpdir(), 'stockavoo-pack-'));
  try {
    const electron = join(folder, 'electron');
    const output = join(folder, 'out');
    mkdirSync(electron);
    writeFileSync(join(electron, 'electron'), 'stands for the binary of Electron\n');
    chmodSync(join(electron, 'electron'), 0o755);
    const settings = join(folder, 'settings.json');
    writeFileSync(
      settings,
      JSON.stringify({
        extends: join(repositoryFolder, 'electron-builder.yml'),
        electronDist: electron,
        electronFuses: null,
        directories: { output },
      }),
    );
    const packed = spawnSync(
      process.execPath,
      [electronBuilder, '--linux', 'dir', '--x64', '--publish', 'never', '--config', settings],
      { cwd: repositoryFolder, stdio: 'inherit', env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false' } },
    );
    if (packed.status !== 0) return 1;
    const resources = join(output, 'linux-unpacked', 'resources');
    const native = join(
      resources,
      'app.asar.unpacked',
      'node_modules',
      'better-sqlite3',
      'prebuilds',
      'linux-x64.node',
    );
    const paths = listArchive(join(resources, 'app.asar'));
    const faults = [
      ...archiveFaults(paths),
      ...(existsSync(native) ? [] : ['better-sqlite3 is not unpacked beside app.asar']),
    ];
    for (const fault of faults) console.error(fault);
    console.log(`app.asar holds ${paths.length} files and folders, ${faults.length} faults`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
