import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { saleAddItemCall, saleCompleteCall, saleFindCall } from '#shared/till-calls/sale-calls.ts';
import { shiftCloseCall, shiftOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { tillStateCall } from '#shared/till-calls/till-calls.ts';
import { Fault } from '#shared/base/fault.ts';
import { beforeUpdate } from '#till/store/before-update.ts';
import { openFile, openFileToRead } from '#till/store/connection.ts';
import { type Migration, migrationOf, readMigrations } from '#till/store/migrate.ts';
import { openTillDb } from '#till/store/open-till-db.ts';
import { IS_POSIX, testWhere } from '#tests/support/test-where.ts';
import { MIGRATIONS_DIR, type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

const folders: string[] = [];
const open: TestTill[] = [];

afterEach(async () => {
  for (const till of open.splice(0)) await till.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stockavoo-files-'));
  folders.push(folder);
  return folder;
}

async function openIn(folder: string, seed = true): Promise<TestTill> {
  const till = await openTestTill({ folder, seed });
  open.push(till);
  return till;
}

async function sellOne(till: TestTill): Promise<string> {
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  return (
    await till.ok(saleCompleteCall, {
      saleId: sale.saleId,
      tenders: [{ method: 'card', amountMinor: sale.totalMinor }],
    })
  ).receiptNumber;
}

async function closeAll(): Promise<void> {
  for (const till of open.splice(0)) await till.close();
}

/** A disk of six megabytes, in memory, where the tests may mount one. */
function mountSmallDisk(folder: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', folder], { stdio: 'ignore' });
}

function mountsDisks(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'stockavoo-disk-'));
  try {
    mountSmallDisk(folder);
    execFileSync('umount', ['-l', folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The code of the catalogue by which something fails. */
async function faultOf(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    return error instanceof Fault ? error.code : String(error);
  }
  return 'nothing failed';
}

const UNGUARDED = { begin: () => undefined, whole: () => undefined };

test('a second till on the same folder is told so', async () => {
  const folder = newFolder();
  await openIn(folder);
  expect(await faultOf(() => openTestTill({ folder, seed: false }))).toBe('store_locked');
});

test('a file of a newer program, and one with another history, are left alone', async () => {
  const path = join(newFolder(), 'till.db');
  const known = readMigrations(MIGRATIONS_DIR);
  const newer: Migration[] = [...known, migrationOf('9990_newer.sql', 'CREATE TABLE newer (id TEXT) STRICT;')];
  let copies = 0;
  const copyFirst = {
    begin: () => {
      copies += 1;
    },
    whole: () => undefined,
  };
  openTillDb(path, known, copyFirst).close();
  expect(copies).toBe(0);
  openTillDb(path, newer, copyFirst).close();
  expect(copies).toBe(1);
  expect(await faultOf(() => openTillDb(path, known, copyFirst))).toBe('store_newer_schema');
  const other = known.map((migration, place) =>
    place === 0 ? migrationOf(migration.name, `${migration.sql} -- another`) : migration,
  );
  expect(await faultOf(() => openTillDb(path, [...other, ...newer.slice(-1)], copyFirst))).toBe(
    'store_migration_mismatch',
  );
});

test('a migration that fails leaves the file as it was', async () => {
  const path = join(newFolder(), 'till.db');
  const known = readMigrations(MIGRATIONS_DIR);
  openTillDb(path, known, UNGUARDED).close();
  const broken = [...known, migrationOf('9990_broken.sql', 'CREATE TABLE half (id TEXT) STRICT; SELECT nonsense;')];
  await faultOf(() => openTillDb(path, broken, UNGUARDED));
  const db = openTillDb(path, known, UNGUARDED);
  expect(db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'half'").get()).toEqual({ n: 0 });
  db.close();
});

test('an update that stops between two migrations leaves the copy of the file as it was before the first', () => {
  const path = join(newFolder(), 'till.db');
  const known = readMigrations(MIGRATIONS_DIR);
  const first = [...known, migrationOf('9990_first.sql', 'CREATE TABLE first (id TEXT) STRICT;')];
  const second = migrationOf('9991_second.sql', 'CREATE TABLE second (id TEXT) STRICT;');
  const third = migrationOf('9992_third.sql', 'CREATE TABLE third (id TEXT) STRICT;');
  const update = (to: readonly Migration[]): void => {
    openTillDb(path, to, beforeUpdate(path)).close();
  };
  update(known);
  // As a machine that lost its power there: the first is in the file, the second never began.
  expect(() => update([...first, migrationOf(second.name, 'SELECT nonsense;')])).toThrow('nonsense');
  update([...first, second]);
  const tablesOfCopy = (): unknown[] => {
    const copy = openFileToRead(`${path}.before-update`);
    const names = copy.prepare("SELECT name FROM sqlite_schema WHERE name IN ('first', 'second')").pluck().all();
    copy.close();
    return names;
  };
  expect(tablesOfCopy()).toEqual([]);
  update([...first, second, third]);
  expect(tablesOfCopy()).toEqual(['first', 'second']);
});

test('a damaged money file is set aside whole, the newest backup opened, and the second copy replayed', async () => {
  const folder = newFolder();
  const till = await openIn(folder);
  await till.signIn(SHOP.manager);
  await till.ok(shiftOpenCall, { floatMinor: minor(0) });
  expect(await sellOne(till)).toBe('LEK-T1-A-000001');
  await till.ok(shiftCloseCall, { counted: [], countedMinor: minor(0) });
  till.clock.pass(6_000);
  await backedUp(folder);
  expect(await sellOne(till)).toBe('LEK-T1-A-000002');
  await closeAll();
  const file = openSync(join(folder, 'till.db'), 'r+');
  const size = statSync(join(folder, 'till.db')).size;
  for (let at = 4096; at < size; at += 4096) writeSync(file, Buffer.alloc(512, 0xa5), 0, 512, at);
  const again = await openIn(folder, false);
  await again.signIn(SHOP.manager);
  expect((await again.ok(saleFindCall, { text: '' })).sales.map((sale) => sale.receiptNumber).toSorted()).toEqual([
    'LEK-T1-A-000001',
    'LEK-T1-A-000002',
  ]);
  expect(await sellOne(again)).toBe('LEK-T1-A-000003');
  expect((await again.ok(tillStateCall, {})).warnings.map((warning) => warning.code)).toContain('restored');
  const aside = readdirSync(folder).filter((name) => name.startsWith('damaged-'));
  expect(aside).toHaveLength(1);
  expect(existsSync(join(folder, aside[0] ?? '', 'till.db'))).toBe(true);
});

async function backedUp(folder: string): Promise<void> {
  const backups = join(folder, 'backups');
  const isThere = (): boolean => existsSync(backups) && readdirSync(backups).some((name) => name.endsWith('.db'));
  while (!isThere()) await new Promise((resolve) => setImmediate(resolve));
}

test('a damaged file of carts costs the carts, not the till', async () => {
  const folder = newFolder();
  const till = await openIn(folder);
  await till.signIn();
  await sellOne(till);
  await closeAll();
  for (const tail of ['-wal', '-shm']) rmSync(join(folder, `draft.db${tail}`), { force: true });
  const file = openSync(join(folder, 'draft.db'), 'w');
  writeSync(file, 'this is not a database, and it is longer than a header of one is'.repeat(100));
  const again = await openIn(folder, false);
  await again.signIn();
  expect(await sellOne(again)).toBe('LEK-T1-A-000002');
});

test('a file put back from an earlier day gives no receipt number twice', async () => {
  const folder = newFolder();
  const till = await openIn(folder);
  await till.signIn();
  await sellOne(till);
  await closeAll();
  copyFileSync(join(folder, 'till.db'), join(folder, 'earlier.db'));
  const later = await openIn(folder, false);
  await later.signIn();
  expect(await sellOne(later)).toBe('LEK-T1-A-000002');
  await closeAll();
  copyFileSync(join(folder, 'earlier.db'), join(folder, 'till.db'));
  const back = await openIn(folder, false);
  await back.signIn();
  expect(await sellOne(back)).toBe('LEK-T1-B-000001');
  await closeAll();
  const again = await openIn(folder, false);
  await again.signIn();
  expect(await sellOne(again)).toBe('LEK-T1-B-000002');
});

test('a copy on a machine without the till’s key takes a series of its own', async () => {
  const till = await openTestTill();
  open.push(till);
  await till.signIn();
  await sellOne(till);
  till.secrets.delete('till-key');
  await till.restart();
  await till.signIn();
  expect(await sellOne(till)).toBe('LEK-T1-B-000001');
});

testWhere(mountsDisks())(
  'a full disk takes the ballast first, then says so, and keeps every finished sale',
  async () => {
    const folder = newFolder();
    mountSmallDisk(folder);
    try {
      const till = await openTestTill({ folder, deps: { ballastBytes: 64 * 1024 } });
      writeSync(openSync(join(folder, 'ballast'), 'w'), Buffer.alloc(64 * 1024));
      await till.signIn();
      let sold = 0;
      let said = '';
      while (said === '' && sold < 5000) {
        const reply = await till.raw({
          name: 'sale.add_item',
          callId: crypto.randomUUID(),
          input: { saleId: null, item: { code: SHOP.milo.code }, note: 'n'.repeat(200) },
        });
        const saleId =
          reply.ok && typeof reply.value === 'object' && reply.value !== null && 'saleId' in reply.value
            ? reply.value.saleId
            : null;
        const paid =
          saleId === null
            ? reply
            : await till.raw({
                name: 'sale.complete',
                callId: crypto.randomUUID(),
                input: { saleId, tenders: [{ method: 'cash', amountMinor: 250_000 }] },
              });
        if (paid.ok) sold += 1;
        else said = 'fault' in paid ? paid.fault : paid.refusal;
      }
      expect(said).toBe('store_disk_full');
      expect(existsSync(join(folder, 'ballast'))).toBe(false);
      // The sale that was done once more when the ballast was gone had its effects once.
      expect(till.devices.seen.drawerOpenings).toBe(sold);
      expect((await till.ok(saleFindCall, { text: '', limit: 100 })).sales.length).toBe(Math.min(100, sold));
      await till.close();
    } finally {
      execFileSync('umount', ['-l', folder]);
    }
  },
  60_000,
);

testWhere(IS_POSIX)('a folder that can’t be written is named as such', async () => {
  const folder = newFolder();
  chmodSync(folder, 0o555);
  // Root writes everywhere, so it steps down for as long as it tries.
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.('nobody');
  try {
    expect(await faultOf(() => openTestTill({ folder, seed: false }))).toBe('store_read_only');
  } finally {
    if (isRoot) process.seteuid?.(0);
    chmodSync(folder, 0o700);
  }
});

test('the promise of durability is in force on the file that sells', async () => {
  const folder = newFolder();
  await openIn(folder);
  await closeAll();
  const db = openTillDb(join(folder, 'till.db'), readMigrations(MIGRATIONS_DIR), UNGUARDED);
  expect(db.pragma('synchronous', { simple: true })).toBe(2);
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  db.close();
  const plain = openFile(join(folder, 'till.db'));
  plain.prepare('SELECT count(*) FROM sales').get();
  expect(plain.pragma('synchronous', { simple: true })).toBe(1);
  plain.close();
});
