import { compare } from 'bcrypt';
import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { meSchema } from '#shared/api/auth-endpoints.ts';
import { signInSchema } from '#shared/api/own-account-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { type ApiCaller, TEST_PASSWORD, apiCaller, dataOf, registerOwner, signIn } from '../support/api-caller.ts';
import { sentLinks, sentToken } from '../support/sent-link.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

const NEW_PASSWORD = 'mango-season-in-april';
const ANY_VERSION = { 'if-match': '*' };
const HOUR_MS = 60 * 60_000;

let server: TestServer;
let anybody: ApiCaller;

beforeAll(async () => {
  server = await startTestServer();
  anybody = apiCaller(server);
});

afterAll(() => server[Symbol.asyncDispose]());

const login = (email: string, password: string): ReturnType<ApiCaller> =>
  anybody('POST', '/auth/login', { body: { email, password, client: 'program' } });

test('a forgotten password is chosen anew by the link, once, and every sign-in of before ends', async () => {
  const owner = await registerOwner(server, 'forgot@example.test');
  expect((await anybody('POST', '/auth/forgot-password', { body: { email: owner.email } })).status).toBe(202);
  const token = await sentToken(server, owner.email, 'reset-password');
  expect(await anybody('POST', `/auth/reset-password/${token}`, { body: { password: 'password123' } })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'password' }] },
  });
  expect(await anybody('POST', `/auth/reset-password/${token}`, { body: { password: NEW_PASSWORD } })).toMatchObject({
    status: 200,
    body: { data: { email: owner.email } },
  });
  expect(await anybody('POST', `/auth/reset-password/${token}`, { body: { password: TEST_PASSWORD } })).toMatchObject({
    status: 400,
    body: { code: 'token_invalid' },
  });
  expect((await anybody('POST', '/auth/refresh', { body: { refreshToken: owner.refreshToken } })).status).toBe(401);
  expect((await login(owner.email, TEST_PASSWORD)).status).toBe(401);
  expect((await login(owner.email, NEW_PASSWORD)).status).toBe(200);
  await server.settled();
  expect((await server.outbox()).at(-1)).toContain('Your password was changed');
});

test('a reset link runs out after an hour, and a newer one makes it void', async () => {
  const owner = await registerOwner(server, 'twice@example.test');
  for (let count = 0; count < 2; count += 1)
    await anybody('POST', '/auth/forgot-password', { body: { email: owner.email } });
  const [first, second] = await sentLinks(server, owner.email, 'reset-password');
  const reset = (token: string | undefined): ReturnType<ApiCaller> =>
    anybody('POST', `/auth/reset-password/${must(token, 'a link')}`, { body: { password: NEW_PASSWORD } });
  expect((await reset(first)).status).toBe(400);
  server.clock.advance(HOUR_MS);
  expect((await reset(second)).status).toBe(400);
});

test('asking for a new password never tells whether the address is known, and fills nobody’s inbox', async () => {
  const owner = await registerOwner(server, 'quiet@example.test');
  const unknown = await anybody('POST', '/auth/forgot-password', { body: { email: 'nobody@example.test' } });
  for (let count = 0; count < 20; count += 1) {
    const known = await anybody('POST', '/auth/forgot-password', { body: { email: owner.email } });
    expect(known).toMatchObject({ status: unknown.status, body: { data: { email: owner.email } } });
  }
  expect((await sentLinks(server, owner.email, 'reset-password')).length).toBe(5);
});

test('a reset confirms the address: whoever has the message has the address', async () => {
  const email = 'unconfirmed@example.test';
  await anybody('POST', '/auth/register', {
    body: { businessName: 'U', fullName: 'U Obi', email, password: TEST_PASSWORD },
  });
  await anybody('POST', '/auth/forgot-password', { body: { email } });
  const token = await sentToken(server, email, 'reset-password');
  await anybody('POST', `/auth/reset-password/${token}`, { body: { password: NEW_PASSWORD } });
  expect((await login(email, NEW_PASSWORD)).status).toBe(200);
});

