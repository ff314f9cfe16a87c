import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { backupListCall, backupMakeCall, backupRestoreCall } from '#shared/till-calls/backup-calls.ts';
import { saleAddItemCall, saleClearCall } from '#shared/till-calls/sale-calls.ts';
import { staffListCall, tillStateCall } from '#shared/till-calls/till-calls.ts';
import { listBusinesses } from '#server/db/list-businesses.ts';
import { verifyBusiness } from '#server/db/verify-server.ts';
import { z } from 'zod';
import { openPool } from '#server/store/pool.ts';
import { openFile } from '#till/store/connection.ts';
import { backUpTillFolder, restoreTillFolder } from '#till/store/till-folder-commands.ts';
import { verifyTill } from '#till/store/verify/verify-till.ts';
import { dataOf } from '../support/api-caller.ts';
import { until } from '../sync/support/quick-timers.ts';
import { type RealOffice, openRealOffice } from '../sync/support/real-office.ts';
import { MILK, type OfficeTill, openOfficeTill, stockShop } from './office-till.ts';

let office: RealOffice;
let folder: string;
let at: OfficeTill;
/** Of the till of this test: the others of the store sell too. */
let code: string;
let hasLine = true;

beforeAll(async () => {
  office = await openRealOffice();
  await stockShop(office);
});
afterAll(() => office[Symbol.asyncDispose]());
beforeEach(async () => {
  hasLine = true;
  // The list of sales shows the latest: those of this test.
  office.clock.nowMs += 1000;
  folder = mkdtempSync(join(tmpdir(), 'stockavoo-restore-'));
  at = await open();
  await at.enrol(await office.code());
  code = (await at.till.ok(tillStateCall, {})).tillCode;
});
afterEach(async () => {
  await at.till.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = (): Promise<OfficeTill> => openOfficeTill(office, folder, { hasLine: () => hasLine });
const ordersAtOffice = async (): Promise<string[]> =>
  (await office.look`select order_number from sales_orders where order_number like ${`LEK-${code}-%`} order by 1`).map(
    (row) => String(row['order_number']),
  );
const numbersHere = async (): Promise<string[]> =>
  (await at.numbers()).filter((number) => number.startsWith(`LEK-${code}-`));

/** Nothing lost, nothing doubled, on either side, and no sum or chain that differs. */
async function expectWhole(sold: readonly string[]): Promise<void> {
  await at.settled();
  expect(new Set(sold).size).toBe(sold.length);
  expect(await ordersAtOffice()).toEqual(sold.toSorted());
  expect(await numbersHere()).toEqual(sold.toSorted());
  expect(verifyTill(folder, office.clock.nowMs)).toEqual([]);
  const pool = openPool({ url: office.databaseUrl(), connectionsMax: 1, as: 'app' });
  try {
    for (const businessId of await listBusinesses(office.databaseUrl()))
      expect(await verifyBusiness(pool, businessId)).toEqual([]);
  } finally {
    await pool.end();
  }
}

test('a backup that is restored from the screen loses no sale and doubles none, without a restart', async () => {
  const sold = [await at.sell(), await at.sell()];
  await at.settled();
  const made = await at.till.ok(backupMakeCall, {});
  expect((await at.till.ok(backupListCall, {})).backups).toEqual([made]);
  sold.push(await at.sell());
  await at.settled();
  hasLine = false;
  sold.push(await at.sell(), await at.sell());
  const open = await at.till.ok(saleAddItemCall, { saleId: null, item: { code: MILK } });
  expect(await at.till.no(backupRestoreCall, { name: made.name })).toBe('sale_open');
  await at.till.ok(saleClearCall, { saleId: open.saleId, reason: 'restore' });
  expect(await at.till.no(backupRestoreCall, { name: 'till-2020-01-01T00-00-00-000.db' })).toBe('backup_unknown');
  const callId = randomUUID();
  const restored = await at.till.ok(backupRestoreCall, { name: made.name }, callId);
  expect(existsSync(join(folder, restored.setAside, 'till.db'))).toBe(true);
  expect((await at.till.ok(staffListCall, {})).session).toBeNull();
  expect(await at.till.no(backupListCall, {})).toBe('not_signed_in');
  await at.signIn();
  expect(await at.till.ok(backupRestoreCall, { name: made.name }, callId)).toEqual(restored);
  expect((await at.till.ok(tillStateCall, {})).warnings.map(({ code }) => code)).toContain('restored');
  // What waited is here at once; what the office has comes with the line.
  expect(await numbersHere()).toEqual([sold[0], sold[1], sold[3], sold[4]]);
  sold.push(await at.sell());
  hasLine = true;
  await expectWhole(sold);
});

test('a restored till whose clock stands still writes on after everything that it had written before', async () => {
  const sold = [await at.sell()];
  await at.settled();
  const { name } = await at.till.ok(backupMakeCall, {});
  for (let count = 0; count < 4; count += 1) sold.push(await at.sell());
  await at.settled();
  await at.till.ok(backupRestoreCall, { name });
  await at.signIn();
  await until('its sales came back', async () => (await numbersHere()).length === sold.length);
  await expectWhole(sold);
});

test('a backup that is restored by command is brought up to date by the next start, without its second copy too', async () => {
  const sold = [await at.sell()];
  await at.settled();
  await expect(backUpTillFolder(folder, office.clock.nowMs)).rejects.toThrow('another till holds this data folder');
  await at.till.close();
  const name = await backUpTillFolder(folder, office.clock.nowMs);
  at = await open();
  await at.signIn();
  await at.settled();
  hasLine = false;
  sold.push(await at.sell(), await at.sell());
  expect(() => restoreTillFolder(folder, null, office.clock.nowMs)).toThrow('another till holds this data folder');
  await at.till.close();
  rmSync(join(folder, 'pending.journal'));
  writeFileSync(join(folder, 'backups', 'till-2099-01-01T00-00-00-000.db'), Buffer.alloc(8192, 0xa5));
  const broken = restoreTillFolder(folder, null, office.clock.nowMs);
  expect(broken.outcome).toMatchObject({ ok: false, refusal: 'backup_damaged' });
  expect(restoreTillFolder(folder, name, office.clock.nowMs).outcome.ok).toBe(true);
  hasLine = true;
  at = await open();
  await at.signIn();
  sold.push(await at.sell());
  await expectWhole(sold);
});

const garbage = (path: string, from = 0): void => {
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xa5, from));
};
const drop = (...paths: readonly string[]): void => {
  for (const path of paths) rmSync(path, { force: true });
};
/** How a disk loses a file of which the last sale lies in the -wal. */
const DAMAGES: readonly (readonly [string, (path: string) => void])[] = [
  ['every page makes no sense, with its -wal beside it', (path) => garbage(path)],
  [
    'every page makes no sense and the -wal is gone',
    (path) => {
      garbage(path);
      drop(`${path}-wal`, `${path}-shm`);
    },
  ],
  ['all pages but the first make no sense', (path) => garbage(path, 4096)],
  ['the file is gone, its -wal left behind', (path) => drop(path)],
  ['the file is gone with its -wal', (path) => drop(path, `${path}-wal`, `${path}-shm`)],
  [
    'the first page alone is left, empty',
    (path) => {
      drop(path, `${path}-wal`, `${path}-shm`);
      const db = openFile(path);
      db.pragma('journal_mode = WAL');
      db.close();
    },
  ],
];

