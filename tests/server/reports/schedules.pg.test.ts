import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import {
  addReportScheduleEndpoint,
  getReportScheduleEndpoint,
  listReportSchedulesEndpoint,
} from '#shared/api/report-schedule-endpoints.ts';
import { minor } from '#shared/base/money.ts';
import { type SignedInOwner, TEST_PASSWORD, dataOf, registerOwner, signIn } from '../../support/api-caller.ts';
import { salePayload } from '../../sync/support/make-goods.ts';
import { type SyncWorld, openSyncWorld } from '../../sync/support/sync-world.ts';
import { lookRound } from '../support/look-round.ts';

const HOUR_MS = 3_600_000;
const idOf = z.looseObject({ id: z.string() });

let world: SyncWorld;
let ada: SignedInOwner;
let mia: SignedInOwner;
let storeId: string;

beforeAll(async () => {
  world = await openSyncWorld(6);
  ada = await registerOwner(world.server, 'ada@example.test');
  storeId = dataOf(
    await ada.call('POST', '/stores', { body: { name: 'Kano', code: 'KAN', timeZone: 'Africa/Lagos' } }),
    idOf,
  ).id;
  const roles = dataOf(await ada.call('GET', '/roles'), z.array(z.looseObject({ id: z.string(), key: z.string() })));
  const roleId = roles.find(({ key }) => key === 'manager')?.id;
  const person = { fullName: 'Mia', roleId, storeIds: [storeId], email: 'mia@example.test', password: TEST_PASSWORD };
  await ada.call('POST', '/users', { body: person });
  await world.root`update users set is_verified = true where email = 'mia@example.test'`;
  mia = await signIn(world.server, 'mia@example.test');
});
afterAll(() => world[Symbol.asyncDispose]());

const DAILY = {
  name: 'Sales of the day',
  report: { type: 'sales-summary', format: 'csv', groupBy: 'day' },
  every: 'day',
  time: '07:30',
  recipients: ['Books@example.test', 'books@example.test', 'ada@example.test'],
} as const;

const add = async (by: SignedInOwner, body: object = DAILY) =>
  dataOf(await by.call('POST', '/report-schedules', { body }), addReportScheduleEndpoint.answer);
const read = async (by: SignedInOwner, id: string) =>
  dataOf(await by.call('GET', `/report-schedules/${id}`), getReportScheduleEndpoint.answer);

/** Later, with several servers that look at the same moment, and nobody signed in for too long. */
async function later(hours: number): Promise<void> {
  world.clock.advance(hours * HOUR_MS);
  [ada, mia] = [await signIn(world.server, ada.email), await signIn(world.server, mia.email)];
  await Promise.all([1, 2, 3].map(() => lookRound(world.server.deps)));
}

const reportsTo = async (address: string): Promise<string[]> =>
  (await world.server.outbox()).filter((text) => text.includes(`To: ${address}`) && text.includes('has it sent'));

/** The rows of the CSV that is attached to a message. */
function attachedRows(mail: string): string[][] {
  const [, encoded = ''] = /filename=\S+\r?\n(?:\S.*\r?\n)*\r?\n([A-Za-z0-9+/=\r\n]+)/.exec(mail) ?? [];
  return z.array(z.array(z.string())).parse(parse(Buffer.from(encoded, 'base64'), { bom: true }));
}

test('a report goes out once at its time by the store’s clock, to each that is named, and says what was sold', async () => {
  const till = await world.till({ businessId: ada.businessId, storeId, ownerId: ada.userId });
  const body = { name: 'Milk', sku: 'MILK', sellingPriceMinor: 10_000, costE4: 1 };
  const made = dataOf(await ada.call('POST', '/products', { body }), z.object({ variants: z.array(idOf) }));
  const things = [{ variantId: made.variants[0]?.id ?? '', quantityMilli: 3000, priceMinor: 10_000 }];
  till.write('sale.completed', salePayload(world.makeId, { saleId: world.makeId(), shiftId: null, things }));
  await till.pushAll();

  // A Monday, one o'clock in Lagos: next at half past seven of Tuesday.
  const daily = await add(ada, { ...DAILY, report: { ...DAILY.report, storeId } });
  expect(daily).toMatchObject({
    nextAt: '2026-06-02T06:30:00.000Z',
    lastSentAt: null,
    recipients: ['books@example.test', 'ada@example.test'],
  });
  await later(18.4);
  expect(await reportsTo('books@example.test')).toEqual([]);
  await later(0.2);
  await later(0.1);
  const [mail = '', ...more] = await reportsTo('books@example.test');
  expect(more).toEqual([]);
  expect(await reportsTo('ada@example.test')).toHaveLength(1);
  expect(mail).toContain('Subject: Sales of the day: 2026-06-01');
  expect(mail).toContain('sales-summary-2026-06-01-2026-06-01.csv');
  const [header = [], ...rows] = attachedRows(mail);
  expect(rows.map((row) => row[header.indexOf('Gross')])).toEqual(
    [minor(30_000), minor(30_000)].map((sum) => (sum / 100).toFixed(2)),
  );
  expect(await read(ada, daily.id)).toMatchObject({ nextAt: '2026-06-03T06:30:00.000Z', lastTrouble: null });
  expect((await read(ada, daily.id)).lastSentAt).not.toBeNull();

  // Three days without a server: the newest goes out, and none for each day that was missed.
  await later(72);
  expect(await reportsTo('books@example.test')).toHaveLength(2);
  expect((await reportsTo('books@example.test'))[1]).toContain('Subject: Sales of the day: 2026-06-04');
  await ada.call('DELETE', `/report-schedules/${daily.id}`);
  await later(24);
  expect(await reportsTo('books@example.test')).toHaveLength(2);
});

