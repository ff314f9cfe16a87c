import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type ApiCaller, TEST_PASSWORD, apiCaller, dataOf } from '#tests/support/api-caller.ts';
import { freePort } from '#tests/support/free-port.ts';
import { until } from '#tests/sync/support/quick-timers.ts';

const MAIN = fileURLToPath(new URL('../../../sync-server/main.ts', import.meta.url));
const READY_WITHIN_MS = 60_000;
const MAIL_WITHIN_MS = 10_000;
const EMAIL = 'ada@crash.example';

/** The real server as it is started in a shop, with its own PostgreSQL, and the means to kill both. */
export type OfficeMain = AsyncDisposable & {
  readonly url: string;
  readonly start: () => Promise<void>;
  readonly killServer: () => Promise<void>;
  /** PostgreSQL's postmaster, as when the memory runs out: its children end, its files stay as they are. */
  readonly killDatabase: () => void;
  readonly enrolmentCode: () => Promise<string>;
  readonly databaseUrl: () => string;
};

export async function openOfficeMain(): Promise<OfficeMain> {
  const folder = mkdtempSync(join(tmpdir(), 'stockavoo-office-main-'));
  // As root, PostgreSQL runs as nobody, who must come through here.
  chmodSync(folder, 0o711);
  const dataDir = join(folder, 'office');
  mkdirSync(dataDir, { mode: 0o711 });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  const postmaster = () => readFileSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n');
  const start = async (): Promise<void> => {
    const log = openSync(join(folder, 'office.log'), 'a');
    child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'],
        PORT: String(port),
        STOCKAVOO_DATA_DIR: dataDir,
        LOG_LEVEL: 'warn',
        RATE_LIMIT_PER_MINUTE: '1000000',
      },
      stdio: ['ignore', log, log],
    });
    await until('the server is ready', () => isReady(url), READY_WITHIN_MS);
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  await start();
  const owner = await registerOwner(url, dataDir);
  const storeId = dataOf(await owner('POST', '/stores', { body: { name: 'Lekki', code: 'LEK' } }), idOf).id;
  return {
    url,
    start,
    killServer: () => end('SIGKILL'),
    killDatabase: () => void process.kill(Number(postmaster()[0]), 'SIGKILL'),
    enrolmentCode: async () =>
      dataOf(await owner('POST', `/stores/${storeId}/tills/enrolment-code`, { body: {} }), codeOf).code,
    databaseUrl: () => {
      const password = readFileSync(join(dataDir, 'postgres-password'), 'utf8').trim();
      return `postgres://postgres:${password}@127.0.0.1:${Number(postmaster()[3])}/postgres`;
    },
    [Symbol.asyncDispose]: async () => {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const idOf = z.looseObject({ id: z.string() });
const codeOf = z.object({ code: z.string() });

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/health/ready`).catch(() => null);
  return answer?.status === 200;
}

async function registerOwner(url: string, dataDir: string): Promise<ApiCaller> {
  const anybody = apiCaller({ url });
  const body = { businessName: 'Ada Stores', fullName: 'Ada Obi', email: EMAIL, password: TEST_PASSWORD };
  await anybody('POST', '/auth/register', { body });
  await until(
    'the address is confirmed',
    async () => {
      const token = mailedToken(join(dataDir, 'outbox'));
      return token !== null && (await anybody('POST', `/auth/verify-email/${token}`, { body: {} })).status === 200;
    },
    MAIL_WITHIN_MS,
  );
  const came = await anybody('POST', '/auth/login', {
    body: { email: EMAIL, password: TEST_PASSWORD, client: 'program' },
  });
  return apiCaller({ url }, dataOf(came, z.looseObject({ accessToken: z.string() })).accessToken);
}

function mailedToken(outbox: string): string | null {
  try {
    const [mail] = readdirSync(outbox).filter((name) => name.endsWith('.eml'));
    const text = mail === undefined ? '' : readFileSync(join(outbox, mail), 'utf8').replaceAll(/=\r?\n/g, '');
    return /\/verify-email\/([A-Za-z0-9_-]+)/.exec(text)?.[1] ?? null;
  } catch {
    return null;
  }
}
