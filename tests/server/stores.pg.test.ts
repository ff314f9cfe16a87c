import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tillStateSchema } from '#shared/api/store-endpoints.ts';
import { isTimeZone } from '#shared/base/time-zone.ts';
import {
  type ApiCaller,
  type SignedInOwner,
  TEST_PASSWORD,
  dataOf,
  registerOwner,
  signIn,
  verificationToken,
  apiCaller,
} from '../support/api-caller.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

const NOWHERE = '01890000-0000-7000-8000-0000000000ff';
const idOf = z.looseObject({ id: z.string() });
const SURULERE = { name: 'Surulere', code: 'SUR' };

let server: TestServer;
let ada: SignedInOwner;
let ben: SignedInOwner;
let storeId: string;
let tillId: string;

/** Somebody of Ada's business with this role, signed in. */
async function colleague(email: string, roleKey: string, storeIds: readonly string[] = []): Promise<ApiCaller> {
  const roles = dataOf(await ada.call('GET', '/roles'), z.array(z.looseObject({ id: z.string(), key: z.string() })));
  const roleId = roles.find(({ key }) => key === roleKey)?.id;
  const body = { fullName: email, roleId, storeIds, email, password: TEST_PASSWORD };
  expect((await ada.call('POST', '/users', { body })).status).toBe(201);
  await apiCaller(server)('POST', `/auth/verify-email/${await verificationToken(server, email)}`);
  return (await signIn(server, email)).call;
}

async function addTill(id: string, code: string): Promise<void> {
  await server.asOwner(async (sql) => {
    const now = new Date(server.clock.nowMs());
    await sql`insert into tills (business_id, id, store_id, name, code, created_at, updated_at)
      values (${ada.businessId}, ${id}, ${storeId}, ${`Till ${code}`}, ${code}, ${now}, ${now})`;
    await sql`insert into till_sync (business_id, till_id, store_id, kind, waiting_known, created_at, updated_at)
      values (${ada.businessId}, ${id}, ${storeId}, 'till', 3, ${now}, ${now})`;
  });
}

beforeAll(async () => {
  server = await startTestServer();
  ada = await registerOwner(server, 'ada@example.test');
  ben = await registerOwner(server, 'ben@example.test', 'Ben Stores');
  storeId = dataOf(await ada.call('POST', '/stores', { body: SURULERE }), idOf).id;
  tillId = server.deps.makeId();
  await addTill(tillId, '1');
});

afterAll(() => server[Symbol.asyncDispose]());

test('a store’s time zone is one that the books know: no made-up name, no bare offset', async () => {
  for (const timeZone of ['Lagos', 'Thing 315725', '+01:00']) {
    const body = { name: 'Nowhere', code: 'NOW', timeZone };
    const refused = { status: 422, body: { errors: [{ field: 'timeZone' }] } };
    expect(await ada.call('POST', '/stores', { body })).toMatchObject(refused);
    expect(await ada.call('PUT', `/stores/${storeId}`, { body: { timeZone } })).toMatchObject(refused);
  }
});

test('every time zone that is taken is known to the database, and it knows the same hour for it', async () => {
  const at = Date.UTC(2026, 6, 1, 12);
  const names = Intl.supportedValuesOf('timeZone').filter(isTimeZone);
  expect(names.length).toBeGreaterThan(400);
  const known = await server.asOwner(
    (sql) => sql<{ name: string; hour: string }[]>`
      select name, to_char(${new Date(at)}::timestamptz at time zone name, 'HH24:MI') as hour from unnest(${names}::text[]) as name`,
  );
  const hourIn = (timeZone: string) =>
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
  expect(known.filter(({ name, hour }) => hour !== hourIn(name))).toEqual([]);
});

test('a store opens with the business’s time zone, is read, edited and archived', async () => {
  const added = await ada.call('POST', '/stores', { body: { name: 'Yaba', code: 'YAB' } });
  expect(added).toMatchObject({
    status: 201,
    body: { data: { name: 'Yaba', code: 'YAB', timeZone: 'Africa/Lagos', isActive: true } },
  });
  const { id } = dataOf(added, idOf);
  const headers = { 'if-match': added.headers.get('etag') ?? '' };
  const edited = await ada.call('PUT', `/stores/${id}`, { body: { receiptFooter: 'E se!' }, headers });
  expect(edited).toMatchObject({ status: 200, body: { data: { receiptFooter: 'E se!', name: 'Yaba' } } });
  expect(await ada.call('PUT', `/stores/${id}`, { body: { name: 'X' }, headers })).toMatchObject({ status: 412 });
  expect(await ada.call('PUT', `/stores/${id}`, { body: { name: 'X' } })).toMatchObject({ status: 428 });
  expect((await ada.call('DELETE', `/stores/${id}`)).body).toMatchObject({ data: { archived: true } });
  expect((await ada.call('GET', '/stores?isActive=true')).body).toMatchObject({
    data: [{ code: 'SUR' }],
    meta: { total: 1 },
  });
});

test('a code that another store has is a conflict, a malformed one names the field', async () => {
  expect(await ada.call('POST', '/stores', { body: { name: 'Other', code: 'SUR' } })).toMatchObject({
    status: 409,
    body: { code: 'conflict' },
  });
  expect(await ada.call('POST', '/stores', { body: { name: 'Other', code: 'lower' } })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'code' }] },
  });
  expect(await ada.call('POST', '/stores', { body: { ...SURULERE, code: 'MGR', managerId: NOWHERE } })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'managerId' }] },
  });
});

