import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backupMakeCall } from '#shared/till-calls/backup-calls.ts';
import { tillLeaveCall } from '#shared/till-calls/leave-calls.ts';
import { saleAddItemCall, saleCompleteCall, saleParkCall } from '#shared/till-calls/sale-calls.ts';
import { shiftOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { syncExportCall, syncStatusCall } from '#shared/till-calls/sync-calls.ts';
import { staffListCall, tillStateCall } from '#shared/till-calls/till-calls.ts';
import { noteLeaving } from '#till/store/leaving.ts';
import type { Writer } from '#till/store/till-store.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

let folder: string;
let till: TestTill;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stockavoo-leave-'));
  till = await openTestTill({ folder });
  await till.inFiles((store) => store.write(makeOwner));
  await till.signIn(SHOP.manager);
});

afterEach(async () => {
  await till.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Tills are the owner's alone to take away. */
function makeOwner(writer: Writer): void {
  const role = writer.records.get('role', SHOP.managerRoleId);
  if (role === null) throw new Error('the shop has no managers');
  writer.records.put('role', SHOP.managerRoleId, { ...role, fields: { ...role.fields, permissions: ['*'] } });
}

async function sell(): Promise<void> {
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  const tenders = [{ method: 'card' as const, amountMinor: sale.totalMinor }];
  await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders });
}

const state = async (): Promise<string> => (await till.ok(tillStateCall, {})).state;

test('what waits holds the till in its business until all of it lies in a file; then it belongs to nobody', async () => {
  await sell();
  await till.ok(backupMakeCall, {});
  expect(await till.no(tillLeaveCall, {})).toBe('changes_wait');
  await till.ok(syncExportCall, {});
  await sell();
  expect(await till.no(tillLeaveCall, {})).toBe('changes_wait');
  const { files } = await till.ok(syncExportCall, {});
  const { setAside } = await till.ok(tillLeaveCall, {});
  expect(await state()).toBe('new');
  expect(await till.ok(staffListCall, {})).toEqual({ staff: [], session: null });
  expect((await till.ok(syncStatusCall, {})).waiting).toBe(0);
  expect(readdirSync(join(folder, setAside)).toSorted()).toEqual(
    expect.arrayContaining(['backups', 'draft.db', 'head', 'pending.journal', 'till.db']),
  );
  expect(readdirSync(join(folder, 'exports'))).toEqual(expect.arrayContaining(files.map(({ name }) => name)));
  expect([till.secrets.has('till-key'), readdirSync(folder).includes('leaving.json')]).toEqual([false, false]);
  await till.restart();
  expect(await state()).toBe('new');
});

test('neither an open sale, nor a parked one, nor an open drawer is left behind', async () => {
  const { saleId } = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  expect(await till.no(tillLeaveCall, {})).toBe('sale_open');
  await till.ok(saleParkCall, { saleId, name: 'Blue bag' });
  expect(await till.no(tillLeaveCall, {})).toBe('sales_parked');
});

test('an open drawer is closed first, exported or not', async () => {
  await till.ok(shiftOpenCall, { floatMinor: 0 });
  await till.ok(syncExportCall, {});
  expect(await till.no(tillLeaveCall, {})).toBe('shift_already_open');
});

test('whoever may not tend tills takes none away', async () => {
  await till.signIn(SHOP.clerk);
  expect(await till.no(tillLeaveCall, {})).toBe('permission_missing');
  expect(await state()).toBe('ready');
});

/** What may already have been moved when the power went. */
const MOVED = [
  [],
  ['till.db'],
  ['till.db', 'draft.db', 'pending.journal'],
  ['till.db', 'draft.db', 'pending.journal', 'head', 'backups'],
];

test.each(MOVED)('a power cut on the way out is finished by the next start (%#)', async (...moved) => {
  await sell();
  await till.ok(backupMakeCall, {});
  await till.close();
  const setAside = noteLeaving(folder, till.clock.nowMs());
  mkdirSync(join(folder, setAside));
  for (const name of moved) renameSync(join(folder, name), join(folder, setAside, name));
  till = await openTestTill({ folder, seed: false });
  expect(await state()).toBe('new');
  expect(existsSync(join(folder, setAside, 'till.db'))).toBe(true);
  expect(existsSync(join(folder, setAside, 'backups'))).toBe(true);
});
