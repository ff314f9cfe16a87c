import { execFile, execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findNativeBinaries } from './native-binaries.ts';

const run = promisify(execFile);
const START_TIMEOUT_S = 60;
/** PostgreSQL refuses to run as root; this is the user `nobody`. */
const NOBODY = 65534;

export interface ThrowawayCluster {
  /** The superuser's address of the database `postgres`. */
  readonly url: string;
  readonly stop: () => void;
}

/**
 * Starts a PostgreSQL of its own in the system's temporary folder, for one run of the tests.
 *
 * Nothing in it is made durable, which is what makes it quick; `stop` ends it and removes its files.
 * pg_ctl starts it, because on Windows it alone gives up an administrator's rights, which PostgreSQL asks for.
 */
export async function startThrowawayCluster(): Promise<ThrowawayCluster> {
  const { initdb, pgCtl } = findNativeBinaries();
  const isRoot = process.getuid?.() === 0;
  const as = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  const folder = await mkdtemp(join(tmpdir(), 'stockavoo-pg-'));
  if (isRoot) await chown(folder, NOBODY, NOBODY);
  const cluster = join(folder, 'cluster');
  const log = join(folder, 'postgres.log');
  const options = { ...as, cwd: folder, windowsHide: true, stdio: 'ignore' as const };
  try {
    await run(initdb, ['-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'], {
      ...as,
      cwd: folder,
      windowsHide: true,
    });
    const port = await freePort();
    // Pipes would be inherited by the server and keep this call waiting for as long as it runs.
    execFileSync(
      pgCtl,
      ['start', '-D', cluster, '-l', log, '-w', '-t', `${START_TIMEOUT_S}`, '-o', settings(port)],
      options,
    );
    // Synchronous, so that it also works as the last thing a cancelled run does.
    const stopAndRemove = (): void => {
      execFileSync(pgCtl, ['stop', '-D', cluster, '-m', 'immediate', '-w'], options);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    };
    process.once('exit', stopAndRemove);
    return {
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
      stop: () => {
        process.removeListener('exit', stopAndRemove);
        stopAndRemove();
      },
    };
  } catch (cause) {
    const said = await readFile(log, 'utf8').catch(() => '');
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    const reason = said || (cause instanceof Error ? cause.message : String(cause));
    throw new Error(`PostgreSQL did not start for the tests. It said: ${reason}`, { cause });
  }
}

function settings(port: number): string {
  const values = {
    port: `${port}`,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
    max_wal_size: '4GB',
  };
  return Object.entries(values)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('The system gave no free port on 127.0.0.1.'));
      });
    });
  });
}
