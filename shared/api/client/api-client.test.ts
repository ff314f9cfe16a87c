import { expect, test } from 'vitest';
import { createApiClient } from './api-client.ts';
import { ApiFault } from './api-fault.ts';
import type { ApiRequest, ApiResponse } from './api-message.ts';
import { loginRoute, salesRoute, storesRoute } from './owner-routes.ts';

const json = (status: number, body: unknown, headers: Record<string, string> = {}): ApiResponse => ({
  status,
  json: body,
  header: (name) => headers[name] ?? null,
});
const noStores = json(200, { status: 'success', message: '', data: [], meta: { page: 1, limit: 200, total: 0 } });
const expired = json(401, { status: 'error', message: 'The sign-in has run out.', code: 'token_expired', errors: [] });

function clientOf(answers: readonly ApiResponse[], renewed: string | null = 'second') {
  const sent: ApiRequest[] = [];
  let token: string | null = 'first';
  const client = createApiClient({
    carry: (request) => {
      const answer = answers[sent.length];
      sent.push(request);
      return answer === undefined ? Promise.reject(new Error('the line is cut')) : Promise.resolve(answer);
    },
    accessToken: () => token,
    renew: () => {
      token = renewed;
      return Promise.resolve(renewed !== null);
    },
    makeKey: () => 'key-1',
  });
  return { client, sent };
}

const faultOf = async (call: Promise<unknown>): Promise<ApiFault> => {
  const fault = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(fault instanceof ApiFault)) throw new Error('the call did not fail as an ApiFault');
  return fault;
};

test('a read says who asks, in the query only what was given', async () => {
  const { client, sent } = clientOf([noStores]);
  const { meta } = await client.call(salesRoute, { query: { q: 'Milo & co', page: 2 } });
  expect(sent[0]?.path).toBe('/api/v1/sales?q=Milo%20%26%20co&page=2');
  expect(sent[0]?.headers['authorization']).toBe('Bearer first');
  expect(sent[0]?.headers['idempotency-key']).toBeUndefined();
  expect(meta).toEqual({ page: 1, limit: 200, total: 0 });
});

test('a sign-in that ran out is renewed once, and the call sent again', async () => {
  const { client, sent } = clientOf([expired, noStores]);
  await client.call(storesRoute, { query: { limit: 200 } });
  expect(sent.map((request) => request.headers['authorization'])).toEqual(['Bearer first', 'Bearer second']);
});

test('a sign-in that can’t be renewed is said, and nothing is sent again', async () => {
  const { client, sent } = clientOf([expired, noStores], null);
  expect((await faultOf(client.call(storesRoute, { query: { limit: 200 } }))).code).toBe('token_expired');
  expect(sent).toHaveLength(1);
});

test('a wrong password is no reason to renew, and tells nobody a token', async () => {
  const wrong = json(401, { status: 'error', message: 'E-mail or password is not right.', code: 'wrong_credentials' });
  const { client, sent } = clientOf([wrong, noStores]);
  const fault = await faultOf(client.call(loginRoute, { body: { email: 'folake@example.com', password: 'x' } }));
  expect(fault.code).toBe('wrong_credentials');
  expect(sent).toHaveLength(1);
  expect(sent[0]?.headers['authorization']).toBeUndefined();
  expect(sent[0]?.headers['idempotency-key']).toBe('key-1');
});

test('a cut line, a stranger’s page and an answer of another form are told apart', async () => {
  const cut = clientOf([]).client;
  expect((await faultOf(cut.call(storesRoute, { query: { limit: 200 } }))).code).toBe('office_unreachable');
  const stranger = clientOf([json(200, undefined)]).client;
  expect((await faultOf(stranger.call(storesRoute, { query: { limit: 200 } }))).code).toBe('office_answer_odd');
  const odd = clientOf([json(200, { status: 'success', data: [{ id: 7 }] })]).client;
  expect((await faultOf(odd.call(storesRoute, { query: { limit: 200 } }))).code).toBe('office_answer_odd');
});

test('fields, the wait and the request’s id come with an error', async () => {
  const body = {
    status: 'error',
    message: 'Too many requests in a short time.',
    code: 'too_many_requests',
    errors: [{ field: 'email', message: 'Wait a little.' }],
    requestId: '7F3K-22QD',
  };
  const { client } = clientOf([json(429, body, { 'retry-after': '30' })]);
  const fault = await faultOf(client.call(storesRoute, { query: { limit: 200 } }));
  expect(fault).toMatchObject({ retryAfterSeconds: 30, requestId: '7F3K-22QD', status: 429 });
  expect(fault.fields).toEqual([{ field: 'email', message: 'Wait a little.' }]);
});
