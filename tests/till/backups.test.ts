import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { backupListCall, backupMakeCall, backupRestoreCall } from '#shared/till-calls/backup-calls.ts';
import { saleAddItemCall, saleCompleteCall, saleFindCall, saleOpenCall } from '#shared/till-calls/sale-calls.ts';
import { asideFolder, copyChecked, putInPlace, setAside } from '#till/store/recover.ts';
import { noteRecovery } from '#till/store/recovery-note.ts';
import type { Writer } from '#till/store/till-store.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

const payloadSchema = z.object({ payload: z.unknown() });

let folder: string;
let till: TestTill;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stockavoo-backups-'));
  till = await openTestTill({ folder });
  // Tills are the owner's alone to restore.
  await till.inFiles((store) => store.write(makeOwner));
  await till.signIn(SHOP.manager);
});

function makeOwner(writer: Writer): void {
  const role = writer.records.get('role', SHOP.managerRoleId);
  if (role === null) throw new Error('the shop has no managers');
  writer.records.put('role', SHOP.managerRoleId, { ...role, fields: { ...role.fields, permissions: ['*'] } });
}
afterEach(async () => {
  await till.close();
  rmSync(folder, { recursive: true, force: true });
});

async function sell(): Promise<string> {
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  const tenders = [{ method: 'card' as const, amountMinor: sale.totalMinor }];
  return (await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders })).receiptNumber;
}
const numbers = async (): Promise<string[]> =>
  (await till.ok(saleFindCall, { text: '' })).sales.map(({ receiptNumber }) => receiptNumber).toSorted();

test('two backups at once, and a sale between them, are all three good', async () => {
  await sell();
  const [one, sold, other] = await Promise.all([till.ok(backupMakeCall, {}), sell(), till.ok(backupMakeCall, {})]);
  till.clock.pass(1);
  const last = await till.ok(backupMakeCall, {});
  expect(sold).toBe('LEK-T1-A-000002');
  expect(last.name > one.name && one.bytes > 0 && other.bytes > 0).toBe(true);
  expect((await till.ok(backupListCall, {})).backups[0]).toEqual(last);
  expect(readdirSync(join(folder, 'backups')).filter((name) => !name.endsWith('.db'))).toEqual([]);
});

test('an empty cart is no open sale, and an alone till gets back what waited, under a new series only where it must', async () => {
  const sold = [await sell()];
  const made = await till.ok(backupMakeCall, {});
  sold.push(await sell(), await sell());
  await till.ok(saleOpenCall, { customerId: null });
  await till.ok(backupRestoreCall, { name: made.name });
  await till.signIn(SHOP.manager);
  expect(await numbers()).toEqual(sold);
  const next = await sell();
  expect(sold).not.toContain(next);
  await till.restart();
  await till.signIn(SHOP.manager);
  expect(await numbers()).toEqual([...sold, next].toSorted());
  expect(readdirSync(folder)).not.toContain('recovery.json');
});

/** How far a restore came when the power went; each step is what `swapInBackup` does next. */
const STEPS: readonly ((aside: string) => void)[] = [
  (aside) => void noteRecovery(folder, aside),
  (aside) => setAside(folder, 'till.db', aside),
  () => putInPlace(folder),
];

test.each([1, 2, 3])(
  'a restore that was cut off after step %i loses nothing, not even without the second copy',
  async (count) => {
    const sold = [await sell()];
    const { name } = await till.ok(backupMakeCall, {});
    sold.push(await sell(), await sell());
    await till.close();
    rmSync(join(folder, 'pending.journal'));
    expect(copyChecked(folder, name)).toBe(true);
    const aside = asideFolder(folder, 'set-aside', till.clock.nowMs());
    for (const step of STEPS.slice(0, count)) step(aside);
    till = await openTestTill({ folder, seed: false });
    await till.signIn(SHOP.manager);
    expect(await numbers()).toEqual(sold);
    expect(sold).not.toContain(await sell());
    expect(readdirSync(folder)).not.toContain('recovery.json');
  },
);

test('a clerk sees the backups, and makes or restores one with somebody who may; both are written down', async () => {
  const made = await till.ok(backupMakeCall, {});
  await till.signIn(SHOP.clerk);
  expect((await till.ok(backupListCall, {})).backups).toEqual([made]);
  expect(await till.no(backupMakeCall, {})).toBe('permission_missing');
  expect(await till.no(backupRestoreCall, { name: made.name })).toBe('permission_missing');
  const own = { userId: SHOP.clerk.id, pin: SHOP.clerk.pin };
  expect(await till.no(backupRestoreCall, { name: made.name, approval: own })).toBe('permission_missing');
  const approval = { userId: SHOP.manager.id, pin: SHOP.manager.pin };
  expect(await till.no(backupMakeCall, { approval: { ...approval, pin: '0000' } })).toBe('wrong_pin');
  await till.ok(backupMakeCall, { approval });
  await till.ok(backupRestoreCall, { name: made.name, approval });
  const granted = await till.inFiles((store) =>
    store.read((reader) => reader.changes.open(100).filter(({ type }) => type === 'override.granted')),
  );
  expect(granted.map(({ body }) => payloadSchema.parse(JSON.parse(body)).payload)).toMatchObject([
    { askedBy: SHOP.clerk.id, grantedBy: SHOP.manager.id, permission: 'tills.write', what: 'make a backup' },
    { askedBy: SHOP.clerk.id, grantedBy: SHOP.manager.id, permission: 'tills.write', what: `restore ${made.name}` },
  ]);
});

test('a backup that is not whole changes nothing', async () => {
  const sold = await sell();
  const made = await till.ok(backupMakeCall, {});
  const path = join(folder, 'backups', made.name);
  writeFileSync(path, readFileSync(path).fill(0xa5, 8192));
  expect(await till.no(backupRestoreCall, { name: made.name })).toBe('backup_damaged');
  expect(await till.no(backupRestoreCall, { name: '../till.db' })).toBe('backup_unknown');
  expect(await numbers()).toEqual([sold]);
  expect(readdirSync(folder).filter((name) => /part|set-aside|recovery/.test(name))).toEqual([]);
});

test('where the folder of backups can’t be used, the till says so in words and sells on', async () => {
  rmSync(join(folder, 'backups'), { recursive: true, force: true });
  writeFileSync(join(folder, 'backups'), 'not a folder');
  expect(await till.no(backupMakeCall, {})).toBe('store_read_only');
  expect(await till.no(backupListCall, {})).toBe('store_read_only');
  expect(await sell()).toBe('LEK-T1-A-000001');
});
