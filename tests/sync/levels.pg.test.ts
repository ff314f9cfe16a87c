import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NO_ID, type Id } from '#shared/base/ids.ts';
import { costE4 } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { readTenant, withTenant } from '#server/store/tenant-transaction.ts';
import { compareLevels } from '#server/sync/apply/levels/compare-levels.ts';
import { compareRollups, rebuildRollups } from '#server/sync/apply/rollups/recompute-rollups.ts';
import { salePayload } from './support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from './support/sync-world.ts';
import type { TestTill } from './support/test-till.ts';

let world: SyncWorld;
beforeAll(async () => {
  world = await openSyncWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 5, 1, 1);

function sell(till: TestTill, variantId: Id, quantityMilli: number, atMs: number): void {
  till.write(
    'sale.completed',
    salePayload(world.makeId, { saleId: world.makeId(), things: [{ variantId, quantityMilli, priceMinor: 333 }] }),
    { atMs },
  );
}
function receive(till: TestTill, variantId: Id, quantityMilli: number, atMs: number): void {
  const lines = [
    { id: world.makeId(), variantId, batchId: NO_ID, quantityMilli: milli(quantityMilli), unitCostE4: costE4(12_345) },
  ];
  till.write('stock.received', { receiptId: world.makeId(), supplierId: null, note: '', lines }, { atMs });
}
function count(till: TestTill, variantId: Id, countedMilli: number, atMs: number): void {
  const lines = [
    { id: world.makeId(), variantId, batchId: NO_ID, countedMilli: milli(countedMilli), expectedMilli: milli(0) },
  ];
  till.write('stock.counted', { countId: world.makeId(), note: '', lines }, { atMs });
}
const level = async (variantId: Id) =>
  (
    await world.root<{ quantity_milli: number }[]>`select quantity_milli from inventory where variant_id = ${variantId}`
  )[0]?.quantity_milli;
const variances = async (variantId: Id) => {
  const rows = await world.root<{ variance_milli: number }[]>`
    select variance_milli from stock_count_lines where variant_id = ${variantId} order by hlc`;
  return rows.map((row) => row.variance_milli);
};

/** Of two counts with one stamp the first to arrive stays: arrivals are a millisecond apart, as everywhere. */
function pushLater(till: TestTill): ReturnType<TestTill['pushAll']> {
  world.server.clock.advance(1);
  return till.pushAll();
}

test('a count is an anchor: what happened before and comes later moves its variance, not the level', async () => {
  const [counter, late] = [await world.till(), await world.till()];
  const variantId = world.makeId();
  receive(counter, variantId, 10_000, START_MS);
  count(counter, variantId, 8000, START_MS + 2 * HOUR_MS);
  sell(counter, variantId, 1000, START_MS + 3 * HOUR_MS);
  await counter.pushAll();
  expect(await level(variantId)).toBe(7000);
  expect(await variances(variantId)).toEqual([-2000]);
  sell(late, variantId, 2000, START_MS + HOUR_MS);
  await late.pushAll();
  expect(await level(variantId)).toBe(7000);
  expect(await variances(variantId)).toEqual([0]);
  sell(late, variantId, 500, START_MS + 4 * HOUR_MS);
  await late.pushAll();
  expect(await level(variantId)).toBe(6500);
});

test('an older count that arrives late leaves the level alone, and splits the variance', async () => {
  const [one, other] = [await world.till(), await world.till()];
  const variantId = world.makeId();
  receive(one, variantId, 10_000, START_MS);
  count(one, variantId, 5000, START_MS + 4 * HOUR_MS);
  await one.pushAll();
  count(other, variantId, 9000, START_MS + 2 * HOUR_MS);
  await other.pushAll();
  expect(await level(variantId)).toBe(5000);
  expect(await variances(variantId)).toEqual([-1000, -4000]);
});

test('a wrong clock counts as its arrival at most, and never falls behind the change before it', async () => {
  const till = await world.till();
  const variantId = world.makeId();
  receive(till, variantId, 1000, world.clock.nowMs() + 365 * 24 * HOUR_MS);
  sell(till, variantId, 400, START_MS);
  await till.pushAll();
  const rows = await world.root<
    { hlc: string }[]
  >`select hlc from stock_movements where variant_id = ${variantId} order by kind`;
  const now = Math.max(...rows.map((row) => Number.parseInt(row.hlc.slice(0, 12), 16)));
  expect(now).toBeLessThanOrEqual(world.clock.nowMs());
  const [received, sold] = rows.map((row) => row.hlc);
  expect((received ?? '') < (sold ?? '')).toBe(true);
});

test('whatever arrives in whatever order, levels, variances and sums are what the facts say', async () => {
  const step = fc.record({
    till: fc.nat(2),
    variant: fc.nat(2),
    kind: fc.constantFrom('sell', 'receive', 'count'),
    quantity: fc.integer({ min: 1, max: 20 }),
    hour: fc.nat(8),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 30 }),
      fc.array(fc.nat(2), { maxLength: 6 }),
      async (steps, pushes) => {
        const tills = [await world.till(), await world.till(), await world.till()];
        const variants = [world.makeId(), world.makeId(), world.makeId()];
        for (const { till, variant, kind, quantity, hour } of steps) {
          const [at, goods] = [tills[till], variants[variant]];
          if (at === undefined || goods === undefined) continue;
          const atMs = START_MS + hour * HOUR_MS;
          if (kind === 'sell') sell(at, goods, quantity * 1000, atMs);
          else if (kind === 'receive') receive(at, goods, quantity * 1000, atMs);
          else count(at, goods, quantity * 1000, atMs);
          if (pushes.includes(quantity % 7)) await pushLater(at);
        }
        for (const till of tills)
          if (till.log.length > till.acked.seq) expect(await pushLater(till)).toMatchObject({ ok: true });
        expect(await readTenant(world.pool, world.businessId, (tx) => compareLevels(tx, world.businessId))).toEqual([]);
        expect(await readTenant(world.pool, world.businessId, (tx) => compareRollups(tx, world.businessId))).toEqual(
          [],
        );
      },
    ),
    { numRuns: 25, endOnFailure: true },
  );
});

test('a rollup that was spoilt is found, and put right from the facts', async () => {
  const compare = () => readTenant(world.pool, world.businessId, (tx) => compareRollups(tx, world.businessId));
  await world.root`update rollup_sales_hour set net_minor = net_minor + 1`;
  await world.root`delete from rollup_sales_tender`;
  expect(new Set((await compare()).map(({ table }) => table))).toEqual(
    new Set(['rollup_sales_hour', 'rollup_sales_tender']),
  );
  await withTenant(world.pool, world.businessId, (tx) =>
    rebuildRollups(tx, world.businessId, new Date(world.clock.nowMs())),
  );
  expect(await compare()).toEqual([]);
});
