import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { roleAnswerSchema, userAnswerSchema } from '#shared/api/people-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import {
  type ApiCaller,
  type Came,
  type SignedInOwner,
  TEST_PASSWORD,
  apiCaller,
  dataOf,
  registerOwner,
  signIn,
} from '../support/api-caller.ts';
import { sentLinks, sentToken } from '../support/sent-link.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

const WEEK_MS = 7 * 24 * 60 * 60_000;
const ANY_VERSION = { 'if-match': '*' };
const PASSWORD = 'mango-season-in-april';

let server: TestServer;
let anybody: ApiCaller;
let ada: SignedInOwner;
let ben: SignedInOwner;
const roles = new Map<string, string>();

beforeAll(async () => {
  server = await startTestServer();
  anybody = apiCaller(server);
  ada = await registerOwner(server, 'ada@example.test');
  ben = await registerOwner(server, 'ben@example.test', 'Ben Stores');
  for (const { key, id } of dataOf(await ada.call('GET', '/roles'), z.array(roleAnswerSchema))) roles.set(key, id);
});

afterAll(() => server[Symbol.asyncDispose]());

function roleId(key: string): string {
  return must(roles.get(key), `the role ${key}`);
}

function messageOf({ body }: Came): string {
  return z.object({ message: z.string() }).parse(body).message;
}

type Added = z.output<typeof userAnswerSchema>;

async function invite(
  email: string,
  role = 'sales_clerk',
  more: object = {},
  by: ApiCaller = ada.call,
): Promise<Added> {
  const body = { email, fullName: 'Somebody New', roleId: roleId(role), ...more };
  return dataOf(await by('POST', '/users/invite', { body }), userAnswerSchema);
}

async function accept(email: string, more: object = {}): ReturnType<ApiCaller> {
  const token = await sentToken(server, email, 'invite');
  return anybody('POST', `/users/invite/${token}/accept`, { body: { password: PASSWORD, ...more } });
}

/** Somebody who was invited and came. */
async function colleague(email: string, role: string, more: object = {}): Promise<SignedInOwner> {
  await invite(email, role, more);
  expect((await accept(email)).status).toBe(200);
  return signIn(server, email, PASSWORD);
}

test('somebody invited chooses a password and a PIN by the link, once, and is in', async () => {
  const email = 'tunde@example.test';
  expect(await invite(email, 'manager')).toMatchObject({ email, isVerified: false, hasPin: false, isActive: true });
  const login = { body: { email, password: PASSWORD } };
  expect((await anybody('POST', '/auth/login', login)).status).toBe(401);
  expect(await accept(email, { password: 'password123', pin: '7301' })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'password' }, { field: 'pin' }] },
  });
  const came = await accept(email, { pin: '730164' });
  expect(came).toMatchObject({ status: 200, body: { data: { email } } });
  expect(await accept(email)).toMatchObject({ status: 400, body: { code: 'token_invalid' } });
  const tunde = await signIn(server, email, PASSWORD);
  expect((await tunde.call('GET', '/auth/me')).body).toMatchObject({
    data: { role: { key: 'manager' }, hasPin: true },
  });
});

test('inviting again sends a new link, makes the old one void and takes what it says', async () => {
  const email = 'late@example.test';
  const first = await invite(email);
  const second = await invite(email, 'accountant', { fullName: 'Late Comer' });
  expect(second).toMatchObject({ id: first.id, fullName: 'Late Comer', role: { key: 'accountant' } });
  const [old] = await sentLinks(server, email, 'invite');
  expect((await anybody('POST', `/users/invite/${old ?? ''}/accept`, { body: { password: PASSWORD } })).status).toBe(
    400,
  );
  server.clock.advance(WEEK_MS);
  expect(await accept(email)).toMatchObject({ status: 400, body: { code: 'token_invalid' } });
  ada = await signIn(server, ada.email);
  ben = await signIn(server, ben.email);
});

test('an invitation opens nothing once its person has chosen a password another way', async () => {
  const email = 'other-way@example.test';
  await invite(email);
  await anybody('POST', '/auth/forgot-password', { body: { email } });
  const token = await sentToken(server, email, 'reset-password');
  expect((await anybody('POST', `/auth/reset-password/${token}`, { body: { password: PASSWORD } })).status).toBe(200);
  expect(await accept(email, { password: 'papaya-season-in-may' })).toMatchObject({
    status: 400,
    body: { code: 'token_invalid' },
  });
  expect((await anybody('POST', '/auth/login', { body: { email, password: PASSWORD } })).status).toBe(200);
});

