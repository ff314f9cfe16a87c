import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { listEndpoints } from '#server/server.ts';
import type { Endpoint } from '#shared/api/endpoint.ts';
import { productAnswerSchema } from '#shared/api/product-endpoints.ts';
import { type SignedInOwner, dataOf, registerOwner } from '../support/api-caller.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

const NAMES = ['Ada', 'bola', 'Chidi'];
const idOf = z.looseObject({ id: z.string() });

let server: TestServer;
let ada: SignedInOwner;

beforeAll(async () => {
  server = await startTestServer();
  ada = await registerOwner(server, 'ada@example.test');
});

afterAll(() => server[Symbol.asyncDispose]());

const optionsOf = (endpoint: Endpoint): readonly string[] =>
  z
    .object({ properties: z.object({ sort: z.object({ enum: z.array(z.string()) }).optional() }) })
    .parse(z.toJSONSchema(endpoint.query, { io: 'input', unrepresentable: 'any' })).properties.sort?.enum ?? [];
const pageOf = (endpoint: Endpoint): boolean => 'page' in endpoint.query.shape && 'sort' in endpoint.query.shape;

test('every order that a list says it has is one', async () => {
  const lists = listEndpoints().filter(({ method, path }) => method === 'get' && !path.includes(':'));
  const asked = lists.filter(pageOf).flatMap((one) => optionsOf(one).map((sort) => `${one.path}?sort=${sort}`));
  expect(asked.length).toBeGreaterThan(80);
  for (const path of asked) expect((await ada.call('GET', path)).status, path).toBe(200);
});

test.each([
  ['/categories', (name: string) => ({ name })],
  ['/tax-rates', (name: string) => ({ name, ratePpm: 1000 })],
  ['/price-lists', (name: string) => ({ name })],
  ['/promotions', (name: string) => ({ name, rule: { kind: 'percent', ppm: 1000 } })],
  ['/stores', (name: string) => ({ name, code: name.slice(0, 3).toUpperCase() })],
  ['/expenses/categories', (name: string) => ({ name })],
])('%s goes by name, and by when each was made, either way', async (path, bodyOf) => {
  const named = z.array(z.looseObject({ name: z.string() }));
  const listed = async (sort: string): Promise<string[]> =>
    dataOf(await ada.call('GET', `${path}?sort=${sort}`), named).map(({ name }) => name);
  const before = await listed('name');
  for (const name of NAMES.toReversed()) {
    server.clock.advance(1000);
    expect(dataOf(await ada.call('POST', path, { body: bodyOf(name) }), idOf).id).not.toBe('');
  }
  const own = async (sort: string): Promise<string[]> => (await listed(sort)).filter((name) => !before.includes(name));
  expect(await own('name')).toEqual(NAMES);
  expect(await own('-name')).toEqual(NAMES.toReversed());
  expect(await own('createdAt')).toEqual(NAMES.toReversed());
  expect(await own('-createdAt')).toEqual(NAMES);
});

test('sets go by name either way', async () => {
  const variantOf = async (name: string): Promise<string> =>
    dataOf(await ada.call('POST', '/products', { body: { name, sellingPriceMinor: 100 } }), productAnswerSchema)
      .variants[0]?.id ?? '';
  const part = { variantId: await variantOf('Cup'), quantityMilli: 2000 };
  for (const name of ['Tea set', 'Coffee set'])
    await ada.call('POST', '/bundles', { body: { variantId: await variantOf(name), parts: [part] } });
  const listed = async (sort: string): Promise<string[]> =>
    dataOf(await ada.call('GET', `/bundles?sort=${sort}`), z.array(z.looseObject({ name: z.string() }))).map(
      ({ name }) => name,
    );
  expect(await listed('name')).toEqual(['Coffee set', 'Tea set']);
  expect(await listed('-name')).toEqual(['Tea set', 'Coffee set']);
});
