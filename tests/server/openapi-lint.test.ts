import { createConfig, lintFromString } from '@redocly/openapi-core';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Endpoint, takesBody } from '#shared/api/endpoint.ts';
import { openapiDocument } from '#server/platform/http/openapi-document.ts';
import { listEndpoints } from '#server/server.ts';

async function faultsOf(document: unknown): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: 'openapi.json', config });
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer ?? ''})`);
}

test('the OpenAPI document passes redocly’s recommended rules, without a warning', async () => {
  expect(await faultsOf(openapiDocument(listEndpoints()))).toEqual([]);
});

/** What a till says is signed, and stands as whole messages in tests/versions. */
const isTillDoor = ({ path }: Endpoint): boolean => path.startsWith('/sync/');
const takesFields = (endpoint: Endpoint): boolean =>
  takesBody(endpoint) &&
  endpoint.upload === undefined &&
  !(endpoint.body instanceof z.ZodObject && Object.keys(endpoint.body.shape).length === 0);

test('every route that takes a body shows one, and what is shown would be taken', () => {
  const routes = listEndpoints().map((endpoint) => ({ ...endpoint, name: `${endpoint.method} ${endpoint.path}` }));
  const bare = routes.filter((one) => takesFields(one) && !isTillDoor(one) && one.example?.body === undefined);
  expect(bare.map(({ name }) => name)).toEqual([]);
  const refused = routes.filter(
    ({ body, query, example }) =>
      (example?.body !== undefined && !body.safeParse(example.body).success) ||
      (example?.query !== undefined && !query.safeParse(example.query).success),
  );
  expect(refused.map(({ name }) => name)).toEqual([]);
});

const shownOf = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({ parameters: z.array(z.looseObject({ name: z.string(), example: z.unknown().optional() })) }),
    ),
  ),
});

test('the document shows how a question is asked', () => {
  const { paths } = shownOf.parse(openapiDocument(listEndpoints()));
  const shown = paths['/sales']?.['get']?.parameters.filter(({ example }) => example !== undefined);
  expect(shown?.map(({ name, example }) => [name, example])).toEqual([
    ['sort', '-occurredAt'],
    ['from', '2026-11-21'],
    ['to', '2026-11-21'],
  ]);
});

test('the rules are awake', async () => {
  const { paths: _, ...rest } = openapiDocument([]);
  expect(await faultsOf({ ...rest, paths: { '/a': { get: { responses: {} } } } })).not.toEqual([]);
});
