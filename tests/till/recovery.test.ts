import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { shiftCloseCall, shiftOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { saleAddItemCall, saleCompleteCall, saleCurrentCall, saleFindCall } from '#shared/till-calls/sale-calls.ts';
import { tillStateCall } from '#shared/till-calls/till-calls.ts';
import { type Log, SILENT_LOG } from '#till/ports/log.ts';
import { openFile } from '#till/store/connection.ts';
import { readJournal } from '#till/store/journal.ts';
import { setPragmas } from '#till/store/pragmas.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

let folder: string;
let till: TestTill | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stockavoo-recovery-'));
});
afterEach(async () => {
  await till?.close();
  till = null;
  rmSync(folder, { recursive: true, force: true });
});

async function open(seed = false): Promise<TestTill> {
  till = await openTestTill({ folder, seed });
  await till.signIn(SHOP.manager);
  return till;
}

async function stop(): Promise<void> {
  await till?.close();
  till = null;
}

async function sellOne(at: TestTill): Promise<string> {
  const sale = await at.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  const tenders = [{ method: 'card' as const, amountMinor: sale.totalMinor }];
  return (await at.ok(saleCompleteCall, { saleId: sale.saleId, tenders })).receiptNumber;
}

async function backUp(at: TestTill): Promise<void> {
  await at.ok(shiftOpenCall, { floatMinor: minor(0) });
  await at.ok(shiftCloseCall, { counted: [], countedMinor: minor(0) });
  const isThere = (): boolean =>
    existsSync(join(folder, 'backups')) && readdirSync(join(folder, 'backups')).some((name) => name.endsWith('.db'));
  at.clock.pass(6_000);
  while (!isThere()) await new Promise((resolve) => setImmediate(resolve));
}

const numbersOf = async (at: TestTill) =>
  (await at.ok(saleFindCall, { text: '' })).sales.map((sale) => sale.receiptNumber).toSorted();

test('an old copy that is put back twice gives no number of the first time again', async () => {
  const first = await open(true);
  await sellOne(first);
  await stop();
  copyFileSync(join(folder, 'till.db'), join(folder, 'earlier.db'));
  const later = await open();
  for (let count = 0; count < 3; count += 1) await sellOne(later);
  await stop();
  copyFileSync(join(folder, 'earlier.db'), join(folder, 'till.db'));
  // Opened, and closed without a sale: the head beside it now says what the old copy says.
  await open();
  await stop();
  copyFileSync(join(folder, 'earlier.db'), join(folder, 'till.db'));
  expect(await sellOne(await open())).toBe('LEK-T1-C-000001');
});

test('a money file that is gone or empty is a damaged one, never a new till', async () => {
  const first = await open(true);
  await sellOne(first);
  await backUp(first);
  await sellOne(first);
  await stop();
  truncateSync(join(folder, 'till.db'), 0);
  const again = await open();
  expect(await numbersOf(again)).toEqual(['LEK-T1-A-000001', 'LEK-T1-A-000002']);
  await stop();
  for (const tail of ['', '-wal', '-shm']) rmSync(join(folder, `till.db${tail}`), { force: true });
  expect(await numbersOf(await open())).toEqual(['LEK-T1-A-000001', 'LEK-T1-A-000002']);
});

test('a file that breaks while the till sells is replaced without a restart, with every sale that was answered', async () => {
  const first = await open(true);
  await sellOne(first);
  await backUp(first);
  await sellOne(first);
  const path = join(folder, 'till.db');
  const db = openFile(path);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  const file = openSync(path, 'r+');
  for (let at = 0; at < statSync(path).size; at += 4096) writeSync(file, Buffer.alloc(4096, 0xa5), 0, 4096, at);
  closeSync(file);
  expect(await first.raw({ name: 'sale.find', input: { text: 'LEK-T1-A-000001' } })).toMatchObject({
    ok: false,
    fault: 'store_damaged',
  });
  expect(await numbersOf(first)).toEqual(['LEK-T1-A-000001', 'LEK-T1-A-000002']);
  expect(await sellOne(first)).toBe('LEK-T1-A-000003');
});

test('a recovery that was cut off after the backup was in place is finished by the next start, the second copy with it', async () => {
  const first = await open(true);
  await sellOne(first);
  await backUp(first);
  await sellOne(first);
  await stop();
  truncateSync(join(folder, 'till.db'), 0);
  const powerCut: Log = {
    ...SILENT_LOG,
    warn: (event) => {
      if (event === 'store_restored') throw new Error('the power went');
    },
  };
  await expect(openTestTill({ folder, seed: false, deps: { log: powerCut } })).rejects.toThrow('the power went');
  expect(await numbersOf(await open())).toEqual(['LEK-T1-A-000001', 'LEK-T1-A-000002']);
});

test('a second copy whose last line was torn loses no line that is written after it', async () => {
  const first = await open(true);
  await sellOne(first);
  await stop();
  const journal = join(folder, 'pending.journal');
  const before = readJournal(journal).length;
  appendFileSync(journal, '812 0a0b0c0d torn in the middl');
  await sellOne(await open());
  await stop();
  // A sign-in and a sale after it.
  expect(readJournal(journal)).toHaveLength(before + 2);
});

test('the till does not open a file whose disk promises nothing', () => {
  const db = openFile(':memory:');
  expect(() => setPragmas(db, 'full')).toThrow('journal_mode is memory');
  db.close();
});

test('a sale whose cart could not be dropped was sold all the same, and is not sold again', async () => {
  const at = await open(true);
  const sale = await at.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  const other = openFile(join(folder, 'draft.db'));
  other.exec("CREATE TRIGGER stuck BEFORE DELETE ON drafts BEGIN SELECT RAISE(ABORT, 'stuck'); END");
  const tenders = [{ method: 'cash' as const, amountMinor: sale.totalMinor }];
  const callId = randomUUID();
  const done = await at.ok(saleCompleteCall, { saleId: sale.saleId, tenders }, callId);
  expect(at.devices.seen.drawerOpenings).toBe(1);
  expect((await at.ok(saleCurrentCall, {})).sale).toBeNull();
  expect(await at.ok(saleCompleteCall, { saleId: sale.saleId, tenders }, callId)).toEqual(done);
  other.exec('DROP TRIGGER stuck');
  other.close();
  expect(await at.no(saleCompleteCall, { saleId: sale.saleId, tenders })).toBe('sale_not_open');
  expect(await sellOne(at)).toBe('LEK-T1-A-000002');
  expect((await at.ok(tillStateCall, {})).warnings).toEqual([]);
});
