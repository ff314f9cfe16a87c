import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { listEndpoints } from '#server/server.ts';
import { type Endpoint, takesBody } from '#shared/api/endpoint.ts';
import { errorAnswerSchema } from '#shared/api/envelope.ts';
import { type Came, type SignedInOwner, apiCaller, dataOf, registerOwner } from '../support/api-caller.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

const NOWHERE = '01890000-0000-7000-8000-0000000000ff';
const ENDPOINTS = listEndpoints().map((endpoint): [string, Endpoint] => [
  `${endpoint.method.toUpperCase()} ${endpoint.path}`,
  endpoint,
]);

/** Bodies that no route wants: broken, of the wrong kind, hostile, endless. */
const BODIES: readonly string[] = [
  '{',
  'null',
  '[]',
  '"text"',
  '{"__proto__":{"admin":true}}',
  '{"name":"\\u0000","email":"\\u0000","fullName":"\\u0000","code":"A\\u0000"}',
  '{"name":"\\ud800","sellingPriceMinor":1}',
  `{"name":${'['.repeat(5000)}${']'.repeat(5000)}}`,
  JSON.stringify({ name: 'x'.repeat(100_000), sellingPriceMinor: 1 }),
  JSON.stringify({ name: "'; drop table users; --", code: "'", email: "' or 1=1", password: "'" }),
  JSON.stringify({ name: 5, sellingPriceMinor: '1e400', ratePpm: -1, storeIds: 'all', pin: 1234, roleId: {} }),
];
const IDS = [NOWHERE, 'x', '%00', '%27%20or%201%3D1', '..%2f..', 'x'.repeat(2000)];
const QUERIES = [
  '',
  '?page=0',
  '?page=1e9',
  '?limit=-1',
  '?q=%00',
  '?q=%25%27',
  '?sort=drop',
  '?from=tomorrow&to=%27',
  '?storeId=x',
  '?page[]=1',
  '?from=2026-02-30&to=2026-02-31&date=2026-02-30',
  '?from=0000-01-01&to=0000-01-02&date=0000-01-01',
  '?to=0001-01-01&date=0001-01-01',
  '?from=9999-12-31&to=9999-12-31&date=9999-12-31',
  '?from=0000-01-01T00:00:00Z&to=0000-01-01T00:00:00Z&updatedSince=0000-01-01T00:00:00Z',
  ...[
    ['-occurredAt', 9e15, NOWHERE],
    ['-occurredAt', -8e15, NOWHERE],
    ['-openedAt', 9e15, NOWHERE],
    ['-openedAt', -8e15, NOWHERE],
    ['0000-01-01T00:00:00Z', NOWHERE],
  ].map((cursor) => `?cursor=${Buffer.from(JSON.stringify(cursor)).toString('base64url')}`),
];

let server: TestServer;
let ada: SignedInOwner;

beforeAll(async () => {
  server = await startTestServer();
  ada = await registerOwner(server, 'ada@example.test');
});

afterAll(() => server[Symbol.asyncDispose]());

function methodOf(endpoint: Endpoint): 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' {
  return ({ get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE' } as const)[endpoint.method];
}

function pathWith(endpoint: Endpoint, id: string): string {
  return endpoint.path.replaceAll(/:[A-Za-z]+/g, id);
}

/** A refusal in words: never a fault of ours, and nothing of the program's inside. */
function expectRefusalOrAnswer(came: Came, what: string): void {
  expect(came.status, what).toBeLessThan(500);
  if (came.status < 400) return;
  const { message } = errorAnswerSchema.parse(came.body);
  expect(message, what).toMatch(/^[A-Z“‘'].*[.!?]$/s);
  expect(JSON.stringify(came.body), what).not.toMatch(/node_modules|\.ts:|select |insert |constraint|stack/);
}

test.each(ENDPOINTS)('%s needs a sign-in unless it is public', async (_, endpoint) => {
  const came = await apiCaller(server)(methodOf(endpoint), pathWith(endpoint, NOWHERE));
  if (endpoint.permission === 'public') expect(came.status).not.toBe(500);
  else expect(came).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
});

// A stream takes nothing that could be wrong, and has no end to wait for.
test.each(ENDPOINTS.filter(([, { area }]) => area !== 'live'))(
  '%s refuses what is wrong in words',
  async (_, endpoint) => {
    const method = methodOf(endpoint);
    const hasBody = takesBody(endpoint);
    const headers = { 'if-match': '*' };
    for (const id of endpoint.path.includes(':') ? IDS : ['']) {
      expectRefusalOrAnswer(
        await ada.call(method, pathWith(endpoint, id), { headers, ...(hasBody ? { text: '{}' } : {}) }),
        id,
      );
    }
    for (const text of hasBody && endpoint.area !== 'auth' ? BODIES : BODIES.slice(0, hasBody ? 7 : 0)) {
      expectRefusalOrAnswer(await ada.call(method, pathWith(endpoint, NOWHERE), { headers, text }), text.slice(0, 60));
    }
    for (const query of method === 'GET' ? QUERIES : []) {
      expectRefusalOrAnswer(await ada.call(method, pathWith(endpoint, NOWHERE) + query), query);
    }
  },
);

test('a day or cursor that can’t be is refused in words where the history of something is read', async () => {
  const product = await ada.call('POST', '/products', { body: { name: 'Milk', sellingPriceMinor: 100 } });
  const customer = await ada.call('POST', '/customers', { body: { name: 'Chidi' } });
  const [productId, customerId] = [product, customer].map((came) => dataOf(came, z.object({ id: z.string() })).id);
  for (const path of [`/inventory/history/${productId}`, `/customers/${customerId}/statement`])
    for (const query of QUERIES) expectRefusalOrAnswer(await ada.call('GET', path + query), path + query);
});

test('every path of the document is a route, and every route has a doc line that is a sentence', async () => {
  for (const [name, endpoint] of ENDPOINTS) expect(endpoint.doc, name).toMatch(/^[A-Z/].*\.$/);
  expect(new Set(ENDPOINTS.map(([name]) => name)).size).toBe(ENDPOINTS.length);
});

test('nothing failed in a way that nobody foresaw', () => {
  expect(server.logged.filter((line) => line.includes('nobody foresaw'))).toEqual([]);
});
