import { expect, test } from 'vitest';
import { createOffice } from './office.ts';
import { meEndpoint } from '#shared/api/auth-endpoints.ts';
import { listStoresEndpoint } from '#shared/api/store-endpoints.ts';

type Sent = { readonly line: string; readonly headers: Readonly<Record<string, string>> };
type Reply = { readonly status: number; readonly body: unknown };

const error = (status: number, code: string): Reply => ({
  status,
  body: { status: 'error', message: 'Said in words.', code, errors: [], requestId: '7F3K-22QD' },
});
const good = (data: unknown): Reply => ({ status: 200, body: { status: 'success', message: '', data } });
const expired = error(401, 'token_expired');

function officeOf(answerTo: (line: string, headers: Readonly<Record<string, string>>) => Reply | 'cut') {
  const sent: Sent[] = [];
  let signedOut = 0;
  const office = createOffice({
    send: async (url, { method, headers }) => {
      const line = `${method} ${url}`;
      sent.push({ line, headers });
      const reply = answerTo(line, headers);
      if (reply === 'cut') throw new TypeError('the line is cut');
      const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
      return new Response(text, { status: reply.status });
    },
    makeKey: () => 'key',
    oneAtATime: (work) => work(),
    onSignedOut: () => {
      signedOut += 1;
    },
  });
  return { office, sent, signedOut: () => signedOut };
}

test('a page that opens asks the cookie once, however many ask', async () => {
  const { office, sent } = officeOf(() => good({ accessToken: 'a', expiresInSeconds: 900, refreshToken: null }));
  expect(await Promise.all([office.isSignedIn(), office.isSignedIn(), office.isSignedIn()])).toEqual([
    true,
    true,
    true,
  ]);
  expect(sent.map(({ line }) => line)).toEqual(['POST /api/v1/auth/refresh']);
  expect(office.accessToken()).toBe('a');
});

test('a visitor without a cookie is not signed in, and not thrown out of anything', async () => {
  const { office, signedOut } = officeOf(() => expired);
  expect(await office.isSignedIn()).toBe(false);
  expect(signedOut()).toBe(0);
});

test('a token that ran out is renewed once, and the call sent again with the new one', async () => {
  const { office, sent } = officeOf((line, headers) => {
    if (line.endsWith('/login')) return good({ accessToken: 'a', expiresInSeconds: 900, refreshToken: null });
    if (line.endsWith('/refresh')) return good({ accessToken: 'b', expiresInSeconds: 900, refreshToken: null });
    return headers['authorization'] === 'Bearer b' ? good([]) : expired;
  });
  await office.signIn('folake@example.com', 'long enough');
  expect((await office.call(listStoresEndpoint)).data).toEqual([]);
  expect(sent.map(({ line }) => line.split('/').at(-1))).toEqual(['login', 'stores', 'refresh', 'stores']);
});

test('a sign-in that ends while the page is open leads to sign-in', async () => {
  const { office, signedOut } = officeOf((line) =>
    line.endsWith('/login') ? good({ accessToken: 'a', expiresInSeconds: 900, refreshToken: null }) : expired,
  );
  await office.signIn('folake@example.com', 'long enough');
  await expect(office.call(meEndpoint)).rejects.toMatchObject({ code: 'token_expired' });
  expect(signedOut()).toBe(1);
  expect(office.accessToken()).toBeNull();
});

test('a wrong password asks nobody to renew, and a write carries its key', async () => {
  const { office, sent } = officeOf(() => error(401, 'wrong_credentials'));
  await expect(office.signIn('folake@example.com', 'x')).rejects.toMatchObject({
    code: 'wrong_credentials',
    requestId: '7F3K-22QD',
  });
  expect(sent).toHaveLength(1);
  expect(sent[0]?.headers['idempotency-key']).toBe('key');
});

test('an office in trouble does not sign anybody out', async () => {
  const { office, signedOut } = officeOf((line) => {
    if (line.endsWith('/login')) return good({ accessToken: 'a', expiresInSeconds: 900, refreshToken: null });
    return line.endsWith('/refresh') ? error(503, 'unavailable') : expired;
  });
  await office.signIn('folake@example.com', 'long enough');
  await expect(office.call(meEndpoint)).rejects.toMatchObject({ code: 'unavailable' });
  expect(signedOut()).toBe(0);
  expect(office.accessToken()).toBe('a');
});

test('signing out forgets the token even where the office does not answer', async () => {
  const { office } = officeOf((line) =>
    line.endsWith('/login') ? good({ accessToken: 'a', expiresInSeconds: 900, refreshToken: null }) : 'cut',
  );
  await office.signIn('folake@example.com', 'long enough');
  await expect(office.signOut()).rejects.toMatchObject({ code: 'office_unreachable' });
  expect(office.accessToken()).toBeNull();
});

test('a stranger’s page is told apart from the office', async () => {
  const { office } = officeOf(() => ({ status: 200, body: '<h1>Welcome to the hotel</h1>' }));
  await expect(office.call(listStoresEndpoint)).rejects.toMatchObject({ code: 'office_answer_odd' });
});
