import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { idSchema } from '#shared/base/ids.ts';
import { until } from '../sync/support/quick-timers.ts';
import { type RealOffice, openRealOffice } from '../sync/support/real-office.ts';
import { type TillSide, openTillSide } from '../sync/support/till-side.ts';
import { type FaultyLine, openFaultyLine } from './faulty-line.ts';

/** How many sales wait: a few hundred among all tests, 10,000 with `LINE_SALES=10000`. */
const SALES = Number(process.env['LINE_SALES'] ?? 300);
/** The till's timers, and the line with them, run so many times as fast. */
const SPEED = 20;
const WITHIN_MS = 60_000 + SALES * 250;

vi.setConfig({ testTimeout: WITHIN_MS + 60_000, hookTimeout: 60_000 });

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

/** Sells while nothing gets through, and gives what was sold. */
function sellOffline(): string[] {
  line.fault = () => 'refuse';
  return Array.from({ length: SALES }, () => till.sell());
}

/**
 * Lets everything through to a till that begins to send just then: for the time without a line the watchdog may have torn it
 * down, as it must, and be about to again. Gives how often it had.
 */
function openLine(): number {
  line.fault = () => null;
  till.worker().start();
  return till.status().watchdogCount;
}

/** @param torn how often the watchdog had torn the line down before it opened: never since, for something moved all the while */
async function expectAllOnce(sold: readonly string[], torn: number): Promise<void> {
  const tillId = idSchema.parse(till.store().read((reader) => reader.meta.identity()?.tillId));
  const there = await office.look<{ id: string }[]>`select id from sales_orders where till_id = ${tillId}`;
  expect(there.map(({ id }) => id).toSorted()).toEqual(sold.toSorted());
  expect(till.status()).toMatchObject({ waiting: 0, quarantined: 0, watchdogCount: torn });
}

test('a backlog gets through a line that breaks every few seconds, once each', async () => {
  const sold = sellOffline();
  let breaks = 0;
  const breaking = setInterval(() => {
    breaks += 1;
    line.cutAll();
  }, 4000 / SPEED);
  const torn = openLine();
  await until('everything is through', () => till.status().waiting === 0, WITHIN_MS);
  clearInterval(breaking);
  expect(breaks).toBeGreaterThan(0);
  await till.settled();
  await expectAllOnce(sold, torn);
});

test('a backlog gets through a line of two kilobytes a second, once each, and no deadline cuts what still moves', async () => {
  const sold = sellOffline();
  line.bytesPerSecond = 2000 * SPEED;
  const torn = openLine();
  await until('everything is through', () => till.status().waiting === 0, WITHIN_MS);
  await expectAllOnce(sold, torn);
});
