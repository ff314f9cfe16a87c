import { expect, test } from 'vitest';
import { listEndpoints } from '#server/server.ts';

/** What shows the version of a PUT whose own path can't be read. */
const SHOWN_AT: Readonly<Record<string, string>> = {
  '/users/:id/role': '/users/:id',
  '/users/:id/pin': '/users/:id',
  '/users/:id/activate': '/users/:id',
  '/users/:id/deactivate': '/users/:id',
  '/auth/me/password': '/auth/me',
  '/auth/me/pin': '/auth/me',
  '/notifications/:id/read': '/notifications/:id',
  '/notifications/read-all': '/notifications',
  '/products/:id/variants/:variantId': '/products/:id',
  '/tills/:id': '/tills/:id/state',
};

const puts = listEndpoints().filter(({ method }) => method === 'put');

test('every PUT is guarded by a version', () => {
  expect(puts.length).toBeGreaterThan(20);
  expect(puts.filter(({ isVersioned }) => isVersioned !== true).map(({ path }) => path)).toEqual([]);
});

test('a GET shows the version that a PUT asks for', () => {
  const shown = new Set(
    listEndpoints()
      .filter(({ method, isVersioned }) => method === 'get' && isVersioned === true)
      .map(({ path }) => path),
  );
  expect(puts.map(({ path }) => SHOWN_AT[path] ?? path).filter((path) => !shown.has(path))).toEqual([]);
});