test('a store of another business is not there, whatever is tried', async () => {
  for (const [method, path, body] of [
    ['GET', `/stores/${storeId}`, undefined],
    ['PUT', `/stores/${storeId}`, { name: 'Theirs' }],
    ['DELETE', `/stores/${storeId}`, undefined],
    ['GET', `/stores/${storeId}/tills`, undefined],
    ['POST', `/stores/${storeId}/tills/enrolment-code`, {}],
    ['GET', `/tills/${tillId}/state`, undefined],
    ['PUT', `/tills/${tillId}`, { name: 'Theirs' }],
    ['POST', `/tills/${tillId}/revoke`, {}],
  ] as const) {
    const came = await ben.call(method, path, {
      ...(body === undefined ? {} : { body }),
      headers: { 'if-match': '*' },
    });
    expect({ path, status: came.status }).toEqual({ path, status: 404 });
  }
});

test('a till shows when it was last heard from and what waits', async () => {
  expect((await ada.call('GET', `/stores/${storeId}/tills`)).body).toMatchObject({
    data: [{ id: tillId, code: '1', status: 'active', lastSeenAt: null, waitingKnown: 3, appVersion: null }],
  });
  expect((await ada.call('GET', `/tills/${tillId}/state`)).body).toMatchObject({
    data: { quarantined: 0, isCloned: false, lastSeq: 0 },
  });
});

test('a till is renamed under its version, which contact alone does not change', async () => {
  const read = await ada.call('GET', `/tills/${tillId}/state`);
  await server.asOwner((sql) => sql`update till_sync set waiting_known = 4 where till_id = ${tillId}`);
  const headers = { 'if-match': read.headers.get('etag') ?? '' };
  expect(await ada.call('PUT', `/tills/${tillId}`, { body: { name: 'Front' }, headers })).toMatchObject({
    status: 200,
    body: { data: { name: 'Front', code: '1' } },
  });
  expect(await ada.call('PUT', `/tills/${tillId}`, { body: { name: 'Back' }, headers })).toMatchObject({ status: 412 });
});

test('an enrolment code is made for ten minutes, kept as a hash, and never replayed from a key', async () => {
  const headers = { 'idempotency-key': 'code-1' };
  const made = await ada.call('POST', `/stores/${storeId}/tills/enrolment-code`, {
    body: { replaces: tillId },
    headers,
  });
  expect(made.status).toBe(201);
  const { code, expiresAt } = dataOf(made, z.object({ code: z.string(), expiresAt: z.string() }));
  expect(Date.parse(expiresAt) - server.clock.nowMs()).toBe(600_000);
  const stored = await server.asOwner(
    (sql) => sql`select code_hash from enrolment_codes union all select response_body from idempotency_keys`,
  );
  expect(JSON.stringify(stored)).not.toContain(code);
  expect(
    await ada.call('POST', `/stores/${storeId}/tills/enrolment-code`, { body: { replaces: NOWHERE } }),
  ).toMatchObject({ status: 404 });
});

test('a till is switched off', async () => {
  const spare = server.deps.makeId();
  await addTill(spare, '9');
  expect(await ada.call('POST', `/tills/${spare}/revoke`, { body: {} })).toMatchObject({
    status: 200,
    body: { data: { status: 'revoked' } },
  });
  expect(dataOf(await ada.call('GET', `/tills/${spare}/state`), tillStateSchema).status).toBe('revoked');
  const [row] = await server.asOwner((sql) => sql`select status from till_sync where till_id = ${spare}`);
  expect(row).toEqual({ status: 'revoked' });
});

test('a clerk limited to one store sees that store only, and may neither edit stores nor see tills', async () => {
  const other = dataOf(await ada.call('POST', '/stores', { body: { name: 'Ikeja', code: 'IKJ' } }), idOf).id;
  const clerk = await colleague('clerk@example.test', 'sales_clerk', [storeId]);
  expect((await clerk('GET', '/stores')).body).toMatchObject({ data: [{ id: storeId }], meta: { total: 1 } });
  expect(await clerk('GET', `/stores/${other}`)).toMatchObject({ status: 404 });
  for (const [method, path] of [
    ['POST', '/stores'],
    ['DELETE', `/stores/${storeId}`],
    ['GET', `/stores/${storeId}/tills`],
    ['POST', `/stores/${storeId}/tills/enrolment-code`],
    ['POST', `/tills/${tillId}/revoke`],
    ['POST', '/products'],
    ['POST', '/categories'],
    ['GET', '/users'],
    ['POST', '/users'],
    ['GET', '/roles'],
    ['GET', '/audit-logs'],
  ] as const) {
    const came = await clerk(method, path, method === 'POST' ? { body: {} } : {});
    expect({ path, came }).toMatchObject({ path, came: { status: 403, body: { code: 'forbidden' } } });
  }
  const refused = dataOf(
    await ada.call('GET', '/audit-logs?q=permission.refused'),
    z.array(z.looseObject({ userName: z.string() })),
  );
  expect(refused.map(({ userName }) => userName)).toContain('clerk@example.test');
});

test('a manager of another store can’t reach this one’s tills', async () => {
  const other = dataOf(await ada.call('POST', '/stores', { body: { name: 'Lekki', code: 'LEK' } }), idOf).id;
  const manager = await colleague('manager@example.test', 'manager', [other]);
  expect(await manager('GET', `/stores/${storeId}/tills`)).toMatchObject({ status: 404 });
  expect(await manager('GET', `/tills/${tillId}/state`)).toMatchObject({ status: 404 });
  expect(await manager('GET', `/stores/${other}/tills`)).toMatchObject({ status: 200, body: { data: [] } });
});
