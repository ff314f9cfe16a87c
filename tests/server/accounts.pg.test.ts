import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessSchema } from '#shared/api/auth-endpoints.ts';
import { decodeJwt } from 'jose';
import {
  type ApiCaller,
  TEST_PASSWORD,
  apiCaller,
  dataOf,
  registerOwner,
  signIn,
  verificationToken,
} from '../support/api-caller.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

const DAY_MS = 24 * 60 * 60_000;

let server: TestServer;
let anybody: ApiCaller;

beforeAll(async () => {
  server = await startTestServer();
  anybody = apiCaller(server);
});

afterAll(() => server[Symbol.asyncDispose]());

function registration(email: string, more: object = {}): { body: object } {
  return { body: { businessName: 'Ada Stores', fullName: 'Ada Obi', email, password: TEST_PASSWORD, ...more } };
}

test('an owner registers, confirms the address by the message, signs in and sees the business', async () => {
  expect((await anybody('POST', '/auth/register', registration('ada@example.test'))).status).toBe(202);
  const early = await anybody('POST', '/auth/login', { body: { email: 'ada@example.test', password: TEST_PASSWORD } });
  expect(early).toMatchObject({ status: 403, body: { code: 'email_unverified' } });
  const token = await verificationToken(server, 'ada@example.test');
  expect((await anybody('POST', `/auth/verify-email/${token}`)).status).toBe(200);
  expect(await anybody('POST', `/auth/verify-email/${token}`)).toMatchObject({
    status: 400,
    body: { code: 'token_invalid' },
  });
  const owner = await signIn(server, 'ada@example.test');
  expect(await owner.call('GET', '/auth/me')).toMatchObject({
    status: 200,
    body: {
      status: 'success',
      data: {
        fullName: 'Ada Obi',
        role: { key: 'owner' },
        permissions: ['*'],
        storeIds: [],
        business: { name: 'Ada Stores', currency: 'NGN', timeZone: 'Africa/Lagos' },
      },
    },
  });
  expect(decodeJwt(owner.accessToken)).toMatchObject({
    userId: owner.userId,
    businessId: owner.businessId,
    role: 'owner',
    permissions: ['*'],
  });
});

test('registering a known address answers the same, makes nothing, and tells its holder', async () => {
  await registerOwner(server, 'known@example.test');
  const first = await anybody('POST', '/auth/register', registration('unknown@example.test'));
  const second = await anybody('POST', '/auth/register', registration('Known@Example.test'));
  expect(second.status).toBe(first.status);
  expect(first.body).toMatchObject({ data: { email: 'unknown@example.test' } });
  expect(second.body).toEqual({ ...Object.assign({}, first.body), data: { email: 'known@example.test' } });
  await server.settled();
  expect((await server.outbox()).at(-1)).toContain('already');
});

test.each([
  ['a short password', { password: 'short' }, 'password'],
  ['a common password', { password: 'password123' }, 'password'],
  ['a password of 73 bytes', { password: 'xyz!'.repeat(18) + 'a' }, 'password'],
  ['an address that is none', { email: 'nobody' }, 'email'],
  ['no business name', { businessName: '  ' }, 'businessName'],
  ['an unknown time zone', { timeZone: 'Mars/Olympus' }, 'timeZone'],
])('registering with %s names the field', async (_, more, field) => {
  const came = await anybody('POST', '/auth/register', registration('new@example.test', more));
  expect(came).toMatchObject({ status: 422, body: { code: 'bad_input', errors: [{ field }] } });
});

test('malformed JSON is 400, another form 415, and too much 413', async () => {
  expect(await anybody('POST', '/auth/login', { text: '{"email":' })).toMatchObject({
    status: 400,
    body: { code: 'malformed' },
  });
  expect(
    await anybody('POST', '/auth/login', { text: 'a=b', headers: { 'content-type': 'text/plain' } }),
  ).toMatchObject({ status: 415 });
  expect(
    await anybody('POST', '/auth/login', { text: JSON.stringify({ email: 'x'.repeat(1_100_000) }) }),
  ).toMatchObject({ status: 413, body: { code: 'too_large' } });
});

test('a wrong password and an unknown address get the same answer', async () => {
  await registerOwner(server, 'same@example.test');
  const answers = await Promise.all(
    ['same@example.test', 'nobody-at-all@example.test'].map((email) =>
      anybody('POST', '/auth/login', { body: { email, password: 'not-the-password' } }),
    ),
  );
  for (const { status, body } of answers)
    expect({ status, body }).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } });
  server.clock.advance(DAY_MS);
});

test('whoever fails again and again waits, and then gets in', async () => {
  await registerOwner(server, 'slow@example.test');
  const tryWrong = (): Promise<{ status: number }> =>
    anybody('POST', '/auth/login', { body: { email: 'slow@example.test', password: 'not-the-password' } });
  for (let count = 0; count < 5; count += 1) expect((await tryWrong()).status).toBe(401);
  const right = { body: { email: 'slow@example.test', password: TEST_PASSWORD } };
  expect(await anybody('POST', '/auth/login', right)).toMatchObject({
    status: 429,
    body: { code: 'too_many_requests' },
  });
  server.clock.advance(60_000);
  expect((await anybody('POST', '/auth/login', right)).status).toBe(200);
});

