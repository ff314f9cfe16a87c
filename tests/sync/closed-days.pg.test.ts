import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { differencesOf } from '#server/db/verify-server.ts';
import { rebuildRollups } from '#server/sync/apply/rollups/recompute-rollups.ts';
import { openFile } from '#till/store/connection.ts';
import { type ApiCaller, TEST_PASSWORD, apiCaller, dataOf } from '../support/api-caller.ts';
import { until } from './support/quick-timers.ts';
import { type RealOffice, openRealOffice } from './support/real-office.ts';
import { type TillSide, openTillSide } from './support/till-side.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const DATE = '2026-06-01';

/** These end what hangs; a night over a busy machine takes what it takes. */
const soon = (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => until(what, holds, 90_000);

let office: RealOffice;
let till: TillSide;

beforeEach(async () => {
  office = await openRealOffice();
  // A night passes by the office's clock; requests keep the time that a busy machine needs.
  till = await openTillSide({
    nowMs: () => office.clock.nowMs,
    speed: 10,
  });
  await till.enrol(office.url, await office.code());
  await soon('it is filled', () => till.status().completeClasses.length === 6);
});
afterEach(async () => {
  await till[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

/** Lets the night pass: the day is closed, and the till is started in the morning. */
async function nextMorning(): Promise<void> {
  office.clock.nowMs += DAY_MS;
  await till.start();
}

const caseSchema = z.array(
  z.looseObject({
    id: z.string(),
    kind: z.string(),
    entityId: z.string(),
    state: z.string(),
    values: z.json(),
    settledReason: z.string(),
  }),
);
/** Signed in anew: a night is longer than a token lives. */
async function owner(): Promise<ApiCaller> {
  const body = { email: 'ada@example.test', password: TEST_PASSWORD, client: 'program' };
  const came = await apiCaller(office)('POST', '/auth/login', { body });
  return apiCaller(office, dataOf(came, z.looseObject({ accessToken: z.string() })).accessToken);
}
const cases = async (state: 'open' | 'settled') =>
  dataOf(await (await owner())('GET', `/cases?state=${state}&kind=day_differs`), caseSchema);
const openCases = async (): Promise<number> =>
  (await office.look`select id from sync_cases where kind = 'day_differs' and state = 'open'`).length;
const audited = () => till.store().read((reader) => reader.audits.day(DATE));
const orders = async (): Promise<string[]> =>
  (await office.look<{ id: string }[]>`select id from sales_orders order by id`).map(({ id }) => id);

test('a closed day that both sides have agrees, and is asked about once', async () => {
  for (let sold = 0; sold < 3; sold += 1) till.sell();
  await till.settled();
  till.stop();
  await nextMorning();
  await soon('the day was compared', () => audited()?.agrees === true);
  expect(audited()).toMatchObject({ saleCount: 3, totalMinor: 375_000, tries: 0 });
  expect(await cases('open')).toEqual([]);
});

test('a sale that the office acknowledged and lost opens a case, is sent again, and settles it', async () => {
  const ids = [till.sell(), till.sell(), till.sell()];
  await till.settled();
  till.stop();
  await loseAtOffice(ids[1] ?? '');
  expect(await orders()).toHaveLength(2);
  await nextMorning();
  await soon('the office has it again', async () => (await orders()).length === 3);
  expect(await orders()).toEqual(ids.toSorted());
  await soon('both sides agree again', () => audited()?.agrees === true);
  expect(await cases('open')).toEqual([]);
  const [settled] = await cases('settled');
  expect(settled).toMatchObject({ settledReason: 'both sides agree again' });
  expect(settled?.values).toMatchObject({ businessDate: DATE, till: { saleCount: 3 }, here: { saleCount: 2 } });
  await office.look.begin(async (tx) => {
    expect(await differencesOf(tx, office.businessId)).toEqual([]);
  });
});

test('a sale that the till lost is read back from the office', async () => {
  const ids = [till.sell(), till.sell(), till.sell()];
  await till.settled();
  till.stop();
  loseAtTill(ids[1] ?? '');
  await nextMorning();
  await soon('the till has it again', () => till.store().read((reader) => reader.sales.byId(ids[1] ?? '')) !== null);
  await soon('both sides agree again', () => audited()?.agrees === true);
  expect(await cases('open')).toEqual([]);
  expect(await cases('settled')).toHaveLength(1);
});

test('a sale that says something else here than there is left to people: the case stays, and can be settled', async () => {
  const saleId = till.sell();
  await till.settled();
  till.stop();
  const file = openFile(join(till.dataDir, 'till.db'));
  file.prepare('UPDATE sales SET total_minor = total_minor - 100 WHERE id = ?').run(saleId);
  file.close();
  await nextMorning();
  await soon('a case is open', async () => (await openCases()) === 1);
  const [open] = await cases('open');
  expect(open?.entityId).toMatch(/\/2026-06-01$/);
  const body = { reason: 'The till’s file was edited by hand.' };
  expect((await (await owner())('POST', `/cases/${open?.id}/settle`, { body })).status).toBe(200);
  expect(await orders()).toEqual([saleId]);
});

/** Takes a sale out of the office's database with all that followed from it, as nothing in the program can. */
async function loseAtOffice(saleId: string): Promise<void> {
  await office.look.begin(async (tx) => {
    await tx`delete from sales_order_item_taxes where order_id = ${saleId}`;
    await tx`delete from sales_order_items where order_id = ${saleId}`;
    await tx`delete from payments where order_id = ${saleId}`;
    await tx`update inventory set quantity_milli = quantity_milli - (select sum(quantity_milli) from stock_movements where document_id = ${saleId})`;
    await tx`delete from stock_movements where document_id = ${saleId}`;
    await tx`delete from till_journal where subject_id = ${saleId}`;
    await tx`delete from sales_orders where id = ${saleId}`;
    await tx`delete from changes where entity_id = ${saleId}`;
    await rebuildRollups(tx, office.businessId, new Date(office.clock.nowMs));
  });
}

/** The same at the till: the sale, its change and its rows are gone, from the middle of the day. */
function loseAtTill(saleId: string): void {
  const file = openFile(join(till.dataDir, 'till.db'));
  file.exec('PRAGMA foreign_keys = ON');
  file
    .prepare('DELETE FROM stock_movements WHERE change_id = (SELECT id FROM change_log WHERE entity_id = ?)')
    .run(saleId);
  file.prepare('DELETE FROM sales WHERE id = ?').run(saleId);
  file.prepare('DELETE FROM change_log WHERE entity_id = ?').run(saleId);
  file.close();
}
