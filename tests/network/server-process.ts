import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../sync/support/quick-timers.ts';
import { freePort } from '../support/free-port.ts';

const MAIN = fileURLToPath(new URL('../../sync-server/main.ts', import.meta.url));

/** Each process reads the same program: the second finds it read already. */
const COMPILED = join(tmpdir(), 'stockavoo-server-compiled');

/** A server as it is deployed: a process of its own, at a port of its own. */
export interface ServerProcess extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  readonly pid: number | null;
  readonly kill: () => Promise<void>;
  /** Stands still, with all its connections open, until it is resumed. */
  readonly pause: () => void;
  readonly resume: () => void;
}

/** Starts a server on a database that others may use too; done once it is ready. */
export async function startServerProcess(settings: {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly keyFile: string;
}): Promise<ServerProcess> {
  const port = await freePort();
  const child: ChildProcess = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      DATABASE_URL: settings.databaseUrl,
      DATABASE_CONNECTIONS: '6',
      STOCKAVOO_DATA_DIR: settings.dataDir,
      STOCKAVOO_SERVER_KEY_FILE: settings.keyFile,
      RATE_LIMIT_PER_MINUTE: '1000000',
      LOG_LEVEL: 'error',
      NODE_COMPILE_CACHE: COMPILED,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  const isReady = async (): Promise<boolean> =>
    (await fetch(`${url}/health/ready`).catch(() => undefined))?.status === 200;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  await until('the server is ready', isReady, 180_000);
  return {
    port,
    url,
    pid: child.pid ?? null,
    kill: () => end('SIGKILL'),
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    [Symbol.asyncDispose]: () => end('SIGTERM'),
  };
}
