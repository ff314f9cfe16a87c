import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { IS_POSIX, testWhere } from '#tests/support/test-where.ts';

const MAIN = fileURLToPath(new URL('../../sync-server/main.ts', import.meta.url));
const READY_WITHIN_MS = 60_000;

let folder: string;
let port: number;
const running: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stockavoo-main-'));
  await chmod(folder, 0o711);
  port = await freePort();
});

afterEach(async () => {
  for (const child of running.splice(0))
    if (child.exitCode === null && child.signalCode === null) await stop(child, 'SIGTERM');
});

afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}

function startMain(environment: Readonly<Record<string, string>> = {}): ChildProcess {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      STOCKAVOO_DATA_DIR: folder,
      LOG_LEVEL: 'warn',
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.push(child);
  return child;
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
  return child.exitCode;
}

async function untilReady(): Promise<void> {
  await expect
    .poll(async () => (await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined))?.status, {
      timeout: READY_WITHIN_MS,
    })
    .toBe(200);
}

function register(email: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/api/v1/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ businessName: 'Ada Stores', fullName: 'Ada Obi', email, password: 'avocado-toast-at-six' }),
  });
}

async function signInStatus(email: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'avocado-toast-at-six' }),
  });
  return response.status;
}

test('killed at any moment it starts again with all it had', { timeout: 180_000 }, async () => {
  const first = startMain();
  await untilReady();
  expect((await register('ada@example.test')).status).toBe(202);
  await stop(first, 'SIGKILL');
  startMain();
  await untilReady();
  // 403: the account is there, its address not yet confirmed.
  expect(await signInStatus('ada@example.test')).toBe(403);
});

testWhere(IS_POSIX)(
  'asked to stop it ends cleanly with its database, and the next start finds everything',
  async () => {
    const first = startMain();
    await untilReady();
    expect((await register('bola@example.test')).status).toBe(202);
    expect(await stop(first, 'SIGTERM')).toBe(0);
    await expect(readFile(join(folder, 'postgres', 'cluster', 'postmaster.pid'))).rejects.toThrow(/ENOENT/);
    startMain();
    await untilReady();
    expect(await signInStatus('bola@example.test')).toBe(403);
  },
  180_000,
);

test('a start that can’t be says in a sentence what to do, without a stack trace', { timeout: 60_000 }, async () => {
  const child = startMain({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/shop', PORT: '0' });
  const said: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  await once(child, 'exit');
  expect(child.exitCode).toBe(1);
  expect(said.join('')).toMatch(/^The server did not start\. .+/);
  expect(said.join('')).not.toMatch(/\n\s+at /);
});
