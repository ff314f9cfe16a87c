import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Id, idSchema } from '#shared/base/ids.ts';
import { levelsCompleteThrough, onHandByBatch } from '#till/catalogue/on-hand.ts';
import { until } from '../sync/support/quick-timers.ts';
import { type RealOffice, openRealOffice } from '../sync/support/real-office.ts';
import { type TillSide, openTillSide } from '../sync/support/till-side.ts';
import { type FaultyLine, LINE_FAULTS, type LineFault, openFaultyLine } from './faulty-line.ts';

// Each wait inside has its own, shorter limit.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** Thirty seconds of silence pass in one. */
const SPEED = 30;
const PATHS = ['/api/v1/sync/token', '/api/v1/sync/hello', '/api/v1/sync/push', '/api/v1/sync/pull'] as const;
const FAULTS_EACH = 2;
const SALES_EACH = 3;

let office: RealOffice;
let line: FaultyLine;
let till: TillSide;
beforeAll(async () => {
  office = await openRealOffice();
});
afterAll(() => office[Symbol.asyncDispose]());
beforeEach(async () => {
  line = await openFaultyLine(office.url);
  till = await openTillSide({ nowMs: () => office.clock.nowMs, speed: SPEED });
  await till.enrol(line.url, await office.code());
  await till.settled();
});
afterEach(async () => {
  await till[Symbol.asyncDispose]();
  await line[Symbol.asyncDispose]();
});

const idOfTill = (): Id => idSchema.parse(till.store().read((reader) => reader.meta.identity()?.tillId));

/** Every sale of the till is at the office once, none waits anywhere, and both show the same stock. */
async function expectAllOnce(soldIds: readonly Id[], variantId: Id): Promise<void> {
  const there = await office.look<{ id: string }[]>`select id from sales_orders where till_id = ${idOfTill()}`;
  expect(there.map(({ id }) => id).toSorted()).toEqual(soldIds.toSorted());
  const [waiting] = await office.look<{ count: number }[]>`select count(*)::int as count from sync_quarantine
    where till_id = ${idOfTill()}`;
  expect(waiting).toEqual({ count: 0 });
  const [level] = await office.look<
    { milli: number }[]
  >`select quantity_milli as milli from inventory where variant_id = ${variantId}`;
  expect(level).toEqual({ milli: soldIds.length * -1000 });
  const shown = till.store().read((reader) => onHandByBatch(reader, variantId, levelsCompleteThrough(reader)));
  expect(shown.map(({ onHandMilli }) => onHandMilli)).toEqual([soldIds.length * -1000]);
  expect(till.status()).toMatchObject({ sign: 'saved', waiting: 0, quarantined: 0, isOnline: true, lastError: null });
}

describe.each(LINE_FAULTS)('a line with %s', (fault: LineFault) => {
  test('loses nothing and doubles nothing, whichever message it meets, and everything arrives once it heals, without another sale', async () => {
    const variantId = till.store().read((reader) => idSchema.parse(reader.meta.identity()?.tillId));
    const sold: Id[] = [];
    for (const path of PATHS) {
      let left = FAULTS_EACH;
      line.fault = (asked) => (asked === path && left > 0 ? ((left -= 1), fault) : null);
      till.stop();
      await till.start();
      for (let sale = 0; sale < SALES_EACH; sale += 1) sold.push(till.sell(variantId));
      // Once is enough where what got through anyhow leaves nothing to be said again.
      await until(`${path} met ${fault}`, () => left < FAULTS_EACH, 6_000);
      await till.settled();
    }
    await until('the till has heard of its own sales', () => {
      const { sign, lastError } = till.status();
      return sign === 'saved' && lastError === null;
    });
    const level = (): number | undefined =>
      till.store().read((reader) => reader.stock.levelsOf(variantId)[0]?.quantityMilli);
    await until('its levels came', () => level() === sold.length * -1000, 30_000);
    await expectAllOnce(sold, variantId);
    expect([...line.hit.keys()].toSorted()).toEqual(PATHS.map((path) => `${fault} ${path}`).toSorted());
  });
});
