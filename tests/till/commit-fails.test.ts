import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { shiftOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { saleAddItemCall, saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import { openFile } from '#till/store/connection.ts';
import { setPragmas } from '#till/store/pragmas.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

let folder: string;
let till: TestTill | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stockavoo-commit-'));
});
afterEach(async () => {
  await till?.close();
  till = null;
  rmSync(folder, { recursive: true, force: true });
});

/** What a sale writes is only found impossible by COMMIT itself. */
const REFUSE_AT_COMMIT = `
  CREATE TABLE never (id INTEGER PRIMARY KEY);
  CREATE TABLE refused (id INTEGER REFERENCES never (id) DEFERRABLE INITIALLY DEFERRED);
  CREATE TRIGGER refuse_at_commit AFTER INSERT ON sales BEGIN INSERT INTO refused (id) VALUES (1); END`;

test('a sale that COMMIT refuses prints nothing, opens no drawer and takes no receipt number', async () => {
  till = await openTestTill({ folder });
  await till.signIn(SHOP.manager);
  await till.ok(shiftOpenCall, { floatMinor: minor(0) });
  const openedBefore = till.devices.seen.drawerOpenings;
  const printedBefore = till.devices.printed.length;
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  const asked = { saleId: sale.saleId, tenders: [{ method: 'cash' as const, amountMinor: sale.totalMinor }] };
  const other = openFile(join(folder, 'till.db'));
  other.exec(REFUSE_AT_COMMIT);
  expect(await till.no(saleCompleteCall, asked)).not.toBe('');
  expect(till.devices.seen.drawerOpenings).toBe(openedBefore);
  expect(till.devices.printed).toHaveLength(printedBefore);
  other.exec('DROP TRIGGER refuse_at_commit');
  other.close();
  expect((await till.ok(saleCompleteCall, asked)).receiptNumber).toBe('LEK-T1-A-000001');
  expect(till.devices.seen.drawerOpenings).toBe(openedBefore + 1);
});

test('a driver that stays with its own weaker default is found out before anything is sold', () => {
  const db = openFile(join(folder, 'weak.db'));
  const deaf = new Proxy(db, {
    get: (driver, name) => {
      const found: unknown = Reflect.get(driver, name);
      if (typeof found !== 'function') return found;
      return (...words: unknown[]): unknown =>
        name === 'pragma' && words[0] === 'synchronous = 2' ? undefined : Reflect.apply(found, driver, words);
    },
  });
  expect(() => setPragmas(deaf, 'full')).toThrow('synchronous is 1, 2 is needed');
  db.close();
});