test('a refresh token works once; its second use ends every sign-in that came of it and tells the person', async () => {
  const owner = await registerOwner(server, 'fresh@example.test');
  const first = await anybody('POST', '/auth/refresh', { body: { refreshToken: owner.refreshToken } });
  expect(first.status).toBe(200);
  const next = dataOf(first, accessSchema).refreshToken;
  const stolen = await anybody('POST', '/auth/refresh', { body: { refreshToken: owner.refreshToken } });
  expect(stolen).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
  expect((await anybody('POST', '/auth/refresh', { body: { refreshToken: next } })).status).toBe(401);
  await server.settled();
  expect((await server.outbox()).at(-1)).toContain('signed out for safety');
});

test('a refresh token runs out after seven days, an access token after fifteen minutes', async () => {
  const owner = await registerOwner(server, 'old@example.test');
  server.clock.advance(15 * 60_000);
  expect(await owner.call('GET', '/auth/me')).toMatchObject({ status: 401, body: { code: 'token_expired' } });
  server.clock.advance(7 * DAY_MS);
  const came = await anybody('POST', '/auth/refresh', { body: { refreshToken: owner.refreshToken } });
  expect(came).toMatchObject({ status: 401, body: { code: 'token_expired' } });
});

test('in a browser the refresh token lives in a cookie that no script reads', async () => {
  await registerOwner(server, 'browser@example.test');
  const came = await anybody('POST', '/auth/login', {
    body: { email: 'browser@example.test', password: TEST_PASSWORD },
  });
  expect(came.body).toMatchObject({ data: { refreshToken: null } });
  const cookie = came.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Strict/);
  expect(cookie).toMatch(/Path=\/api\/v1\/auth/);
  const pair = cookie.split(';')[0] ?? '';
  const next = await anybody('POST', '/auth/refresh', { headers: { cookie: pair } });
  expect(next.status).toBe(200);
  expect(next.headers.get('set-cookie')).not.toContain(pair);
});

test('signing out ends the refresh token', async () => {
  const owner = await registerOwner(server, 'leaves@example.test');
  expect((await owner.call('POST', '/auth/logout', { body: { refreshToken: owner.refreshToken } })).status).toBe(200);
  expect((await anybody('POST', '/auth/refresh', { body: { refreshToken: owner.refreshToken } })).status).toBe(401);
});

test('a deactivated user is out at once, whatever the token says', async () => {
  const owner = await registerOwner(server, 'gone@example.test');
  await server.asOwner((sql) => sql`update users set is_active = false where id = ${owner.userId}`);
  expect(await owner.call('GET', '/auth/me')).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
  expect((await anybody('POST', '/auth/login', { body: { email: owner.email, password: TEST_PASSWORD } })).status).toBe(
    401,
  );
});

test('no token, a forged one and one of another server are refused', async () => {
  const forged = `${'eyJhbGciOiJub25lIn0'}.${Buffer.from(JSON.stringify({ userId: '01890000-0000-7000-8000-00000000000a' })).toString('base64url')}.`;
  await using other = await startTestServer();
  const stranger = await registerOwner(other, 'stranger@example.test');
  for (const call of [anybody, apiCaller(server, forged), apiCaller(server, stranger.accessToken)]) {
    expect(await call('GET', '/auth/me')).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
  }
});

test('a new link makes the earlier one void, and asking for an unknown address answers the same', async () => {
  await anybody('POST', '/auth/register', registration('again@example.test'));
  const first = await verificationToken(server, 'again@example.test');
  const came = await anybody('POST', '/auth/resend-verification', { body: { email: 'again@example.test' } });
  const unknown = await anybody('POST', '/auth/resend-verification', { body: { email: 'nobody@example.test' } });
  expect(unknown.status).toBe(came.status);
  const second = await verificationToken(server, 'again@example.test');
  expect(second).not.toBe(first);
  const audited = await server.asOwner(
    (sql) => sql`select user_id, entity_id from audit_logs where action = 'verification.resent'`,
  );
  expect(audited.map(({ user_id: by, entity_id: of }) => by === of)).toEqual([true]);
  expect((await anybody('POST', `/auth/verify-email/${first}`)).status).toBe(400);
  server.clock.advance(DAY_MS);
  expect((await anybody('POST', `/auth/verify-email/${second}`)).status).toBe(400);
});

test('secrets, addresses and passwords never reach the log', () => {
  const text = server.logged.join('\n');
  expect(text).toContain('/api/v1/auth/verify-email/:token');
  for (const secret of [TEST_PASSWORD, '@example.test', 'eyJ']) expect(text).not.toContain(secret);
});

test('what a person did to an account is in the audit log', async () => {
  const rows = await server.asOwner((sql) => sql<{ action: string }[]>`select distinct action from audit_logs`);
  expect(rows.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      'business.registered',
      'email.confirmed',
      'sign_in.succeeded',
      'sign_in.failed',
      'sign_in.reused',
      'sign_out',
    ]),
  );
});