test('an address that has an account is not invited, here or elsewhere', async () => {
  const body = { email: ben.email, fullName: 'Ben', roleId: roleId('manager') };
  expect(await ada.call('POST', '/users/invite', { body })).toMatchObject({
    status: 409,
    body: { code: 'email_taken' },
  });
  await colleague('here@example.test', 'sales_clerk');
  expect(await ada.call('POST', '/users/invite', { body: { ...body, email: 'here@example.test' } })).toMatchObject({
    status: 409,
  });
});

test('a person is edited by version, and only what changed is written down', async () => {
  const { id } = await invite('edit@example.test');
  const shown = await ada.call('GET', `/users/${id}`);
  const etag = must(shown.headers.get('etag'), 'a version');
  const edit = (headers: Record<string, string>): ReturnType<ApiCaller> =>
    ada.call('PUT', `/users/${id}`, { headers, body: { fullName: 'Edited Once', phoneNumber: '0801' } });
  expect((await edit({})).status).toBe(428);
  expect(dataOf(await edit({ 'if-match': etag }), userAnswerSchema)).toMatchObject({
    fullName: 'Edited Once',
    phoneNumber: '0801',
  });
  expect(await edit({ 'if-match': etag })).toMatchObject({ status: 412, body: { code: 'stale_version' } });
  const rows = await server.asOwner(
    (sql) => sql`select old_values, new_values from audit_logs where entity_id = ${id} and action = 'user.edited'`,
  );
  expect(rows).toEqual([
    {
      old_values: { fullName: 'Somebody New', phoneNumber: '' },
      new_values: { fullName: 'Edited Once', phoneNumber: '0801' },
    },
  ]);
  expect((await ben.call('PUT', `/users/${id}`, { headers: ANY_VERSION, body: { fullName: 'Mine' } })).status).toBe(
    404,
  );
});

test('role, PIN and door of a person are set by the version that was read, and no older one', async () => {
  const { id } = await invite('versioned@example.test');
  const etagNow = async (): Promise<string> =>
    must((await ada.call('GET', `/users/${id}`)).headers.get('etag'), 'a version');
  const edits = [
    ['role', { roleId: roleId('manager') }],
    ['pin', { pin: '258014' }],
    ['deactivate', {}],
    ['activate', {}],
  ] as const;
  for (const [what, body] of edits) {
    const put = (headers: Record<string, string>): ReturnType<ApiCaller> =>
      ada.call('PUT', `/users/${id}/${what}`, { headers, body });
    const etag = await etagNow();
    expect(await put({}), what).toMatchObject({ status: 428, body: { code: 'version_required' } });
    expect(await put({ 'if-match': '"older"' }), what).toMatchObject({ status: 412, body: { code: 'stale_version' } });
    const came = await put({ 'if-match': etag });
    expect(came.status, what).toBe(200);
    expect(came.headers.get('etag'), what).toBe(await etagNow());
    if (what !== 'activate') expect(await put({ 'if-match': etag }), what).toMatchObject({ status: 412 });
  }
});

