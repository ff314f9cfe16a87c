import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { endOfDayEndpoint } from '#shared/api/report-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { type SignedInOwner, dataOf, registerOwner, signIn } from '../../support/api-caller.ts';
import { salePayload } from '../../sync/support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from '../../sync/support/sync-world.ts';
import type { TestTill } from '../../sync/support/test-till.ts';

const HOUR_MS = 3_600_000;
const NOON_MS = Date.parse('2026-06-01T11:00:00Z');
/** Tests don’t meet. */
const DAYS_APART_MS = 3 * 24 * HOUR_MS;

let world: SyncWorld;
let ada: SignedInOwner;
let storeId: Id;
let day: string;
let stores = 0;

beforeAll(async () => {
  world = await openSyncWorld(6);
  ada = await registerOwner(world.server, 'ada@example.test');
});
afterAll(() => world[Symbol.asyncDispose]());
/** Each test has a store and a day of its own, and begins at noon. */
beforeEach(async () => {
  stores += 1;
  const noonMs = NOON_MS + stores * DAYS_APART_MS;
  world.clock.advance(noonMs - world.clock.nowMs());
  day = new Date(noonMs).toISOString().slice(0, 10);
  ada = await signIn(world.server, ada.email);
  const body = { name: `Store ${stores}`, code: `ST${stores}`, timeZone: 'Africa/Lagos' };
  storeId = dataOf(await ada.call('POST', '/stores', { body }), z.looseObject({ id: z.string() })).id;
});

type Drawer = { readonly till: TestTill; readonly shiftId: Id };

async function opened(): Promise<Drawer> {
  const till = await world.till({ businessId: ada.businessId, storeId, ownerId: ada.userId });
  return openDrawer(till);
}

function openDrawer(till: TestTill): Drawer {
  const shiftId = world.makeId();
  const [shiftDate, openedAtMs] = [day, world.clock.nowMs()];
  till.write('shift.opened', { shiftId, floatMinor: minor(0), shiftDate, openedAtMs });
  return { till, shiftId };
}

function sell({ till, shiftId }: Drawer): void {
  const things = [{ variantId: world.makeId(), quantityMilli: 1000, priceMinor: 700 }];
  till.write('sale.completed', salePayload(world.makeId, { saleId: world.makeId(), shiftId, things }));
}

function close({ till, shiftId }: Drawer): void {
  const sums = { countedMinor: minor(0), expectedMinor: minor(0), varianceMinor: minor(0), varianceReason: '' };
  const counts = { counted: [], saleCount: 1, refundCount: 0, tenders: [] };
  till.write('shift.closed', { shiftId, closedAtMs: world.clock.nowMs(), ...sums, ...counts });
}

/** Whatever it wrote, by a line that was away. */
async function push({ till }: Drawer): Promise<void> {
  await till.signIn();
  expect((await till.hello()).verdict).toBe('normal');
  expect(await till.pushAll()).toMatchObject({ ok: true });
}

const later = (hours: number): void => world.clock.advance(hours * HOUR_MS);

/** @param saleCount how many sales of the day are here */
async function hasChanged(saleCount: number): Promise<boolean> {
  ada = await signIn(world.server, ada.email);
  const came = await ada.call('GET', `/reports/end-of-day?date=${day}&storeId=${storeId}`);
  const report = dataOf(came, endOfDayEndpoint.answer);
  expect(report.total.figures.saleCount).toBe(saleCount);
  return report.changedSinceClosed;
}

test('a day that was closed says so when an hour later a till brings what it sold without a line', async () => {
  const [counter, kiosk] = [await opened(), await opened()];
  await push(counter);
  sell(counter);
  sell(kiosk);
  later(1);
  close(counter);
  await push(counter);
  expect(await hasChanged(1)).toBe(false);
  later(1);
  await push(kiosk);
  expect(await hasChanged(2)).toBe(true);
});

test('and where that till sold on after the others had closed, once the day is over', async () => {
  const [counter, kiosk] = [await opened(), await opened()];
  close(counter);
  await push(counter);
  later(2);
  sell(kiosk);
  close(kiosk);
  later(20);
  await push(kiosk);
  expect(await hasChanged(1)).toBe(true);
});

test('a day that nobody could have seen closed has not changed since', async () => {
  const alone = await opened();
  await push(alone);
  later(1);
  sell(alone);
  later(1);
  close(alone);
  // Its sales and its close come together, a day after.
  later(30);
  await push(alone);
  expect(await hasChanged(1)).toBe(false);
});

test('nor has one on which another drawer is known to be open, or the next one was opened', async () => {
  const [counter, kiosk] = [await opened(), await opened()];
  await push(counter);
  await push(kiosk);
  sell(kiosk);
  later(1);
  close(counter);
  await push(counter);
  later(1);
  await push(kiosk);
  expect(await hasChanged(1)).toBe(false);
  close(kiosk);
  await push(kiosk);
  const next = openDrawer(counter.till);
  sell(next);
  later(0.5);
  await push(next);
  expect(await hasChanged(2)).toBe(false);
});
