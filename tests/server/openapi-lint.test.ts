import { createConfig, lintFromString } from '@redocly/openapi-core';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Endpoint, takesBody } from '#shared/api/endpoint.ts';
import { exampleAnswer } from '#server/platform/http/example-answer.ts';
import { openapiDocument } from '#server/platform/http/openapi-document.ts';
import { listEndpoints } from '#server/server.ts';
import { DOOR_EXAMPLES } from '#server/sync/door-examples.ts';
import { GOLDEN_PROTOCOLS, readGolden } from '../versions/read-golden.ts';

async function faultsOf(document: unknown): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: 'openapi.json', config });
  return problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} (${location[0]?.pointer ?? ''})`);
}

test('the OpenAPI document passes redocly’s recommended rules, without a warning', async () => {
  expect(await faultsOf(openapiDocument(listEndpoints()))).toEqual([]);
});

const takesFields = (endpoint: Endpoint): boolean =>
  takesBody(endpoint) &&
  endpoint.upload === undefined &&
  !(endpoint.body instanceof z.ZodObject && Object.keys(endpoint.body.shape).length === 0);

test('every route that takes a body shows one, and what is shown would be taken', () => {
  const routes = listEndpoints().map((endpoint) => ({ ...endpoint, name: `${endpoint.method} ${endpoint.path}` }));
  const bare = routes.filter((one) => takesFields(one) && one.example?.body === undefined);
  expect(bare.map(({ name }) => name)).toEqual([]);
  const refused = routes.filter(
    ({ body, query, example }) =>
      (example?.body !== undefined && !body.safeParse(example.body).success) ||
      (example?.query !== undefined && !query.safeParse(example.query).success),
  );
  expect(refused.map(({ name }) => name)).toEqual([]);
});

test('every route shows an answer, and what is shown is one', () => {
  const wrong = listEndpoints()
    .filter(({ download }) => download === undefined)
    .flatMap((endpoint) => {
      const read = endpoint.answer.safeParse(exampleAnswer(endpoint));
      return read.success
        ? []
        : [`${endpoint.method} ${endpoint.path}: ${JSON.stringify(read.error.issues.slice(0, 2))}`];
    });
  expect(wrong).toEqual([]);
});

test('a till shows what it says in the words of the protocol', () => {
  const named = {
    enrol: 'enrol-request',
    token: 'token-request',
    hello: 'hello-request',
    rawQuarantine: 'raw-quarantine-request',
    import: 'import-request',
    audit: 'audit-request',
    auditMissing: 'audit-missing-request',
    adopt: 'adopt-request',
    join: 'join-request',
  } as const;
  const protocol = GOLDEN_PROTOCOLS.at(-1) ?? 0;
  for (const [door, name] of Object.entries(named))
    expect(new Map<string, unknown>(Object.entries(DOOR_EXAMPLES)).get(door), door).toEqual(readGolden(protocol, name));
  const push = z.looseObject({ changes: z.array(z.unknown()) }).parse(readGolden(protocol, 'push-request'));
  expect(DOOR_EXAMPLES.push).toEqual({ ...push, changes: push.changes.slice(0, 1) });
});

const guardsOf = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ security: z.array(z.record(z.string(), z.unknown())) })),
  ),
});

test('the document says at which doors a till shows its own token', () => {
  const { paths } = guardsOf.parse(openapiDocument(listEndpoints()));
  const guards = (path: string, method = 'post') => paths[path]?.[method]?.security.map((one) => Object.keys(one));
  expect(guards('/sync/push')).toEqual([['tillToken']]);
  expect(guards('/sync/pull', 'get')).toEqual([['tillToken']]);
  expect(guards('/sync/import')).toEqual([['tillToken'], ['accessToken']]);
  expect(guards('/sync/enrol')).toEqual([]);
  expect(guards('/auth/me', 'get')).toEqual([['accessToken']]);
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