/** Two sales at the office, one of them after the backup, and one that waits, in the -wal alone. */
async function sellUntilThePowerGoes(hasBackups: boolean): Promise<string[]> {
  const sold = [await at.sell()];
  await at.settled();
  await at.till.ok(backupMakeCall, {});
  sold.push(await at.sell());
  await at.settled();
  hasLine = false;
  const db = openFile(join(folder, 'till.db'));
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  sold.push(await at.sell());
  await powerCut();
  if (!hasBackups) rmSync(join(folder, 'backups'), { recursive: true, force: true });
  return sold;
}

test.each(DAMAGES)('%s: the file is rebuilt from backup, second copy and office', async (_what, damage) => {
  const sold = await sellUntilThePowerGoes(true);
  damage(join(folder, 'till.db'));
  hasLine = true;
  at = await open();
  await at.signIn();
  sold.push(await at.sell());
  await expectWhole(sold);
});

test.each(DAMAGES)('%s, and no backup: enrolled anew the machine has all that it sold', async (_what, damage) => {
  const sold = await sellUntilThePowerGoes(false);
  damage(join(folder, 'till.db'));
  hasLine = true;
  at = await open();
  expect((await at.till.ok(tillStateCall, {})).state).toBe('new');
  // A start in between forgets nothing of it.
  await at.till.close();
  at = await open();
  const [known] = await office.look`select id from tills where code = ${code}`;
  await at.enrol(await office.codeFor(String(known?.['id'])));
  sold.push(await at.sell());
  await expectWhole(sold);
  expect(readdirSync(folder).filter((name) => name.includes('.kept-'))).toEqual([]);
});

test('a -wal that is gone takes nothing with it: the older file gets the rest from the second copy', async () => {
  const sold = await sellUntilThePowerGoes(false);
  drop(join(folder, 'till.db-wal'), join(folder, 'till.db-shm'));
  at = await open();
  await at.signIn();
  expect(await numbersHere()).toEqual(sold);
  hasLine = true;
  sold.push(await at.sell());
  await expectWhole(sold);
});

test('without a backup and as another till, what waited enters by the owner’s word', async () => {
  const sold = await sellUntilThePowerGoes(false);
  drop(join(folder, 'till.db'), join(folder, 'till.db-wal'));
  hasLine = true;
  at = await open();
  await at.enrol(await office.code());
  await at.settled();
  const old = code;
  expect(await ordersAtOffice()).toEqual(sold.slice(0, 2));
  const waitingSchema = z.array(z.looseObject({ id: z.string(), reason: z.string() }));
  const waiting = dataOf(await office.owner('GET', '/quarantine?limit=200&reason=wrong_tenant'), waitingSchema);
  expect(waiting.length).toBeGreaterThan(0);
  for (const { id } of waiting) expect((await office.owner('POST', `/quarantine/${id}/retry`)).status).toBe(200);
  expect(await ordersAtOffice()).toEqual(sold);
  code = (await at.till.ok(tillStateCall, {})).tillCode;
  expect(code).not.toBe(old);
  await expectWhole([await at.sell()]);
});

test('an office that came back from a backup gets everything again from the till, and nothing of it differs', async () => {
  const sold = [await at.sell()];
  await at.settled();
  await office.backUp();
  sold.push(await at.sell(), await at.sell());
  await at.settled();
  await office.restore();
  sold.push(await at.sell());
  await until('the office has everything', async () => (await ordersAtOffice()).length === sold.length);
  await expectWhole(sold);
});

/** The machine goes off in the middle: the files as they are at this moment, -wal included, are what the next start finds. */
async function powerCut(): Promise<void> {
  const asCut = mkdtempSync(join(tmpdir(), 'stockavoo-cut-'));
  cpSync(folder, asCut, { recursive: true });
  await at.till.close();
  rmSync(folder, { recursive: true, force: true });
  cpSync(asCut, folder, { recursive: true });
  rmSync(asCut, { recursive: true, force: true });
}
