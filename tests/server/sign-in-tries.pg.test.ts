import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiCaller, TEST_PASSWORD, apiCaller, registerOwner } from '../support/api-caller.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

const DAY_MS = 24 * 60 * 60_000;

let server: TestServer;
let anybody: ApiCaller;

beforeAll(async () => {
  server = await startTestServer();
  anybody = apiCaller(server);
});

afterAll(() => server[Symbol.asyncDispose]());

test('many guesses at one moment are no more than a few one after the other', async () => {
  await registerOwner(server, 'burst@example.test');
  const guess = (_: unknown, place: number): ReturnType<ApiCaller> =>
    anybody('POST', '/auth/login', { body: { email: 'burst@example.test', password: `guess-number-${place}` } });
  const came = await Promise.all(Array.from({ length: 20 }, guess));
  expect(came.filter(({ status }) => status === 401)).toHaveLength(5);
  expect(came.filter(({ status }) => status === 429)).toHaveLength(15);
  server.clock.advance(DAY_MS);
});

test('an account of one’s own doesn’t make the failures of an address forgotten', async () => {
  for (const name of ['mine', 'one', 'two', 'three']) await registerOwner(server, `${name}@example.test`);
  const signInAs = async (name: string, password: string): Promise<number> =>
    (await anybody('POST', '/auth/login', { body: { email: `${name}@example.test`, password } })).status;
  for (const name of ['one', 'two']) {
    expect(await signInAs(name, 'a-common-password')).toBe(401);
    expect(await signInAs(name, 'another-password')).toBe(401);
    expect(await signInAs('mine', TEST_PASSWORD)).toBe(200);
  }
  expect(await signInAs('three', 'a-common-password')).toBe(401);
  expect(await signInAs('three', TEST_PASSWORD)).toBe(429);
  server.clock.advance(DAY_MS);
});

test('a right password before the address is confirmed is no sign-in, and is written down as none', async () => {
  const asked = { businessName: 'Early Stores', fullName: 'Eni', email: 'early@example.test', password: TEST_PASSWORD };
  await anybody('POST', '/auth/register', { body: asked });
  expect(await anybody('POST', '/auth/login', { body: asked })).toMatchObject({ body: { code: 'email_unverified' } });
  const rows = await server.asOwner(
    (sql) => sql<{ action: string }[]>`
      select a.action from audit_logs a join users u on u.business_id = a.business_id and u.id = a.user_id
      where u.email = 'early@example.test' and a.action like 'sign_in%'`,
  );
  expect(rows.map(({ action }) => action)).toEqual(['sign_in.failed']);
});