test('a deactivated person gets no link, and one that is out works no more', async () => {
  const owner = await registerOwner(server, 'off@example.test');
  await anybody('POST', '/auth/forgot-password', { body: { email: owner.email } });
  const token = await sentToken(server, owner.email, 'reset-password');
  await server.asOwner((sql) => sql`update users set is_active = false where id = ${owner.userId}`);
  await anybody('POST', '/auth/forgot-password', { body: { email: owner.email } });
  expect((await sentLinks(server, owner.email, 'reset-password')).length).toBe(1);
  expect((await anybody('POST', `/auth/reset-password/${token}`, { body: { password: NEW_PASSWORD } })).status).toBe(
    400,
  );
});

test('name, phone and language are changed, and the name reaches the tills', async () => {
  const owner = await registerOwner(server, 'name@example.test');
  const body = { fullName: 'Ada Nwosu', phoneNumber: '+234 801 234 5678', locale: 'en-GH' };
  expect(dataOf(await owner.call('PUT', '/auth/me', { headers: ANY_VERSION, body }), meSchema)).toMatchObject(body);
  expect(await server.asOwner((sql) => sql`select entity, class from feed where id = ${owner.userId}`)).toEqual([
    { entity: 'staff', class: 'settings' },
  ]);
  const [audited] = await server.asOwner(
    (sql) => sql<{ old_values: unknown; new_values: unknown }[]>`
      select old_values, new_values from audit_logs where entity_id = ${owner.userId} and action = 'user.edited'`,
  );
  expect(audited).toEqual({ old_values: { fullName: 'Ada Obi', phoneNumber: '', locale: 'en-NG' }, new_values: body });
  expect((await owner.call('PUT', '/auth/me', { headers: ANY_VERSION, body: { locale: 'x' } })).status).toBe(422);
});

test('the own account is edited by the version that was read, and no older one', async () => {
  const owner = await registerOwner(server, 'versioned@example.test');
  const etagNow = async (): Promise<string> =>
    must((await owner.call('GET', '/auth/me')).headers.get('etag'), 'a version');
  const first = await etagNow();
  const edits = [
    ['/auth/me', { fullName: 'Ada Versioned' }],
    ['/auth/me/pin', { currentPassword: TEST_PASSWORD, pin: '730164' }],
    ['/auth/me/password', { currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD }],
  ] as const;
  for (const [path, body] of edits) {
    const put = (headers: Record<string, string>): ReturnType<ApiCaller> => owner.call('PUT', path, { headers, body });
    const etag = await etagNow();
    expect(await put({}), path).toMatchObject({ status: 428, body: { code: 'version_required' } });
    expect(await put({ 'if-match': '"older"' }), path).toMatchObject({ status: 412, body: { code: 'stale_version' } });
    const came = await put({ 'if-match': etag });
    expect(came.status, path).toBe(200);
    expect(came.headers.get('etag'), path).toBe(await etagNow());
  }
  expect(await etagNow()).not.toBe(first);
});

test('the password is changed with the old one; other sign-ins end, this one stays', async () => {
  const here = await registerOwner(server, 'change@example.test');
  const there = await signIn(server, here.email);
  const change = (currentPassword: string, newPassword: string): ReturnType<ApiCaller> =>
    here.call('PUT', '/auth/me/password', {
      headers: ANY_VERSION,
      body: { currentPassword, newPassword, refreshToken: here.refreshToken },
    });
  expect(await change('not-the-password', NEW_PASSWORD)).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'currentPassword' }] },
  });
  expect(await change(TEST_PASSWORD, 'short')).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'newPassword' }] },
  });
  expect(await change(TEST_PASSWORD, NEW_PASSWORD)).toMatchObject({ status: 200, body: { data: { endedSignIns: 1 } } });
  expect((await anybody('POST', '/auth/refresh', { body: { refreshToken: there.refreshToken } })).status).toBe(401);
  expect((await anybody('POST', '/auth/refresh', { body: { refreshToken: here.refreshToken } })).status).toBe(200);
  expect((await login(here.email, NEW_PASSWORD)).status).toBe(200);
});

