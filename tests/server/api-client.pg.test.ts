import { expect, test } from 'vitest';
import { createApiClient } from '#shared/api/api-client.ts';
import { meEndpoint } from '#shared/api/auth-endpoints.ts';
import { addProductEndpoint, editProductEndpoint, listProductsEndpoint } from '#shared/api/product-endpoints.ts';
import { registerOwner } from '../support/api-caller.ts';
import { startTestServer } from '../support/server.ts';

test('the typed client reads, adds, edits under a version, and gives errors of the catalogue as data', async () => {
  await using server = await startTestServer();
  const owner = await registerOwner(server, 'ada@example.test');
  const call = createApiClient({ baseUrl: server.url, send: fetch, accessToken: () => owner.accessToken });
  const added = await call(addProductEndpoint, {
    body: { name: 'Peak & co', sellingPriceMinor: 125_000 },
    idempotencyKey: 'one',
  });
  if (!added.ok) expect.unreachable(JSON.stringify(added));
  const edit = { params: { id: added.data.id }, body: { name: 'Peak' } };
  expect(await call(editProductEndpoint, edit)).toMatchObject({
    ok: false,
    status: 428,
    error: { code: 'version_required' },
  });
  expect(await call(editProductEndpoint, { ...edit, ifMatch: added.etag ?? '' })).toMatchObject({
    ok: true,
    data: { name: 'Peak' },
  });
  expect(await call(listProductsEndpoint, { query: { q: 'peak', limit: 5 } })).toMatchObject({
    ok: true,
    data: [{ name: 'Peak' }],
    meta: { total: 1, limit: 5 },
  });
  const nobody = createApiClient({ baseUrl: server.url, send: fetch, accessToken: () => null });
  expect(await nobody(meEndpoint)).toMatchObject({ ok: false, status: 401, error: { code: 'not_signed_in' } });
  const elsewhere = createApiClient({ baseUrl: `${server.url}/health/live?`, send: fetch, accessToken: () => null });
  expect(await elsewhere(meEndpoint)).toMatchObject({ ok: false, error: 'unreadable' });
});
