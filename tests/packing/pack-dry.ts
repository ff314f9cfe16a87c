import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractAll } from '@electron/asar';
import { replySchema } from '#shared/till-calls/reply.ts';
import { startHost } from '../electron/start-host.ts';
import { archiveFaults, listArchive } from './archive-faults.ts';

const repositoryFolder = fileURLToPath(new URL('../..', import.meta.url));
const electronBuilder = join(repositoryFolder, 'node_modules', 'electron-builder', 'cli.js');

process.exitCode = await packDry();

/**
 * Packs the till as electron-builder.yml says, around a file that only stands for Electron's binary.
 *
 * The fuses are left out, for there is no real binary to burn them into.
 */
async function packDry(): Promise<number> {
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
    const archive = join(resources, 'app.asar');
    const paths = listArchive(archive);
    const faults = [
      ...archiveFaults(paths),
      ...(existsSync(native) ? [] : ['better-sqlite3 is not unpacked beside app.asar']),
    ];
    // What is packed is the program for Linux, so only Linux can start it.
    if (faults.length === 0 && process.platform === 'linux') faults.push(...(await startFaults(archive, folder)));
    for (const fault of faults) console.error(fault);
    console.log(`app.asar holds ${paths.length} files and folders, ${faults.length} faults`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts the till from nothing but what was packed, with the stand-in for Electron, and asks it whose it is. */
async function startFaults(archive: string, folder: string): Promise<readonly string[]> {
  const app = join(folder, 'app');
  extractAll(archive, app);
  await using host = startHost(app, join(folder, 'till'));
  const reply = await host.send({ name: 'till.state', input: {} });
  return replySchema.safeParse(reply).data?.ok === true ? [] : [`the packed till does not start: ${host.said()}`];
}
