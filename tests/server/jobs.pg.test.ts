import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobKind } from '#server/platform/jobs/job-kind.ts';
import { openJobQueue } from '#server/platform/jobs/job-queue.ts';
import { putOut } from '#server/notifications/outgoing.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { registerOwner } from '../support/api-caller.ts';
import { startMailServer } from '../support/mail-server.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

const JOB_SERVER = fileURLToPath(new URL('support/job-server.ts', import.meta.url));
const HASTY = { pollS: 0.5, superviseS: 1, heartbeatS: null };
const LEASE_MS = 6 * 60_000;

let server: TestServer;
let folder: string;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  server = await startTestServer();
  folder = await mkdtemp(join(tmpdir(), 'stockavoo-jobs-'));
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await server[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const database = () => ({ url: server.databaseUrl, migratorUrl: server.databaseUrl, log: server.deps.log });

test('of two servers one does a job, a failed one is done again, and one that stands is not put twice', async () => {
  const done: string[] = [];
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  let hold: (() => void) | undefined;
  const held = new Promise<void>((resolve) => (hold = resolve));
  const kind = (by: string): JobKind => ({
    name: 'count',
    // Comes by itself as well, in a year that this test does not see.
    cron: '0 0 29 2 *',
    takesMaxS: 60,
    retries: 2,
    retryAfterS: 1,
    run: async (data) => {
      const key = JSON.stringify(data);
      await held;
      done.push(key);
      if (key.includes('"bad"') && done.filter((one) => one === key).length === 1) throw new Error(`${by} stumbles`);
      if (done.length === 9) finish();
    },
  });
  // Both make the queue at the same moment.
  const queues = await Promise.all(['one', 'two'].map((by) => openJobQueue(database(), [kind(by)], HASTY)));
  const names = ['bad', 'a', 'b', 'c', 'd', 'e', 'f', 'g'];
  for (const name of names) for (const queue of queues) await queue.put('count', { name }, name);
  hold?.();
  await finished;
  await Promise.all(queues.map((queue) => queue.stop()));
  expect(done.toSorted()).toEqual(['bad', ...names].map((name) => JSON.stringify({ name })).toSorted());
  expect(server.logged.filter((line) => line.includes('a job failed'))).toHaveLength(1);
});

test('the app may use the queue, and change nothing about it', async () => {
  const refused = server.deps.pool`alter table job_queue.job_common add column x text`;
  await expect(refused).rejects.toThrow(/owner/);
});

/** A server of its own that looks at the business, with a clock so much later. */
function startJobServer(businessId: string, smtpUrl: string, laterMs: number): ChildProcess {
  const child = spawn(process.execPath, [JOB_SERVER], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: server.databaseUrl,
      DATABASE_CONNECTIONS: '4',
      STOCKAVOO_DATA_DIR: folder,
      SMTP_URL: smtpUrl,
      LOG_LEVEL: 'error',
      BUSINESS_ID: businessId,
      NOW_MS: String(server.clock.nowMs() + laterMs),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  running.add(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  running.delete(child);
}

test('a server that is killed while it sends leaves the message to another, and none goes twice', async () => {
  await using mail = await startMailServer();
  const { businessId, userId } = await registerOwner(server, 'ada@example.test');
  const { pool, nowMs, makeId } = server.deps;
  for (const [index, title] of ['first', 'second', 'third'].entries())
    await withTenant(pool, businessId, (tx) =>
      putOut(
        tx,
        { businessId, nowMs: nowMs() + index, makeId },
        { channel: 'email', userId, targetId: null, title, message: 'x' },
      ),
    );
  mail.answers.push('deaf', 'take', 'hold');
  const subjects = (): string[] => mail.received.map((text) => /Subject: (.*)/.exec(text)?.[1]?.trim() ?? '');

  // Killed before the mail server has it: nothing is there.
  let until = mail.until('deaf');
  const one = startJobServer(businessId, mail.url, 10);
  await until;
  await kill(one);
  expect(subjects()).toEqual([]);

  // The next begins with those that nobody took yet, and is killed when the mail server has one and did not say so.
  until = mail.until('hold');
  const two = startJobServer(businessId, mail.url, LEASE_MS);
  await until;
  await kill(two);
  expect(subjects()).toEqual(['second', 'third']);

  // The last sends the first, and leaves alone what may be there.
  until = mail.until('take');
  const three = startJobServer(businessId, mail.url, 2 * LEASE_MS);
  await until;
  await kill(three);
  expect(subjects()).toEqual(['second', 'third', 'first']);
}, 90_000);
