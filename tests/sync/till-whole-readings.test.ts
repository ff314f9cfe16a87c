import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NO_ID } from '#shared/base/ids.ts';
import { HLC_ZERO } from '#shared/base/hlc.ts';
import { levelId } from '#shared/sync/feed-rows.ts';
import { until } from './support/quick-timers.ts';
import { type ScriptedOffice, openScriptedOffice } from './support/scripted-office.ts';
import { type TillSide, openTillSide } from './support/till-side.ts';
import { newId } from './support/till-file.ts';

vi.setConfig({ testTimeout: 60_000 });

const FAILURES = 10;
const LEVELS = 6;
const PULL = '/api/v1/sync/pull';

let office: ScriptedOffice;
let till: TillSide;
const variantIds = Array.from({ length: LEVELS }, newId);
const customerId = newId();

beforeEach(async () => {
  office = await openScriptedOffice();
  till = await openTillSide({ nowMs: Date.now });
  await till.enrol(office.url, '7F3K-22QD');
  putRound(1);
  await until('it is filled', () => seen().join() === whole(1) && till.status().completeClasses.length === 6);
});
afterEach(async () => {
  await till[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

/** One transaction of the office that moves rows of two classes. */
function putRound(round: number): void {
  const storeId = till.store().read((reader) => reader.meta.identity()?.storeId ?? newId());
  for (const variantId of variantIds) {
    const key = { storeId, variantId, batchId: NO_ID };
    const data = {
      ...key,
      quantityMilli: round * 1000,
      reorderLevelMilli: null,
      anchorHlc: HLC_ZERO,
      averageCostE4: 0,
    };
    office.put({ entity: 'level', id: levelId(key), op: 'put', data });
  }
  const fields = { name: String(round), phone: '', email: '', taxId: '', creditLimitMinor: 0, priceListId: null };
  const flags = { taxExempt: false, consent: false, isActive: true };
  office.put({ entity: 'customer', id: customerId, op: 'put', data: { fields: { ...fields, ...flags }, ranks: {} } });
}

const seen = (): string[] =>
  till
    .store()
    .read((reader) => [
      ...variantIds.map((id) => String((reader.stock.levelsOf(id)[0]?.quantityMilli ?? 0) / 1000)),
      reader.customers.byId(customerId)?.name ?? '0',
    ]);
const whole = (round: number): string => Array.from({ length: LEVELS + 1 }, () => String(round)).join();

/** Lets pulls fail until a page carries one row, and notes what the till shows at each pull after that. */
function pullInParts(alsoAt: (pull: number) => void = () => undefined): { shown: Set<string>; limits: number[] } {
  const noted = { shown: new Set<string>(), limits: new Array<number>() };
  let pulls = 0;
  office.fault = (path) => {
    if (path !== PULL) return null;
    pulls += 1;
    if (pulls <= FAILURES) return 'cut';
    noted.shown.add(seen().join());
    noted.limits.push(Number(office.requests.at(-1)?.query.get('limit')));
    alsoAt(pulls - FAILURES);
    return null;
  };
  return noted;
}

test('a reading that comes in parts is seen as a whole or not at all', async () => {
  const noted = pullInParts();
  putRound(2);
  office.poke();
  await until('all is here', () => seen().join() === whole(2));
  await until('nothing more is asked', () => noted.limits.length > 3);
  expect(noted.limits[0]).toBe(1);
  expect([...noted.shown].filter((shown) => shown !== whole(1) && shown !== whole(2))).toEqual([]);
});

test('parts of a session that ended are not used, and everything comes anew', async () => {
  const noted = pullInParts((pull) => {
    if (pull === 2) office.endSession();
    if (pull === 2) putRound(3);
  });
  putRound(2);
  office.poke();
  await until('all is here', () => seen().join() === whole(3));
  expect([...noted.shown].filter((shown) => shown !== whole(1) && shown !== whole(3))).toEqual([]);
});

test('what moves while the parts come is seen together with them', async () => {
  const noted = pullInParts((pull) => {
    if (pull === 2) putRound(3);
  });
  putRound(2);
  office.poke();
  await until('all is here', () => seen().join() === whole(3));
  expect([...noted.shown].filter((shown) => shown !== whole(1) && shown !== whole(3))).toEqual([]);
});
