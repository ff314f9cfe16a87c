import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Reply, replySchema } from '#shared/till-calls/reply.ts';
import { saleAddItemCall, saleCurrentCall } from '#shared/till-calls/sale-calls.ts';
import { freePort } from '#tests/support/free-port.ts';
import { IS_POSIX } from '#tests/support/test-where.ts';
import { seedTillFolder } from '#tests/support/till/seed-folder.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

const MAIN = fileURLToPath(new URL('../../desktop/host-loopback/main.ts', import.meta.url));
vi.setConfig({ testTimeout: 60_000 });

const TOKEN = 'a-token-of-this-run';

let folder: string;
let tillDir: string;
let port: number;
const running: ChildProcess[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stockavoo-host-'));
  tillDir = join(folder, 'till-1');
  mkdirSync(join(folder, 'screens'));
  writeFileSync(join(folder, 'screens', 'index.html'), '<!doctype html><title>Till</title>');
  await seedTillFolder(tillDir, join(tillDir, 'keys.json'));
  port = await freePort();
});
afterEach(async () => {
  for (const child of running.splice(0)) await ended(child, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test('a till that was killed comes back with the open sale, and stops cleanly when asked', async () => {
  const first = await start();
  await signIn();
  const added = await send('sale.add_item', { saleId: null, item: { code: SHOP.milo.code } });
  const sale = saleAddItemCall.output.parse(valueOf(added));
  await ended(first, 'SIGKILL');
  const second = await start();
  await signIn();
  expect(saleCurrentCall.output.parse(valueOf(await send('sale.current', {}))).sale).toMatchObject({
    saleId: sale.saleId,
    totalMinor: SHOP.milo.priceMinor,
  });
  const exitCode = await ended(second, 'SIGTERM');
  if (IS_POSIX) expect(exitCode).toBe(0);
  // A token that was given stays out of the log.
  expect(saidBy.get(second)).not.toContain(TOKEN);
});

test('a folder or a port that is taken and a setting that is wrong are said in words', async () => {
  await start();
  const { code, said } = await run({ TILL_PORT: String(await freePort()) });
  expect(code).toBe(1);
  expect(said).toContain('Another program holds the till’s file. Close the other till window, then start again.');
  expect(said).not.toMatch(/\.ts:\d+/);
  const other = join(folder, 'till-2');
  const taken = await run({ STOCKAVOO_TILL_DIR: other });
  expect(taken.code).toBe(1);
  expect(taken.said).toContain('Set TILL_PORT to another');
  const wrong = await run({ TILL_PORT: 'many' });
  expect(wrong.code).toBe(1);
  expect(wrong.said).toContain('TILL_PORT');
  const printer = await run({ STOCKAVOO_PRINTER: 'file:///etc/passwd' });
  expect(printer.code).toBe(1);
  expect(printer.said).toContain('STOCKAVOO_PRINTER');
});

test('a token that nobody gave is made and shown', async () => {
  const made = await start({ STOCKAVOO_RUN_TOKEN: undefined });
  expect(saidBy.get(made)).toMatch(new RegExp(`http://127\\.0\\.0\\.1:${port}/#[\\w-]{32}`));
});

const saidBy = new Map<ChildProcess, string>();

function spawned(environment: Readonly<Record<string, string | undefined>>): ChildProcess {
  const env = {
    ...process.env,
    TILL_PORT: String(port),
    STOCKAVOO_TILL_DIR: tillDir,
    STOCKAVOO_RUN_TOKEN: TOKEN,
    STOCKAVOO_SCREENS_DIR: join(folder, 'screens'),
    ...environment,
  };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  saidBy.set(child, '');
  const hear = (bytes: Buffer): void => void saidBy.set(child, `${saidBy.get(child)}${bytes.toString('utf8')}`);
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return child;
}

async function start(environment: Readonly<Record<string, string | undefined>> = {}): Promise<ChildProcess> {
  const child = spawned(environment);
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (saidBy.get(child)?.includes('till_open') === true) resolve();
    };
    child.stdout?.on('data', () => setImmediate(look));
    child.once('exit', () => reject(new Error(`The till did not start. It said: ${saidBy.get(child)}`)));
  });
  return child;
}

async function run(environment: Readonly<Record<string, string>>): Promise<{ code: number | null; said: string }> {
  const child = spawned(environment);
  await once(child, 'close');
  return { code: child.exitCode, said: saidBy.get(child) ?? '' };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
    await once(child, 'exit');
  }
  return child.exitCode;
}

async function send(name: string, input: unknown): Promise<Reply> {
  const answer = await fetch(`http://127.0.0.1:${port}/call/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ callId: randomUUID(), input }),
  });
  return replySchema.parse(await answer.json());
}

const signIn = async (): Promise<unknown> =>
  valueOf(await send('staff.sign_in', { userId: SHOP.clerk.id, pin: SHOP.clerk.pin }));

function valueOf(reply: Reply): unknown {
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return reply.value;
}
