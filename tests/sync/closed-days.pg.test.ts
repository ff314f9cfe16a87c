import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { uuidV7 } from '#shared/base/ids.ts';
import { differencesOf } from '#server/db/verify-server.ts';
import { rebuildRollups } from '#server/sync/apply/rollups/recompute-rollups.ts';
import { openFile } from '#till/store/connection.ts';
import { type ApiCaller, TEST_PASSWORD, apiCaller, dataOf } from '../support/api-caller.ts';
import { salePayload } from './support/make-goods.ts';
import { until } from './support/quick-timers.ts';
import { type RealOffice, openRealOffice } from './support/real-office.ts';
import { type TillSide, openTillSide } from './support/till-side.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const DATE = '2026-06-01';
/** After a start, an audit waits for so long at most. */
const FIRST_WITHIN_MS = 37 * MINUTE_MS;
const AUDIT = '/api/v1/sync/audit';

let office: RealOffice;
let till: TillSide;
let audits = 0;

beforeEach(async () => {
  office = await openRealOffice();
  audits = 0;
  // A night passes by the office's clock; requests keep the time that a busy machine needs.
  till = await openTillSide({
    nowMs: () => office.clock.nowMs,
    speed: 10,
    onRequest: (path, isOver) => void (path === AUDIT && !isOver && (audits += 1)),
  });
  await till.enrol(office.url, await office.code());
  await isFilled();
});
afterEach(async () => {
  await till[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

const isFilled = (): Promise<void> => until('it is filled', () => till.status().completeClasses.length === 6, 60_000);

/** Lets the night pass: the day is closed, and the till is started in the morning and on for a while. */
async function nextMorning(): Promise<void> {
  office.clock.nowMs += DAY_MS;
  await till.start();
  await isFilled();
  await till.pass(FIRST_WITHIN_MS);
}

/** Lets minutes pass, a few at a time, until it holds. */
async function soon(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let minutes = 0; !(await holds()); minutes += 1) {
    if (minutes > 30) throw new Error(`not within half an hour: ${what}`);
    await till.pass(MINUTE_MS);
  }
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
const audited = () => till.store().read((reader) => reader.audits.day(DATE));
const orders = async (): Promise<string[]> =>
  (await office.look<{ id: string }[]>`select id from sales_orders order by id`).map(({ id }) => id);

test('a closed day that both sides have agrees, and is asked about once', async () => {
  for (let sold = 0; sold < 3; sold += 1) till.sell();
  await till.settled();
  await till.pass(FIRST_WITHIN_MS);
  expect(audited()).toBeNull();
  till.stop();
  audits = 0;
  await nextMorning();
  await soon('the day was compared', () => audited()?.agrees === true);
  await till.pass(3 * 60 * MINUTE_MS);
  expect(audits).toBe(1);
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
  expect(settled?.values).toMatchObject({ businessDate: DATE, serverLacks: [ids[1]], tillLacks: [], saysElse: [] });
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
  const settled = await cases('settled');
  expect(settled.map(({ values }) => values)).toMatchObject([{ tillLacks: [ids[1]], serverLacks: [], saysElse: [] }]);
});

test('a day of which the till lost everything is read back too', async () => {
  const ids = [till.sell(), till.sell()];
  await till.settled();
  till.stop();
  for (const id of ids) loseAtTill(id);
  await nextMorning();
  await soon('both sides agree again', () => audited()?.agrees === true);
  expect(ids.map((id) => till.store().read((reader) => reader.sales.byId(id)?.isOwn))).toEqual([true, true]);
});

test('a sale that says something else here than there is left to people, and what they settled stays settled', async () => {
  const saleId = till.sell();
  await till.settled();
  till.stop();
  const file = openFile(join(till.dataDir, 'till.db'));
  file.prepare('UPDATE sales SET total_minor = total_minor - 100 WHERE id = ?').run(saleId);
  file.close();
  await nextMorning();
  await soon('the day was compared', () => audited()?.agrees === false);
  const [open] = await cases('open');
  expect(open?.entityId).toMatch(/\/2026-06-01$/);
  expect(open?.values).toMatchObject({ saysElse: [saleId], serverLacks: [], tillLacks: [] });
  expect(open?.values).toMatchObject({ till: { totalMinor: 124_900 }, here: { totalMinor: 125_000 } });
  const body = { reason: 'The till’s file was edited by hand.' };
  expect((await (await owner())('POST', `/cases/${open?.id}/settle`, { body })).status).toBe(200);
  expect(await orders()).toEqual([saleId]);
  till.stop();
  await nextMorning();
  await soon('the day was compared again', () => (audited()?.tries ?? 0) > 1);
  expect(await cases('open')).toEqual([]);
});

test('a sale that waits in quarantine, or that the owner dismissed, is lost to nobody', async () => {
  till.sell();
  const saleId = sellUnreadable();
  const quarantined = () => till.store().read((reader) => reader.changes.countIn('quarantined').count);
  await until('the sale waits', () => quarantined() === 1, 60_000);
  till.stop();
  await nextMorning();
  await soon('the day was compared', () => audited() !== null);
  expect(audited()).toMatchObject({ agrees: true });
  const waiting = dataOf(await (await owner())('GET', '/quarantine'), z.array(z.looseObject({ id: z.string() })));
  const dismissed = { body: { reason: 'It was a test.' } };
  expect((await (await owner())('POST', `/quarantine/${waiting[0]?.id}/dismiss`, dismissed)).status).toBe(200);
  await until('nothing waits', () => quarantined() === 0, 60_000);
  till.stop();
  office.clock.nowMs += 7 * DAY_MS;
  audits = 0;
  await nextMorning();
  await soon('the day was compared again', () => audits > 1);
  expect(till.store().read((reader) => reader.sales.byId(saleId)?.isOwn)).toBe(true);
  expect(audited()).toMatchObject({ agrees: true, tries: 0 });
  expect(await cases('open')).toEqual([]);
  expect(await cases('settled')).toEqual([]);
});

/** A sale whose words are too long for the office. */
function sellUnreadable(): string {
  const makeId = () => uuidV7(office.clock.nowMs, randomBytes(10));
  const [saleId, actorId] = [makeId(), makeId()];
  const things = [{ variantId: makeId(), quantityMilli: 1000, priceMinor: 5_000 }];
  const payload = { ...salePayload(makeId, { saleId, things }), cashierName: 'A'.repeat(200) };
  till.append({ type: 'sale.completed', entityId: saleId, actorId, payload });
  return saleId;
}

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
