import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findProgram } from './find-program.ts';
import { freePort } from './free-port.ts';

const INSTALLER = 'apt-get';
const INSTALL_TIMEOUT_MS = 5 * 60_000;

/** The redis-server of this machine: REDIS_SERVER_PATH, then one on PATH. */
export function findRedisServer(): string | undefined {
  const given = process.env['REDIS_SERVER_PATH'];
  return given !== undefined && given !== '' ? given : findProgram(['redis-server', 'valkey-server']);
}

/** As `findRedisServer`, but installs Debian's when root there; where none can be had its tests are declared skipped. */
export function obtainRedisServer(): string | undefined {
  const found = findRedisServer();
  if (found !== undefined || process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return found;
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'redis-server']]) {
    console.log(`no redis-server yet: ${INSTALLER} ${args.join(' ')}`);
    try {
      execFileSync(INSTALLER, args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: INSTALL_TIMEOUT_MS });
    } catch (cause) {
      console.log(`that did not work: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }
  return findRedisServer();
}

export interface RunningRedis extends AsyncDisposable {
  readonly url: string;
  /** Ends it as a loss of power would. */
  readonly kill: () => Promise<void>;
  /** Starts it anew on the same port, empty. */
  readonly start: () => Promise<void>;
}

/** Runs a real Redis on a free port of this machine; it writes nothing to the disk. */
export async function startRedis(program: string): Promise<RunningRedis> {
  const port = await freePort();
  let running: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    running = child;
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
      child.stdout.on('data', (said: Buffer) => {
        if (said.toString().includes('Ready to accept connections')) resolve();
      });
    });
  };
  const kill = async (): Promise<void> => {
    const child = running;
    running = null;
    if (child === null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGKILL');
    await gone;
  };
  await start();
  return { url: `redis://127.0.0.1:${port}`, kill, start, [Symbol.asyncDispose]: kill };
}