test('a link to a new password works no more once the password was changed', async () => {
  const owner = await registerOwner(server, 'changed@example.test');
  await anybody('POST', '/auth/forgot-password', { body: { email: owner.email } });
  const token = await sentToken(server, owner.email, 'reset-password');
  const body = { currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD };
  expect((await owner.call('PUT', '/auth/me/password', { headers: ANY_VERSION, body })).status).toBe(200);
  const late = await anybody('POST', `/auth/reset-password/${token}`, { body: { password: TEST_PASSWORD } });
  expect(late).toMatchObject({ status: 400, body: { code: 'token_invalid' } });
});

test('whoever guesses at the password of an open screen waits', async () => {
  const owner = await registerOwner(server, 'guess@example.test');
  const guess = (): ReturnType<ApiCaller> =>
    owner.call('PUT', '/auth/me/pin', {
      headers: ANY_VERSION,
      body: { currentPassword: 'not-the-password', pin: '730164' },
    });
  for (let count = 0; count < 5; count += 1) expect((await guess()).status).toBe(422);
  expect(await guess()).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
  server.clock.advance(60_000);
});

test('the own PIN is set with the password, and is long enough for the role', async () => {
  const owner = await registerOwner(server, 'pin@example.test');
  const set = (pin: string): ReturnType<ApiCaller> =>
    owner.call('PUT', '/auth/me/pin', { headers: ANY_VERSION, body: { currentPassword: TEST_PASSWORD, pin } });
  expect(await set('2580')).toMatchObject({ status: 422, body: { errors: [{ field: 'pin' }] } });
  expect(dataOf(await set('730164'), meSchema).hasPin).toBe(true);
  const [row] = await server.asOwner(
    (sql) => sql<{ pin_hash: string }[]>`select pin_hash from users where id = ${owner.userId}`,
  );
  expect(await compare('730164', row?.pin_hash ?? '')).toBe(true);
});

test('a person sees where the account is signed in, and ends one of them; nobody ends another’s', async () => {
  const owner = await registerOwner(server, 'places@example.test');
  const stranger = await registerOwner(server, 'stranger@example.test');
  const came = await anybody('POST', '/auth/login', {
    body: { email: owner.email, password: TEST_PASSWORD },
    headers: { 'user-agent': 'Phone' },
  });
  const cookie = (came.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const list = async (): Promise<z.output<typeof signInSchema>[]> =>
    dataOf(await owner.call('GET', '/auth/sessions', { headers: { cookie } }), z.array(signInSchema));
  const before = await list();
  expect(before.map(({ agent, isThis }) => `${agent} ${isThis}`).toSorted()).toEqual(['Phone true', 'node false']);
  const other = must(
    before.find(({ isThis }) => !isThis),
    'the first sign-in',
  );
  expect((await stranger.call('DELETE', `/auth/sessions/${other.id}`)).status).toBe(404);
  expect(await owner.call('DELETE', `/auth/sessions/${other.id}`)).toMatchObject({
    status: 200,
    body: { data: { ended: true } },
  });
  expect((await owner.call('DELETE', `/auth/sessions/${other.id}`)).status).toBe(404);
  expect((await list()).map(({ agent }) => agent)).toEqual(['Phone']);
  expect((await anybody('POST', '/auth/refresh', { body: { refreshToken: owner.refreshToken } })).status).toBe(401);
});

test('no password, PIN or token stands in the audit or the log', async () => {
  const rows = await server.asOwner((sql) => sql`select old_values, new_values from audit_logs`);
  const text = JSON.stringify(rows) + server.logged.join('\n');
  for (const secret of [TEST_PASSWORD, NEW_PASSWORD, '730164', '$2b$']) expect(text).not.toContain(secret);
});
