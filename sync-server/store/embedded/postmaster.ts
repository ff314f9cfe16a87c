import { type ChildProcess, type SpawnOptions, execFile, spawn } from 'node:child_process';
import { open, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { postgres } from '../driver/driver.ts';
import { type ClusterFiles, RUN_AS } from './cluster-files.ts';
import { findNativeBinaries } from './native-binaries.ts';

const run = promisify(execFile);
const START_TIMEOUT_S = 60;
const STOP_TIMEOUT_S = 30;
const WATCH_EVERY_MS = 500;

/** A running PostgreSQL: started here, or left over from a server that was killed. */
export interface Postmaster {
  readonly port: number;
  readonly pid: number;
  /** Resolves when it is gone, whatever the reason. */
  readonly gone: Promise<void>;
}

export function urlOf(files: ClusterFiles, port: number): string {
  return `postgres://postgres:${files.password}@127.0.0.1:${port}/postgres`;
}

/** The one that already runs on these files, if it is ours: it lets our password in. */
export async function findPostmaster(files: ClusterFiles): Promise<Postmaster | undefined> {
  const lines = (await readFile(join(files.cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!(pid > 0) || !(port > 0) || !isAlive(pid) || !(await answers(files, port))) return undefined;
  return { pid, port, gone: watch(pid) };
}

/** Starts one in the way its system wants; it is gone at once where another was quicker or the files are held. */
export async function startPostmaster(files: ClusterFiles, port: number): Promise<Postmaster> {
  return process.platform === 'win32' ? startByPgCtl(files, port) : spawnPostmaster(files, port);
}

async function spawnPostmaster(files: ClusterFiles, port: number): Promise<Postmaster> {
  await dropForeignPidFile(files);
  const log = await open(files.log, 'a', 0o600);
  const child = spawn(findNativeBinaries().postgres, ['-D', files.cluster, ...settingsOf(port)], {
    ...detached(files),
    stdio: ['ignore', log.fd, log.fd],
  });
  const gone = endOf(child);
  child.unref();
  await log.close();
  return { port, pid: child.pid ?? 0, gone };
}

/**
 * As `startPostmaster` does on Windows, where PostgreSQL refuses an administrator and only pg_ctl gives those rights up.
 *
 * Nothing of pg_ctl is read: a pipe of its own would be inherited by the database and never end.
 */
export async function startByPgCtl(files: ClusterFiles, port: number): Promise<Postmaster> {
  const options = ['start', '-D', files.cluster, '-l', files.log, '-w', '-t', `${START_TIMEOUT_S}`];
  await endOf(
    spawn(findNativeBinaries().pgCtl, [...options, '-o', settingsOf(port).join(' ')], {
      ...detached(files),
      stdio: 'ignore',
    }),
  );
  return (await findPostmaster(files)) ?? { port, pid: 0, gone: Promise.resolve() };
}

function settingsOf(port: number): readonly string[] {
  const settings = {
    port: `${port}`,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** A group of its own: Ctrl-C in a terminal must reach the server first, which then stops its database last. */
function detached(files: ClusterFiles): SpawnOptions {
  return { ...RUN_AS, cwd: files.folder, windowsHide: true, detached: true };
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
}

/** Stops it, unless another program is still connected: two servers may share one built-in database. */
export async function stopPostmaster(files: ClusterFiles, postmaster: Postmaster): Promise<void> {
  for (let tries = 0; tries < 10; tries += 1) {
    if ((await otherSessions(files, postmaster.port)) === 0) break;
    if (tries === 9) return;
    await wait(100);
  }
  const options = ['stop', '-D', files.cluster, '-m', 'fast', '-w', '-t', `${STOP_TIMEOUT_S}`];
  await run(findNativeBinaries().pgCtl, options, { ...RUN_AS, cwd: files.folder, windowsHide: true });
  // A program may end before its database, so nothing of the database keeps it alive: here it must see the end of it.
  const staysAlive = setInterval(() => undefined, WATCH_EVERY_MS);
  await postmaster.gone.finally(() => clearInterval(staysAlive));
}

/** Whether it lets us in. */
export async function answers(files: ClusterFiles, port: number): Promise<boolean> {
  return (await otherSessions(files, port)) !== undefined;
}

async function otherSessions(files: ClusterFiles, port: number): Promise<number | undefined> {
  const sql = postgres(urlOf(files, port), { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    const rows =
      await sql`select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;
    return rows.length;
  } catch {
    return undefined;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** After a crash the number in the pid file may belong to another program by now, which PostgreSQL alone can't tell. */
async function dropForeignPidFile(files: ClusterFiles): Promise<void> {
  const path = join(files.cluster, 'postmaster.pid');
  const pid = Number((await readFile(path, 'utf8').catch(() => '')).split('\n')[0]);
  if (!(pid > 0) || process.platform !== 'linux' || !isAlive(pid)) return;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'postgres');
  if (!name.startsWith('postgres')) await rm(path, { force: true });
}

async function watch(pid: number): Promise<void> {
  while (isAlive(pid)) await wait(WATCH_EVERY_MS, undefined, { ref: false });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A port on 127.0.0.1 that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
