import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ErrorCode } from '#shared/base/error-codes.ts';
import { PULL_LIMIT_DEFAULT } from '#shared/sync/limits.ts';
import { until } from './support/quick-timers.ts';
import { type ScriptedOffice, openScriptedOffice } from './support/scripted-office.ts';
import { type TillSide, openTillSide } from './support/till-side.ts';

vi.setConfig({ testTimeout: 60_000 });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const [PULL, PUSH, AUDIT] = ['/api/v1/sync/pull', '/api/v1/sync/push', '/api/v1/sync/audit'];

let office: ScriptedOffice;
let till: TillSide;
let isDiskFull = false;

beforeEach(async () => {
  isDiskFull = false;
  office = await openScriptedOffice();
  till = await openTillSide({ nowMs: Date.now, speed: 10, isDiskFull: () => isDiskFull });
  await till.enrol(office.url, '7F3K-22QD');
  await until('it is filled', () => till.status().completeClasses.length === 6);
});
afterEach(async () => {
  await till[Symbol.asyncDispose]();
  await office[Symbol.asyncDispose]();
});

const asked = (path: string | undefined): number => office.requests.filter((request) => request.path === path).length;
const state = () => till.worker().memory.state;

/** Lets the time pass by which it asks at the latest, a minute at a time; adding up its days takes some of it. */
async function untilAsked(): Promise<void> {
  for (let minutes = 0; asked(AUDIT) === 0; minutes += 1) {
    if (minutes > 50) throw new Error('it asked about no closed day');
    await till.pass(MINUTE_MS);
  }
}

test('a till that was just started asks about no closed day, and later once, whatever the answer', async () => {
  await till.pass(5 * MINUTE_MS);
  expect(asked(AUDIT)).toBe(0);
  await untilAsked();
  await till.pass(25 * MINUTE_MS);
  expect(asked(AUDIT)).toBe(1);
});

test.each(['cut', 'html', { status: 503, code: 'internal' }, { status: 409, code: 'till_cloned' }] as const)(
  'an audit that fails by %j is nobody else’s failure',
  async (fault) => {
    const hellos = asked('/api/v1/sync/hello');
    office.fault = (path) => (path === AUDIT ? fault : null);
    await till.pass(2 * HOUR_MS);
    expect(asked(AUDIT)).toBeGreaterThan(1);
    expect(asked(AUDIT)).toBeLessThan(12);
    const limits = office.requests.flatMap(({ path, query }) => (path === PULL ? [Number(query.get('limit'))] : []));
    expect(Math.min(...limits)).toBe(PULL_LIMIT_DEFAULT);
    expect(till.status()).toMatchObject({ state: 'normal', isOnline: true, lastError: null, watchdogCount: 0 });
    till.sell();
    await until('the sale is there', () => [...office.held.values()].flat().length === 1);
    expect(asked('/api/v1/sync/hello')).toBe(hellos);
  },
);

test('an audit that hangs keeps no sale and no pull waiting', async () => {
  let isHanging = false;
  office.fault = (path) => {
    if (path !== AUDIT) return null;
    isHanging = true;
    return 'hang';
  };
  // Its passing time waits for requests, and this one does not end.
  void till.pass(HOUR_MS).catch(() => undefined);
  await until('it hangs', () => isHanging);
  const pulls = asked(PULL);
  till.sell();
  await until('the sale is there', () => [...office.held.values()].flat().length === 1);
  office.poke();
  await until('it pulled', () => asked(PULL) > pulls);
});

test('on a full disk it waits without a word, and asks once there is room', async () => {
  isDiskFull = true;
  await till.pass(2 * HOUR_MS);
  expect(asked(AUDIT)).toBe(0);
  isDiskFull = false;
  await untilAsked();
});

test('while a sale waits it asks nothing', async () => {
  office.fault = (path) => (path === PUSH ? { status: 503, code: 'internal' } : null);
  till.sell();
  await till.pass(2 * HOUR_MS);
  expect(asked(PUSH)).toBeGreaterThan(1);
  expect(asked(AUDIT)).toBe(0);
});

test.each([
  ['revoked', 403, 'till_revoked'],
  ['cloned', 409, 'till_cloned'],
] as const)('a till that is %s asks nothing', async (expected, status, code: ErrorCode) => {
  office.fault = (path) => (path === PULL || path === '/api/v1/sync/hello' ? { status, code } : null);
  await until('it knows', () => state() === expected);
  await till.pass(2 * HOUR_MS);
  expect(asked(AUDIT)).toBe(0);
});
