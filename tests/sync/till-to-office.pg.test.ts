import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type Log, SILENT_LOG } from '#till/ports/log.ts';
import { levelsCompleteThrough, onHandByBatch } from '#till/catalogue/on-hand.ts';
import { dataOf } from '../support/api-caller.ts';
import { until } from './support/quick-timers.ts';
import { type RealOffice, openRealOffice } from './support/real-office.ts';
import { type TillSide, openTillSide } from './support/till-side.ts';

let office: RealOffice;
let till: TillSide;
let losesAnswer: (path: string) => boolean;
const logged: string[] = [];
const log: Log = {
  ...SILENT_LOG,
  info: (event) => void logged.push(event),
  warn: (event) => void logged.push(event),
};

beforeEach(async () => {
  losesAnswer = () => false;
  logged.length = 0;
  office = await openRealOffice();
  till = await openTill();
});

afterEach(async () => {
  await till[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

const openTill = (dataDir?: string): Promise<TillSide> =>
  openTillSide({
    ...(dataDir === undefined ? {} : { dataDir }),
    nowMs: () => office.clock.nowMs,
    losesAnswer: (path) => losesAnswer(path),
    log,
  });
async function enrol(side = till): Promise<void> {
  await side.enrol(office.url, await office.code());
  await side.settled();
}
const count = async (table: string): Promise<number> =>
  Number((await office.look.unsafe(`select count(*)::int as n from ${table}`))[0]?.['n']);
const shown = (side: TillSide, variantId: string): number =>
  side.store().read((reader) => onHandByBatch(reader, variantId, levelsCompleteThrough(reader))[0]?.onHandMilli ?? 0);
const levelRow = (side: TillSide, variantId: string): number | undefined =>
  side.store().read((reader) => reader.stock.levelsOf(variantId)[0]?.quantityMilli);
const filled = (side: TillSide) => until('it is filled', () => side.status().completeClasses.length === 6);

test('a till enrols, is filled, and its sales reach the office once each, with their effects', async () => {
  await enrol();
  await filled(till);
  expect(till.store().read((reader) => reader.records.get('business', office.businessId)?.fields['name'])).toBe(
    'Ada Stores',
  );
  const variantId = office.storeId;
  const ids = Array.from({ length: 1000 }, () => till.sell(variantId));
  expect(shown(till, variantId)).toBe(-1_000_000);
  await till.settled();
  expect(await count('sales_orders')).toBe(1000);
  const rows = await office.look`select id from sales_orders`;
  expect(new Set(rows.map((row) => String(row['id'])))).toEqual(new Set(ids));
  const atOffice = await office.look`select quantity_milli from inventory`;
  expect(atOffice.map((row) => Number(row['quantity_milli']))).toEqual([-1_000_000]);
  await until('the level that came back contains them', () => levelRow(till, variantId) === -1_000_000);
  expect(shown(till, variantId)).toBe(-1_000_000);
  expect(till.status()).toMatchObject({ sign: 'saved', waiting: 0, quarantined: 0, state: 'normal' });
});

test('a server that stopped and started again gets everything, once, without another sale', async () => {
  await enrol();
  till.sell();
  await till.settled();
  await office.stop();
  for (let sold = 0; sold < 50; sold += 1) till.sell();
  await until('the till noticed', () => till.status().lastError !== null && !till.status().isOnline);
  expect(till.status()).toMatchObject({ sign: 'waiting', waiting: 50 });
  await office.start();
  await till.settled();
  expect(await count('sales_orders')).toBe(51);
});

test('answers that get lost after the commit double nothing', async () => {
  await enrol();
  let lost = 0;
  losesAnswer = (path) => path === '/api/v1/sync/push' && (lost += 1) <= 4;
  for (let sold = 0; sold < 20; sold += 1) till.sell();
  await till.settled();
  expect(lost).toBeGreaterThan(4);
  expect(await count('sales_orders')).toBe(20);
  expect(await count('changes')).toBeGreaterThanOrEqual(20);
});

test('what the owner edits is at the till, and a second till knows the first one’s sales', async () => {
  await enrol();
  await filled(till);
  const body = { name: 'Peak Milk 400 g', sku: 'PM400', sellingPriceMinor: 125_000, costE4: 500_000 };
  const product = dataOf(await office.owner('POST', '/products', { body }), z.looseObject({ id: z.string() }));
  await until(
    'the product is here',
    () => till.store().read((reader) => reader.records.get('product', product.id)) !== null,
  );
  const saleId = till.sell();
  await till.settled();
  await using second = await openTill();
  await enrol(second);
  await until('it knows the sale', () => second.store().read((reader) => reader.sales.document(saleId)) !== null);
  expect(second.store().read((reader) => reader.sales.byId(saleId)?.isOwn)).toBe(false);
  expect(second.store().read((reader) => reader.records.get('product', product.id)?.fields['name'])).toBe(
    'Peak Milk 400 g',
  );
});

test('a till from a backup gets back what it sold, and both sides end with every sale once', async () => {
  await enrol();
  const ids = [till.sell(), till.sell()];
  await till.settled();
  const backup = till.backUp();
  ids.push(till.sell(), till.sell(), till.sell());
  await till.settled();
  const first = till.store().read((reader) => reader.meta.epoch()?.epoch);
  await office.stop();
  await till.restore(backup);
  ids.push(till.sell(), till.sell());
  await office.start();
  await until(
    'it healed',
    () =>
      till.store().read((reader) => reader.meta.epoch()?.epoch) !== first && till.worker().memory.state === 'normal',
  );
  await till.settled();
  const rows = await office.look`select id from sales_orders`;
  expect(rows.map((row) => String(row['id'])).toSorted()).toEqual(ids.toSorted());
  for (const id of ids) expect(till.store().read((reader) => reader.sales.byId(id))).not.toBeNull();
  expect(await count('sync_quarantine')).toBe(0);
});

test('an office that does not know the till’s cursor any more has it read anew, while waiting sales stay', async () => {
  await enrol();
  await filled(till);
  till.sell();
  await till.settled();
  const cursor = () => till.store().read((reader) => reader.meta.get('feed_cursor'));
  const before = cursor();
  await office.stop();
  till.sell();
  // As after a restore: the mark under which the cursor was given is of a time that the database never saw.
  await office.look`delete from feed_marks`;
  await office.look`update business_feed set mark = gen_random_uuid()`;
  await office.start();
  await till.settled();
  await until(
    'it was read anew',
    () =>
      logged.includes('sync_office_went_back') &&
      cursor() !== before &&
      till.store().read((reader) => reader.meta.get('resync_classes')) === null &&
      till.status().completeClasses.length === 6,
  );
  expect(logged).toContain('sync_office_went_back');
  expect(till.store().read((reader) => reader.records.get('business', office.businessId)?.isDeleted)).toBe(false);
  expect(await count('sales_orders')).toBe(2);
});

test('a second process of the same till ends the first one’s session, which says hello again', async () => {
  await enrol();
  till.sell();
  await till.settled();
  till.stop();
  await till.start();
  till.sell();
  await till.settled();
  expect(await count('sales_orders')).toBe(2);
});

test('a copied machine is found by its sessions: both stop syncing, and both go on selling', async () => {
  await enrol();
  till.sell();
  await till.settled();
  const copy = mkdtempSync(join(tmpdir(), 'till-copy-'));
  cpSync(till.dataDir, copy, { recursive: true });
  await using other = await openTill(copy);
  other.worker().start();
  await until('both are known', () => {
    // Each goes on selling, and so uses its session.
    till.sell();
    other.sell();
    return [till, other].every((side) => side.worker().memory.state === 'cloned');
  });
  const waiting = till.status().waiting;
  till.sell();
  expect(till.status()).toMatchObject({ state: 'cloned', sign: 'attention', waiting: waiting + 1 });
});
