import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { levelsCompleteThrough, onHandByBatch } from '#till/catalogue/on-hand.ts';
import { compareLevels } from '#server/sync/apply/levels/compare-levels.ts';
import { compareRollups } from '#server/sync/apply/rollups/recompute-rollups.ts';
import { dataOf } from '../support/api-caller.ts';
import { until } from './support/quick-timers.ts';
import { type RealOffice, openRealOffice } from './support/real-office.ts';
import { type TillSide, openTillSide } from './support/till-side.ts';

let office: RealOffice;
const tills: TillSide[] = [];

beforeEach(async () => {
  office = await openRealOffice();
});
afterEach(async () => {
  for (const till of tills.splice(0)) await till[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

async function openTill(): Promise<TillSide> {
  const till = await openTillSide({ nowMs: () => office.clock.nowMs });
  tills.push(till);
  await till.enrol(office.url, await office.code());
  await till.settled();
  await until('it is filled', () => till.status().completeClasses.length === 6);
  return till;
}
const shown = (side: TillSide, variantId: string): number =>
  side.store().read((reader) => onHandByBatch(reader, variantId, levelsCompleteThrough(reader))[0]?.onHandMilli ?? 0);
const isCalm = (side: TillSide): boolean =>
  side.worker().memory.state === 'normal' &&
  side.status().waiting === 0 &&
  side.status().completeClasses.length === 6 &&
  side.store().read((reader) => reader.meta.get('resync_classes')) === null;
const saleIds = async () =>
  (await office.look`select id from sales_orders order by id`).map((row) => String(row['id']));
const makeProduct = async (name: string) =>
  dataOf(
    await office.owner('POST', '/products', { body: { name, sellingPriceMinor: 1000, costE4: 1 } }),
    z.looseObject({ id: z.string() }),
  ).id;

test('a server restored from a backup is healed by its tills, one enrolled since the backup too, and nothing is there twice', async () => {
  const first = await openTill();
  const variantId = office.storeId;
  const sold = [first.sell(variantId), first.sell(variantId)];
  await first.settled();
  await office.backUp();
  sold.push(first.sell(variantId), first.sell(variantId), first.sell(variantId));
  await first.settled();
  const second = await openTill();
  sold.push(second.sell(variantId), second.sell(variantId));
  await second.settled();
  const lostProduct = await makeProduct('Made since the backup');
  await until(
    'all is at the tills',
    () =>
      shown(second, variantId) === -7000 &&
      [first, second].every((till) => till.store().read((r) => r.records.get('product', lostProduct)) !== null),
  );
  await office.restore();
  sold.push(first.sell(variantId), second.sell(variantId));
  const seen = new Set<number>();
  await until('both are healed', () => {
    seen.add(shown(first, variantId));
    return isCalm(first) && isCalm(second) && shown(first, variantId) === -9000 && shown(second, variantId) === -9000;
  });
  expect(await saleIds()).toEqual(sold.toSorted());
  expect(await office.look`select id from sync_quarantine`).toHaveLength(0);
  const [level] = await office.look`select quantity_milli from inventory where variant_id = ${variantId}`;
  expect(Number(level?.['quantity_milli'])).toBe(-9000);
  for (const till of [first, second]) {
    await until('what was made only in the web since is there, as the tills gave it back', () =>
      till.store().read((reader) => reader.records.get('product', lostProduct)?.isDeleted === false),
    );
  }
  expect(await office.look`select id from products where id = ${lostProduct} and not is_deleted`).toHaveLength(1);
  const difference = await office.look.begin(async (tx) => [
    ...(await compareLevels(tx, office.businessId)),
    ...(await compareRollups(tx, office.businessId)),
  ]);
  expect(difference).toEqual([]);
  const [zero] = await office.look`select epoch_counter from till_sync where kind = 'server' and store_id is null`;
  expect(Number(zero?.['epoch_counter'])).toBeGreaterThan(1);
});

test.each([
  { what: 'read everything', reads: true },
  { what: 'read nothing since the backup', reads: false },
])('a till that has nothing to send and $what sends again what a restored server forgot', async ({ reads }) => {
  const till = await openTill();
  const sold = [till.sell()];
  await till.settled();
  await until('it is calm', () => isCalm(till));
  await office.backUp();
  await until('it is back', () => isCalm(till));
  const cursor = till.store().read((reader) => reader.meta.get('feed_cursor'));
  sold.push(till.sell(), till.sell());
  await till.settled();
  await until('the office has them', async () => (await saleIds()).length === 3);
  if (!reads) till.store().write((writer) => writer.meta.set('feed_cursor', cursor ?? ''));
  await office.restore();
  await until('the office has them again', async () => (await saleIds()).length === 3);
  expect(await saleIds()).toEqual(sold.toSorted());
  await until('it is calm again', () => isCalm(till));
});

test('a restored server hears from the cursor of a till that sold nothing since: the web writes on under a new epoch and series', async () => {
  const till = await openTill();
  const kept = await makeProduct('Made before the backup');
  await office.backUp();
  const lost = await makeProduct('Made since the backup');
  const isThere = (id: string): boolean =>
    till.store().read((reader) => reader.records.get('product', id)?.isDeleted === false);
  await until('both are at the till', () => isThere(kept) && isThere(lost));
  await till.settled();
  const series = async () => {
    const rows = await office.look`select e.series from till_sync t join till_epochs e on e.business_id = t.business_id
      and e.till_id = t.till_id and e.counter = t.epoch_counter where t.kind = 'server' and e.last_seq > 0`;
    return rows.map((row) => String(row['series']));
  };
  expect(await series()).toEqual(['W']);
  await office.restore();
  till.networkReturns();
  await until('it has given back what was lost', () => isCalm(till));
  await until('the server has it again', async () => {
    const rows = await office.look`select id from products where id = ${lost} and not is_deleted`;
    return rows.length === 1;
  });
  await makeProduct('Made after the restore');
  expect(await series()).toEqual(['WA']);
  // The store's own writer gave no receipt before the backup, but may have since.
  const [ofStore] =
    await office.look`select e.series from till_epochs e join till_sync t on t.business_id = e.business_id
    and t.till_id = e.till_id and t.epoch_counter = e.counter where t.kind = 'server' and t.store_id is not null`;
  expect(ofStore?.['series']).toBe('WA');
});

test('a restored server that wrote on before any till came hides nothing from them', async () => {
  const till = await openTill();
  const lost = await makeProduct('Lost with the backup');
  await until('the till has it', () => till.store().read((reader) => reader.records.get('product', lost)) !== null);
  const cursor = till.store().read((reader) => reader.meta.get('feed_cursor'));
  till.worker().stop();
  await office.stop();
  // As a backup of a moment ago has it: the same mark, and fewer numbers given under it.
  await office.look.begin(async (tx) => {
    await tx`select set_config('stockavoo.feed_writer', 'on', true)`;
    const gone = await tx`delete from feed where id = ${lost} or entity = 'product_variant' returning id`;
    await tx`update business_feed set counter = counter - ${gone.length}`;
  });
  await office.start();
  const made: string[] = [];
  for (let count = 0; count < 3; count += 1) made.push(await makeProduct(`Made after it ${count}`));
  till.worker().start();
  await until('it has what was made since', () =>
    till.store().read((reader) => made.every((id) => reader.records.get('product', id) !== null)),
  );
  expect(till.store().read((reader) => reader.meta.get('feed_cursor'))).not.toBe(cursor);
});

test('a till from before the backup whose place was taken since it is still its successor’s', async () => {
  const old = await openTill();
  old.sell();
  await old.settled();
  const tillId = old.store().read((reader) => reader.meta.identity()?.tillId ?? '');
  await office.backUp();
  old.worker().stop();
  const code = dataOf(
    await office.owner('POST', `/stores/${office.storeId}/tills/enrolment-code`, { body: { replaces: tillId } }),
    z.object({ code: z.string() }),
  ).code;
  const next = await openTillSide({ nowMs: () => office.clock.nowMs });
  tills.push(next);
  await next.enrol(office.url, code);
  next.sell();
  await next.settled();
  await office.restore();
  next.sell();
  await until('the successor is known by its certificate', () => isCalm(next));
  await until('its sales are there', async () => (await saleIds()).length === 3);
});