test('the last owner is neither demoted, deactivated nor removed; with a second owner it goes', async () => {
  const me = `/users/${ada.userId}`;
  const demote = { headers: ANY_VERSION, body: { roleId: roleId('manager') } };
  expect(await ada.call('PUT', `${me}/role`, demote)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect((await ada.call('PUT', `${me}/deactivate`, { headers: ANY_VERSION })).status).toBe(409);
  expect((await ada.call('DELETE', me)).status).toBe(409);
  // Invited and not come yet: no owner who could let anybody in.
  await invite('second@example.test', 'owner');
  expect((await ada.call('PUT', `${me}/role`, demote)).status).toBe(409);
  expect((await accept('second@example.test')).status).toBe(200);
  const second = await signIn(server, 'second@example.test', PASSWORD);
  expect((await second.call('PUT', `${me}/role`, demote)).status).toBe(200);
  expect((await ada.call('GET', '/auth/me')).body).toMatchObject({ data: { role: { key: 'manager' } } });
  expect(
    (await second.call('PUT', `${me}/role`, { headers: ANY_VERSION, body: { roleId: roleId('owner') } })).status,
  ).toBe(200);
});

test('nobody grants what they don’t hold, nor touches somebody who may do more', async () => {
  const own = dataOf(
    await ada.call('POST', '/roles', {
      body: { name: 'People lead', permissions: ['users.read', 'users.write', 'users.delete', 'sales.create'] },
    }),
    roleAnswerSchema,
  );
  roles.set('people_lead', own.id);
  const lead = await colleague('lead@example.test', 'people_lead');
  const clerk = await invite('clerk@example.test');
  expect(
    (await lead.call('PUT', `/users/${clerk.id}/role`, { headers: ANY_VERSION, body: { roleId: own.id } })).status,
  ).toBe(403);
  expect((await lead.call('PUT', `/users/${ada.userId}/deactivate`, { headers: ANY_VERSION })).status).toBe(403);
  expect((await lead.call('DELETE', `/users/${ada.userId}`)).status).toBe(403);
  const equal = await invite('equal@example.test', 'people_lead');
  expect((await lead.call('PUT', `/users/${equal.id}/deactivate`, { headers: ANY_VERSION })).status).toBe(200);
  for (const permissions of [['*'], ['product.read'], ['sales.*']])
    expect((await lead.call('POST', '/roles', { body: { name: 'More', permissions } })).status).toBe(403);
  expect(
    (await lead.call('PUT', `/roles/${own.id}`, { headers: ANY_VERSION, body: { permissions: ['*'] } })).status,
  ).toBe(403);
});

test('a deactivated person is out everywhere at once, and back when let in', async () => {
  const gone = await colleague('gone@example.test', 'manager');
  expect(await ada.call('PUT', `/users/${gone.userId}/deactivate`, { headers: ANY_VERSION })).toMatchObject({
    status: 200,
    body: { data: { isActive: false } },
  });
  expect((await gone.call('GET', '/auth/me')).status).toBe(401);
  expect((await anybody('POST', '/auth/refresh', { body: { refreshToken: gone.refreshToken } })).status).toBe(401);
  expect((await ada.call('PUT', `/users/${gone.userId}/activate`, { headers: ANY_VERSION })).status).toBe(200);
  expect((await (await signIn(server, gone.email, PASSWORD)).call('GET', '/auth/me')).status).toBe(200);
});

test('a removed person is gone from lists and tills, and the e-mail is free again', async () => {
  const gone = await colleague('removed@example.test', 'manager');
  expect(await ada.call('DELETE', `/users/${gone.userId}`)).toMatchObject({
    status: 200,
    body: { data: { archived: true } },
  });
  expect((await ada.call('GET', `/users/${gone.userId}`)).status).toBe(404);
  expect((await gone.call('GET', '/auth/me')).status).toBe(401);
  const login = { body: { email: gone.email, password: PASSWORD } };
  expect((await anybody('POST', '/auth/login', login)).status).toBe(401);
  const [row] = await server.asOwner(
    (sql) => sql`select is_tombstone from feed where id = ${gone.userId} and entity = 'staff'`,
  );
  expect(row).toMatchObject({ is_tombstone: true });
  expect((await invite(gone.email)).id).not.toBe(gone.userId);
});

test('a PIN that is too short for a new role is taken back', async () => {
  const email = 'short@example.test';
  const { id } = await invite(email);
  await accept(email, { pin: '2580' });
  const came = await ada.call('PUT', `/users/${id}/role`, {
    headers: ANY_VERSION,
    body: { roleId: roleId('manager') },
  });
  expect(came).toMatchObject({ status: 200, body: { data: { hasPin: false, role: { key: 'manager' } } } });
  expect(messageOf(came)).toContain('six digits');
});

test('a role that may grant from now on takes the short PINs of its people back', async () => {
  const asked = { name: 'Helper', permissions: ['sales.create'], limits: {} };
  const made = await ada.call('POST', '/roles', { body: asked });
  const helper = dataOf(made, roleAnswerSchema);
  const add = async (pin: string): Promise<Added> =>
    dataOf(
      await ada.call('POST', '/users', { body: { fullName: `Helper ${pin}`, roleId: helper.id, pin } }),
      userAnswerSchema,
    );
  const [short, long] = [await add('4826'), await add('482615')];
  const edit = (permissions: readonly string[]): Promise<Came> =>
    ada.call('PUT', `/roles/${helper.id}`, { body: { permissions }, headers: ANY_VERSION });
  const hasPin = async ({ id }: Added): Promise<boolean> =>
    dataOf(await ada.call('GET', `/users/${id}`), userAnswerSchema).hasPin;
  expect(messageOf(await edit(['sales.create', 'sales.read']))).not.toContain('PIN');
  expect(await hasPin(short)).toBe(true);
  const raised = await edit(['sales.create', 'sales.refund']);
  expect(raised).toMatchObject({ status: 200, body: { data: { permissions: ['sales.create', 'sales.refund'] } } });
  expect(messageOf(raised)).toContain('One PIN was too short');
  expect([await hasPin(short), await hasPin(long)]).toEqual([false, true]);
});

test('somebody limited to a store sees and changes its people only', async () => {
  const store = async (name: string, code: string): Promise<string> =>
    dataOf(await ada.call('POST', '/stores', { body: { name, code } }), z.object({ id: z.string() })).id;
  const [here, there] = [await store('Here', 'HERE'), await store('There', 'THERE')];
  const lead = await colleague('storelead@example.test', 'people_lead', { storeIds: [here] });
  const near = await invite('near@example.test', 'people_lead', { storeIds: [here] });
  const far = await invite('far@example.test', 'people_lead', { storeIds: [there] });
  const both = await invite('both@example.test', 'people_lead', { storeIds: [here, there] });
  const seen = dataOf(await lead.call('GET', '/users?limit=200'), z.array(userAnswerSchema)).map(({ id }) => id);
  expect(seen).toContain(near.id);
  expect(seen).toContain(both.id);
  expect(seen).not.toContain(far.id);
  const edit = (id: string, body: object): ReturnType<ApiCaller> =>
    lead.call('PUT', `/users/${id}`, { headers: ANY_VERSION, body });
  expect((await edit(near.id, { fullName: 'Near' })).status).toBe(200);
  expect((await edit(far.id, { fullName: 'Far' })).status).toBe(404);
  expect((await edit(both.id, { fullName: 'Both' })).status).toBe(403);
  expect((await edit(near.id, { storeIds: [there] })).status).toBe(422);
  expect((await edit(near.id, { storeIds: [] })).status).toBe(422);
});

test('own roles are made, changed and removed; those of the system keep all but their limits', async () => {
  const body = { name: 'Stock keeper', description: 'Counts.', permissions: ['inventory.*', 'inventory.*'] };
  const made = dataOf(await ada.call('POST', '/roles', { body }), roleAnswerSchema);
  expect(made).toMatchObject({ key: 'own', isFixed: false, permissions: ['inventory.*'] });
  expect(await ada.call('POST', '/roles', { body: { ...body, name: 'stock KEEPER' } })).toMatchObject({ status: 409 });
  expect(await ada.call('POST', '/roles', { body: { name: 'Odd', permissions: ['fly'] } })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'permissions.0' }] },
  });
  const put = (id: string, change: object): ReturnType<ApiCaller> =>
    ada.call('PUT', `/roles/${id}`, { headers: ANY_VERSION, body: change });
  expect((await put(made.id, { limits: { pettyMinor: 100 } })).body).toMatchObject({
    data: { limits: { pettyMinor: 100, discountPpm: 0, refundMinor: 0 } },
  });
  expect((await put(roleId('sales_clerk'), { limits: { discountPpm: 100_000 } })).body).toMatchObject({
    data: { limits: { discountPpm: 100_000, pettyMinor: 500_000 } },
  });
  expect((await put(roleId('sales_clerk'), { permissions: ['*'] })).status).toBe(409);
  expect((await ada.call('DELETE', `/roles/${roleId('sales_clerk')}`)).status).toBe(409);
  roles.set('stock_keeper', made.id);
  const keeper = await invite('keeper@example.test', 'stock_keeper');
  expect(messageOf(await ada.call('DELETE', `/roles/${made.id}`))).toContain('One person has this role.');
  await ada.call('DELETE', `/users/${keeper.id}`);
  expect((await ada.call('DELETE', `/roles/${made.id}`)).status).toBe(200);
  expect((await ada.call('GET', `/roles/${made.id}`)).status).toBe(404);
  expect((await ben.call('GET', `/roles/${roleId('owner')}`)).status).toBe(404);
  const listed = await ada.call('GET', '/roles/permissions');
  expect(dataOf(listed, z.array(z.object({ permission: z.string() }))).length).toBeGreaterThan(30);
});

test('a changed role counts at once', async () => {
  const made = dataOf(
    await ada.call('POST', '/roles', { body: { name: 'Reader', permissions: ['users.read'] } }),
    roleAnswerSchema,
  );
  roles.set('reader', made.id);
  const reader = await colleague('reader@example.test', 'reader');
  expect((await reader.call('GET', '/users')).status).toBe(200);
  await ada.call('PUT', `/roles/${made.id}`, { headers: ANY_VERSION, body: { permissions: ['sales.read'] } });
  expect((await reader.call('GET', '/users')).status).toBe(403);
});

test('no password, PIN or token stands in the audit or the log', async () => {
  const rows = await server.asOwner((sql) => sql`select old_values, new_values from audit_logs`);
  const text = JSON.stringify(rows) + server.logged.join('\n');
  for (const secret of [TEST_PASSWORD, PASSWORD, '730164', '$2b$']) expect(text).not.toContain(secret);
});
