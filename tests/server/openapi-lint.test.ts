import { createConfig, lintFromString } from '@redocly/openapi-core';
import { expect, test } from 'vitest';
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

test('the rules are awake', async () => {
  const { paths: _, ...rest } = openapiDocument([]);
  expect(await faultsOf({ ...rest, paths: { '/a': { get: { responses: {} } } } })).not.toEqual([]);
});
