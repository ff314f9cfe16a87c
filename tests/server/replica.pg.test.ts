import { appendFile, chmod, chown, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { salesSummaryEndpoint } from '#shared/api/report-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import { readReport } from '#server/platform/replica/read-report.ts';
import { postgres } from '#server/store/driver/driver.ts';
import { RUN_AS } from '#server/store/embedded/cluster-files.ts';
import { copyFolder } from '#server/store/embedded/copy-folder.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#server/store/embedded/embedded-postgres.ts';
import { freePort } from '#server/store/embedded/postmaster.ts';
import { openPool } from '#server/store/pool.ts';
import { type SignedInOwner, dataOf, registerOwner } from '../support/api-caller.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

const SOON = { timeout: 30_000 };
const DAY = '2026-06-01';

let folder: string;
let main: EmbeddedPostgres;
let copy: EmbeddedPostgres;
let server: TestServer;
let ada: SignedInOwner;
let storeId: string;

/** A real PostgreSQL, another that follows it by streaming, and a server that knows of both. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stockavoo-replica-'));
  await chmod(folder, 0o711);
  const [mainFolder, copyData] = [join(folder, 'main'), join(folder, 'copy')];
  const first = await startEmbeddedPostgres(mainFolder, () => undefined);
  await first.stop();
  const cluster = join(copyData, 'postgres', 'cluster');
  await mkdir(cluster, { recursive: true });
  await copyFolder(join(mainFolder, 'postgres', 'cluster'), cluster, ['postmaster.pid', 'postmaster.opts']);
  await copyFile(join(mainFolder, 'postgres-password'), join(copyData, 'postgres-password'));
  main = await startEmbeddedPostgres(mainFolder, () => undefined);
  const { port, password } = new URL(main.url);
  const line = `host=127.0.0.1 port=${port} user=postgres password=${password}`;
  await appendFile(join(cluster, 'postgresql.auto.conf'), `primary_conninfo = '${line}'\n`);
  await writeFile(join(cluster, 'standby.signal'), '');
  if (RUN_AS.uid !== undefined && RUN_AS.gid !== undefined)
    await chown(join(cluster, 'standby.signal'), RUN_AS.uid, RUN_AS.gid);
  copy = await startEmbeddedPostgres(copyData, () => undefined);
  server = await startTestServer({ DATABASE_URL: main.url, DATABASE_REPLICA_URL: copy.url });
  ada = await registerOwner(server, 'ada@example.test');
  const came = await ada.call('POST', '/stores', { body: { name: 'Yaba', code: 'YAB' } });
  storeId = dataOf(came, z.looseObject({ id: z.string() })).id;
  await ada.call('POST', '/products', { body: { name: 'Milk', sku: 'MILK', sellingPriceMinor: 500 } });
}, 120_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await copy.stop();
  await main.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** Whether a report is read of the copy now. */
const isOfCopy = (deps = server.deps): Promise<boolean> =>
  readReport(deps, ada.businessId, async (tx) => {
    const [row] = await tx<{ is_copy: boolean }[]>`select pg_is_in_recovery() as is_copy`;
    return row?.is_copy ?? false;
  });

async function sold(): Promise<number> {
  const came = await ada.call('GET', `/reports/sales-summary?from=${DAY}&to=${DAY}`);
  return dataOf(came, salesSummaryEndpoint.answer).total.saleCount;
}

async function sell(): Promise<void> {
  const body = { storeId, lines: [{ code: 'MILK' }], tenders: [{ method: 'cash', amountMinor: 500 }] };
  expect(await ada.call('POST', '/sales', { body })).toMatchObject({ status: 201 });
}

/** Lets the copy stand still, or go on. */
async function follow(isFollowing: boolean): Promise<void> {
  const sql = postgres(copy.url, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(`select ${isFollowing ? 'pg_wal_replay_resume' : 'pg_wal_replay_pause'}()`);
    const state = async (): Promise<unknown> => (await sql`select pg_get_wal_replay_pause_state() as now`)[0]?.['now'];
    await expect.poll(state, SOON).toBe(isFollowing ? 'not paused' : 'paused');
  } finally {
    await sql.end();
  }
}

test('a report is read of a copy that has everything, and never of one that is behind', async () => {
  await sell();
  await expect.poll(() => isOfCopy(), SOON).toBe(true);
  expect(await sold()).toBe(1);
  await follow(false);
  expect(await isOfCopy()).toBe(true);
  await sell();
  expect(await isOfCopy()).toBe(false);
  expect(await sold()).toBe(2);
  await follow(true);
  await expect.poll(() => isOfCopy(), SOON).toBe(true);
  expect(await sold()).toBe(2);
});

test('nor of one that does not know that a till was heard from', async () => {
  await follow(false);
  const later = new Date(server.clock.nowMs() + 3_600_000);
  const sql = postgres(main.url, { max: 1, onnotice: () => undefined });
  await sql`update till_sync set last_seen_at = ${later} where business_id = ${ada.businessId}`;
  await sql.end();
  expect(await isOfCopy()).toBe(false);
  await follow(true);
  await expect.poll(() => isOfCopy(), SOON).toBe(true);
});

test('what is refused is refused once, and a copy that is away stops no report', async () => {
  let asked = 0;
  const refused = readReport(server.deps, ada.businessId, async () => {
    asked += 1;
    throw new Fault('not_found', 'There is no such store.');
  });
  await expect(refused).rejects.toThrow('no such store');
  expect(asked).toBe(1);
  const url = new URL(copy.url);
  url.port = String(await freePort());
  const replica = openPool({ url: url.href, connectionsMax: 1, as: 'app' });
  expect(await isOfCopy({ ...server.deps, replica })).toBe(false);
  await replica.end();
  expect(server.logged.join('\n')).toContain('the replica gave no report');
});
