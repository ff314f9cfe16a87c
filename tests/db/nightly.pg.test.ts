import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { uuidV7 } from '#shared/base/ids.ts';
import { type NightlyDeps, auditDue } from '#server/nightly/audit-due.ts';
import { rebuildRollups } from '#server/sync/apply/rollups/recompute-rollups.ts';
import { type Pool, openPool } from '#server/store/pool.ts';
import { TEST_PASSWORD, apiCaller, dataOf } from '../support/api-caller.ts';
import { salePayload } from '../sync/support/make-goods.ts';
import { type RealOffice, openRealOffice } from '../sync/support/real-office.ts';
import { TestTill } from '../sync/support/test-till.ts';

const NIGHT = Date.parse('2026-06-03T03:00:00Z');
const DAY_MS = 24 * 60 * 60 * 1000;

let office: RealOffice;
let pool: Pool;
const logged: { level: 'info' | 'error'; what: object }[] = [];

beforeEach(async () => {
  logged.length = 0;
  office = await openRealOffice();
  await sellOne();
  pool = openPool({ url: office.databaseUrl(), connectionsMax: 3, as: 'app' });
});
afterEach(async () => {
  await pool.end();
  await office[Symbol.asyncDispose]();
});

const makeId = () => uuidV7(office.clock.nowMs, randomBytes(10));

async function sellOne(): Promise<void> {
  const { url, clock, code } = office;
  const till = await TestTill.enrol({ url, clock: { nowMs: () => clock.nowMs }, makeId }, makeId(), await code());
  await till.hello();
  const saleId = makeId();
  const things = [{ variantId: makeId(), quantityMilli: 2000, priceMinor: 10_000 }];
  const payload = salePayload(makeId, { saleId, things, receiptNumber: 'LEK-T1-A-000001' });
  till.write('sale.completed', payload, { entityId: saleId });
  expect((await till.pushAll()).ok).toBe(true);
}

/** One server of several, as it stands at a moment. */
const server = (stopping = new AbortController().signal): NightlyDeps => ({
  pool,
  makeId,
  stopping,
  nowMs: () => office.clock.nowMs,
  log: {
    info: (what) => void logged.push({ level: 'info', what }),
    error: (what) => void logged.push({ level: 'error', what }),
  },
});
const errors = () => logged.filter(({ level }) => level === 'error');

async function cases(state: 'open' | 'settled') {
  const body = { email: 'ada@example.test', password: TEST_PASSWORD, client: 'program' };
  const came = await apiCaller(office)('POST', '/auth/login', { body });
  const owner = apiCaller(office, dataOf(came, z.looseObject({ accessToken: z.string() })).accessToken);
  const schema = z.array(z.looseObject({ entityId: z.string(), values: z.json(), settledReason: z.string() }));
  return dataOf(await owner('GET', `/cases?state=${state}&kind=sums_differ`), schema);
}

test('a sum that differs from the facts opens a case at night, and the case is settled once it is right again', async () => {
  office.clock.nowMs = NIGHT;
  expect(await auditDue(server())).toBe(1);
  expect(errors()).toEqual([]);
  await office.look`update rollup_sales_till set net_minor = net_minor + 1`;
  office.clock.nowMs += DAY_MS;
  expect(await auditDue(server())).toBe(1);
  expect(errors()[0]?.what).toMatchObject({ businessId: office.businessId, check: 'rollup_sales_till' });
  expect(await cases('open')).toMatchObject([{ entityId: office.businessId, values: { count: 1 } }]);
  await office.look.begin((tx) => rebuildRollups(tx, office.businessId, new Date(office.clock.nowMs)));
  office.clock.nowMs += DAY_MS;
  await auditDue(server());
  expect(await cases('open')).toEqual([]);
  expect(await cases('settled')).toMatchObject([{ settledReason: 'nothing differs any more' }]);
});

test('of many servers one audits a business, once in a night', async () => {
  office.clock.nowMs = NIGHT;
  const counts = await Promise.all([auditDue(server()), auditDue(server()), auditDue(server())]);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
  office.clock.nowMs += 60 * 60 * 1000;
  expect(await auditDue(server())).toBe(0);
  expect(errors()).toEqual([]);
});

test('nothing is audited by day, or by a server that stops; what it left is done by the next', async () => {
  office.clock.nowMs = Date.parse('2026-06-02T10:00:00Z');
  expect(await auditDue(server())).toBe(0);
  office.clock.nowMs = NIGHT;
  expect(await auditDue(server(AbortSignal.abort()))).toBe(0);
  expect(await auditDue(server())).toBe(1);
});
