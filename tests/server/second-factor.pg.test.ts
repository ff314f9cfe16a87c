import { Secret, TOTP } from 'otpauth';
import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { meSchema } from '#shared/api/auth-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import {
  type ApiCaller,
  type SignedInOwner,
  TEST_PASSWORD,
  apiCaller,
  dataOf,
  registerOwner,
} from '../support/api-caller.ts';
import { sentToken } from '../support/sent-link.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

const STEP_MS = 30_000;
const NEW_PASSWORD = 'mango-season-in-april';

let server: TestServer;
let anybody: ApiCaller;

beforeAll(async () => {
  server = await startTestServer();
  anybody = apiCaller(server);
});

afterAll(() => server[Symbol.asyncDispose]());

/** An authenticator app on a phone whose clock may be off. */
function appOf(secret: string): (offMs?: number) => string {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  return (offMs = 0) => totp.generate({ timestamp: server.clock.nowMs() + offMs });
}

function login(email: string, code?: string, password = TEST_PASSWORD): ReturnType<ApiCaller> {
  return anybody('POST', '/auth/login', {
    body: { email, password, client: 'program', ...(code === undefined ? {} : { code }) },
  });
}

async function begin(owner: SignedInOwner): Promise<{ secret: string; uri: string }> {
  const came = await owner.call('POST', '/auth/totp/enable', { body: { currentPassword: TEST_PASSWORD } });
  return dataOf(came, z.object({ secret: z.string(), uri: z.string() }));
}

/** Somebody with a second factor, in the half minute after its first code. */
async function withFactor(
  email: string,
): Promise<{ owner: SignedInOwner; code: ReturnType<typeof appOf>; paper: string[] }> {
  const owner = await registerOwner(server, email);
  const code = appOf((await begin(owner)).secret);
  const came = await owner.call('POST', '/auth/totp/confirm', { body: { code: code() } });
  const { recoveryCodes } = dataOf(came, z.object({ recoveryCodes: z.array(z.string()) }));
  server.clock.advance(STEP_MS);
  return { owner, code, paper: recoveryCodes };
}

test('a second factor counts once a code of it is confirmed, and then each sign-in asks for one', async () => {
  const owner = await registerOwner(server, 'factor@example.test');
  const { secret, uri } = await begin(owner);
  expect(uri).toMatch(/^otpauth:\/\/totp\/Stockavoo:factor%40example\.test\?.*secret=/);
  expect((await login(owner.email)).status).toBe(200);
  const code = appOf(secret);
  expect(await owner.call('POST', '/auth/totp/confirm', { body: { code: '000000' } })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'code' }] },
  });
  expect((await owner.call('POST', '/auth/totp/confirm', { body: { code: code() } })).status).toBe(200);
  expect(dataOf(await owner.call('GET', '/auth/me'), meSchema).hasTotp).toBe(true);
  expect(await login(owner.email)).toMatchObject({ status: 401, body: { code: 'second_factor_needed' } });
  server.clock.advance(STEP_MS);
  expect((await login(owner.email, code())).status).toBe(200);
  await server.settled();
  expect((await server.outbox()).at(-1)).toContain('second factor');
});

test('a code works once, and those of yesterday and of a wrong secret not at all', async () => {
  const { owner, code } = await withFactor('once@example.test');
  const now = code();
  expect((await login(owner.email, now)).status).toBe(200);
  for (const wrong of [now, code(-24 * 60 * 60_000), '123456', 'abcdef'])
    expect(await login(owner.email, wrong)).toMatchObject({ status: 401, body: { code: 'second_factor_wrong' } });
});

test('a phone whose clock is half a minute off gets in', async () => {
  const { owner, code } = await withFactor('off@example.test');
  expect((await login(owner.email, code(STEP_MS))).status).toBe(200);
});

test('a wrong password is told before any code is asked for, and a code alone tells nothing', async () => {
  const { owner, code } = await withFactor('order@example.test');
  expect(await login(owner.email, code(), 'not-the-password')).toMatchObject({
    status: 401,
    body: { code: 'wrong_credentials' },
  });
});

test('a recovery code signs in once, however it is typed', async () => {
  const { owner, paper } = await withFactor('paper@example.test');
  expect(paper.length).toBe(10);
  expect(new Set(paper).size).toBe(10);
  const [first, second] = [must(paper[0], 'a code'), must(paper[1], 'a code')];
  expect((await login(owner.email, first)).status).toBe(200);
  expect(await login(owner.email, first)).toMatchObject({ status: 401, body: { code: 'second_factor_wrong' } });
  expect((await login(owner.email, ` ${second.replace('-', '').toUpperCase()} `)).status).toBe(200);
});

test('whoever knows the password and guesses at codes waits', async () => {
  const { owner, code } = await withFactor('guess@example.test');
  for (let count = 0; count < 5; count += 1) expect((await login(owner.email, '000000')).status).toBe(401);
  expect(await login(owner.email, code())).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
  server.clock.advance(60_000);
  expect((await login(owner.email, code())).status).toBe(200);
});

test('a new password by mail doesn’t open an account with a second factor', async () => {
  const { owner, code } = await withFactor('mail@example.test');
  await anybody('POST', '/auth/forgot-password', { body: { email: owner.email } });
  const token = await sentToken(server, owner.email, 'reset-password');
  await anybody('POST', `/auth/reset-password/${token}`, { body: { password: NEW_PASSWORD } });
  expect(await login(owner.email, undefined, NEW_PASSWORD)).toMatchObject({
    status: 401,
    body: { code: 'second_factor_needed' },
  });
  expect((await login(owner.email, code(), NEW_PASSWORD)).status).toBe(200);
});

test('it ends with the password and a code, and its recovery codes with it', async () => {
  const { owner, code, paper } = await withFactor('ends@example.test');
  const end = (currentPassword: string, typed: string): ReturnType<ApiCaller> =>
    owner.call('POST', '/auth/totp/disable', { body: { currentPassword, code: typed } });
  expect((await end('not-the-password', code())).status).toBe(422);
  expect(await end(TEST_PASSWORD, '000000')).toMatchObject({ status: 422, body: { errors: [{ field: 'code' }] } });
  expect(await owner.call('POST', '/auth/totp/enable', { body: { currentPassword: TEST_PASSWORD } })).toMatchObject({
    status: 409,
  });
  expect((await end(TEST_PASSWORD, code())).status).toBe(200);
  expect((await login(owner.email)).status).toBe(200);
  const again = appOf((await begin(owner)).secret);
  server.clock.advance(STEP_MS);
  expect((await owner.call('POST', '/auth/totp/confirm', { body: { code: again() } })).status).toBe(200);
  expect((await login(owner.email, must(paper[0], 'a code'))).status).toBe(401);
});

test('secrets lie sealed: neither the database, the audit nor the log shows one', async () => {
  const owner = await registerOwner(server, 'sealed@example.test');
  const { secret } = await begin(owner);
  const came = await owner.call('POST', '/auth/totp/confirm', { body: { code: appOf(secret)() } });
  const { recoveryCodes } = dataOf(came, z.object({ recoveryCodes: z.array(z.string()) }));
  const rows = await server.asOwner(
    (sql) => sql`
      select to_jsonb(u) as row from users u union all select to_jsonb(a) from audit_logs a
      union all select to_jsonb(r) from recovery_codes r union all select to_jsonb(i) from idempotency_keys i`,
  );
  const text = JSON.stringify(rows) + server.logged.join('\n');
  for (const shown of [secret, ...recoveryCodes]) expect(text).not.toContain(shown);
});