test('a mail server that is away is asked again; a report that is not allowed any more is not made', async () => {
  const mine = await add(mia, { ...DAILY, name: 'Mine', recipients: ['late@example.test'] });
  world.clock.advance(24 * HOUR_MS);
  const deps = { ...world.server.deps, mail: { send: () => Promise.reject(new Error('no line')) } };
  expect(await lookRound(deps)).toBe(0);
  [ada, mia] = [await signIn(world.server, ada.email), await signIn(world.server, mia.email)];
  expect((await read(mia, mine.id)).lastTrouble).toContain('tried again');
  await later(0.02);
  expect(await reportsTo('late@example.test')).toHaveLength(1);
  expect((await read(mia, mine.id)).lastTrouble).toBeNull();

  const people = dataOf(await ada.call('GET', '/users'), z.array(z.looseObject({ id: z.string(), email: z.string() })));
  const { id } = people.find(({ email }) => email === mia.email) ?? { id: '' };
  const roles = dataOf(await ada.call('GET', '/roles'), z.array(z.looseObject({ id: z.string(), key: z.string() })));
  const clerk = roles.find(({ key }) => key === 'sales_clerk')?.id;
  expect(
    (await ada.call('PUT', `/users/${id}/role`, { headers: { 'if-match': '*' }, body: { roleId: clerk } })).status,
  ).toBe(200);
  await later(24);
  expect(await reportsTo('late@example.test')).toHaveLength(1);
  expect((await read(ada, mine.id)).lastTrouble).toContain('reports.export');
});

test('a schedule is checked, versioned, seen by its stores, and made with the rights of who saved it', async () => {
  const manager = dataOf(await ada.call('GET', '/roles'), z.array(z.looseObject({ id: z.string(), key: z.string() })));
  const roleId = manager.find(({ key }) => key === 'manager')?.id;
  const people = dataOf(await ada.call('GET', '/users'), z.array(z.looseObject({ id: z.string(), email: z.string() })));
  const userId = people.find(({ email }) => email === mia.email)?.id;
  await ada.call('PUT', `/users/${userId}/role`, { headers: { 'if-match': '*' }, body: { roleId } });
  mia = await signIn(world.server, mia.email);
  for (const [wrong, field] of [
    [{ time: '7:30' }, 'time'],
    [{ recipients: [] }, 'recipients'],
    [{ recipients: ['nobody'] }, 'recipients.0'],
    [{ report: { type: 'secrets' } }, 'report.type'],
    [{ report: { type: 'taxes', groupBy: 'weather' } }, 'groupBy'],
  ] as const)
    expect(await ada.call('POST', '/report-schedules', { body: { ...DAILY, ...wrong } }), field).toMatchObject({
      status: 422,
      body: { errors: [{ field }] },
    });
  const all = await add(ada, { ...DAILY, every: 'week', weekday: 5 });
  const ofStore = await add(ada, { ...DAILY, name: 'Kano', report: { ...DAILY.report, storeId } });
  const listed = async (by: SignedInOwner) =>
    dataOf(await by.call('GET', '/report-schedules'), listReportSchedulesEndpoint.answer).map(({ name }) => name);
  expect(await listed(ada)).toEqual(['Kano', 'Mine', 'Sales of the day']);
  expect(await listed(mia)).toEqual(['Kano', 'Mine']);
  expect(await mia.call('GET', `/report-schedules/${all.id}`)).toMatchObject({ status: 404 });
  const path = `/report-schedules/${ofStore.id}`;
  const body = { every: 'month', monthDay: 3, time: '00:00', isActive: false };
  expect(await mia.call('PUT', path, { body })).toMatchObject({ status: 428 });
  expect(await mia.call('PUT', path, { body, headers: { 'if-match': '"old"' } })).toMatchObject({ status: 412 });
  expect(await mia.call('PUT', path, { body, headers: { 'if-match': '*' } })).toMatchObject({
    status: 200,
    body: { data: { every: 'month', monthDay: 3, weekday: null, time: '00:00', nextAt: null, userId } },
  });
});
