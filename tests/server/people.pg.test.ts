import { compare } from 'bcrypt';
import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { roleAnswerSchema, userAnswerSchema } from '#shared/api/people-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import {
  type SignedInOwner,
  TEST_PASSWORD,
  apiCaller,
  dataOf,
  registerOwner,
  signIn,
  verificationToken,
} from '../support/api-caller.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

const NOWHERE = '01890000-0000-7000-8000-0000000000ff';

let server: TestServer;
let ada: SignedInOwner;
let ben: SignedInOwner;
const roles = new Map<string, string>();

beforeAll(async () => {
  server = await startTestServer();
  ada = await registerOwner(server, 'ada@example.test');
  ben = await registerOwner(server, 'ben@example.test', 'Ben Stores');
  for (const { key, id } of dataOf(await ada.call('GET', '/roles'), z.array(roleAnswerSchema))) roles.set(key, id);
});

afterAll(() => server[Symbol.asyncDispose]());

function roleId(key: string): string {
  return must(roles.get(key), `the role ${key}`);
}

test('a business begins with the roles that ship ready; the four of the system are fixed', async () => {
  const found = dataOf(await ada.call('GET', '/roles'), z.array(roleAnswerSchema));
  expect(found.map(({ key, isFixed }) => `${key} ${isFixed}`).toSorted()).toEqual([
    'accountant true',
    'installer false',
    'manager true',
    'owner true',
    'sales_clerk true',
  ]);
});

test('a clerk with a PIN is added, and tills get a verifier and never the PIN', async () => {
  const came = await ada.call('POST', '/users', {
    body: { fullName: 'Chiamaka Okafor', roleId: roleId('sales_clerk'), pin: '2580' },
  });
  expect(came).toMatchObject({
    status: 201,
    body: { data: { fullName: 'Chiamaka Okafor', email: null, hasPin: true, role: { key: 'sales_clerk' } } },
  });
  expect(JSON.stringify(came.body)).not.toMatch(/pinHash|\$2b\$/);
  const { id } = dataOf(came, userAnswerSchema);
  const [row] = await server.asOwner(
    (sql) => sql<{ pin_hash: string; pin_length: number }[]>`select pin_hash, pin_length from users where id = ${id}`,
  );
  expect(await compare('2580', row?.pin_hash ?? '')).toBe(true);
  expect(row?.pin_length).toBe(4);
  expect(await server.asOwner((sql) => sql`select entity, class from feed where id = ${id}`)).toEqual([
    { entity: 'staff', class: 'settings' },
  ]);
  expect(
    JSON.stringify(await server.asOwner((sql) => sql`select * from audit_logs where entity_id = ${id}`)),
  ).not.toContain('2580');
});

test('a person with an e-mail confirms it and signs in', async () => {
  const email = 'tunde@example.test';
  const body = { fullName: 'Tunde Bakare', roleId: roleId('manager'), email, password: TEST_PASSWORD, pin: '730164' };
  expect((await ada.call('POST', '/users', { body })).status).toBe(201);
  expect(await ada.call('POST', '/users', { body })).toMatchObject({ status: 409, body: { code: 'email_taken' } });
  expect(await ben.call('GET', '/users?q=tunde')).toMatchObject({ status: 200, body: { data: [] } });
  await apiCaller(server)('POST', `/auth/verify-email/${await verificationToken(server, email)}`);
  const manager = await signIn(server, email);
  expect((await manager.call('GET', '/auth/me')).body).toMatchObject({ data: { role: { key: 'manager' } } });
});

test.each([
  ['an unknown role', { roleId: NOWHERE }, 'roleId'],
  ['an unknown store', { storeIds: [NOWHERE] }, 'storeIds'],
  ['a PIN of letters', { pin: 'abcd' }, 'pin'],
  ['a PIN that everybody guesses', { pin: '1234' }, 'pin'],
  ['a password without an e-mail', { password: TEST_PASSWORD }, 'password'],
  ['a weak password', { email: 'weak@example.test', password: 'password123' }, 'password'],
  ['no name', { fullName: ' ' }, 'fullName'],
])('a person with %s is refused and names the field', async (_, more, field) => {
  const body = { fullName: 'Somebody', roleId: roleId('sales_clerk'), ...more };
  expect(await ada.call('POST', '/users', { body })).toMatchObject({ status: 422, body: { errors: [{ field }] } });
});

test('whoever may grant refunds needs a PIN of six digits', async () => {
  const body = { fullName: 'Short', roleId: roleId('manager'), pin: '7301' };
  expect(await ada.call('POST', '/users', { body })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'pin' }] },
  });
});

test('a PIN is set anew; nobody takes over somebody whose role holds more', async () => {
  const users = dataOf(await ada.call('GET', '/users'), z.array(userAnswerSchema));
  const owner = must(
    users.find(({ role }) => role.key === 'owner'),
    'an owner',
  );
  const clerk = must(
    users.find(({ role }) => role.key === 'sales_clerk'),
    'a clerk',
  );
  expect(
    await ada.call('PUT', `/users/${clerk.id}/pin`, { headers: { 'if-match': '*' }, body: { pin: '1470' } }),
  ).toMatchObject({
    status: 200,
    body: { data: { hasPin: true } },
  });
  await server.asOwner(
    (sql) =>
      sql`update roles set permissions = permissions || '{users.write}' where business_id = ${ada.businessId} and key = 'manager'`,
  );
  const manager = await signIn(server, 'tunde@example.test');
  expect(
    await manager.call('PUT', `/users/${clerk.id}/pin`, { headers: { 'if-match': '*' }, body: { pin: '3690' } }),
  ).toMatchObject({ status: 200 });
  expect(
    await manager.call('PUT', `/users/${owner.id}/pin`, { headers: { 'if-match': '*' }, body: { pin: '482913' } }),
  ).toMatchObject({
    status: 403,
    body: { code: 'forbidden' },
  });
  expect(
    await manager.call('POST', '/users', { body: { fullName: 'New owner', roleId: roleId('owner'), pin: '482913' } }),
  ).toMatchObject({ status: 403 });
  expect(
    await ben.call('PUT', `/users/${clerk.id}/pin`, { headers: { 'if-match': '*' }, body: { pin: '1470' } }),
  ).toMatchObject({ status: 404 });
  expect(await ben.call('GET', `/users/${clerk.id}`)).toMatchObject({ status: 404 });
});

test('requests beyond the budget of a minute wait, with the standard headers', async () => {
  await using tight = await startTestServer({ RATE_LIMIT_PER_MINUTE: '8' });
  const owner = await registerOwner(tight, 'tight@example.test');
  const statuses: number[] = [];
  for (let count = 0; count < 9; count += 1) statuses.push((await owner.call('GET', '/auth/me')).status);
  expect(statuses.at(-1)).toBe(429);
  const refused = await owner.call('GET', '/auth/me');
  expect(refused.body).toMatchObject({ code: 'too_many_requests' });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused.headers.get('ratelimit-limit')).toBe('8');
  expect((await owner.call('GET', '/stores')).status).toBe(200);
});
