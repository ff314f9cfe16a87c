import sharp from 'sharp';
import { expect, test } from 'vitest';
import { createApiClient } from '#shared/api/api-client.ts';
import { createApiDownload } from '#shared/api/api-download.ts';
import { meEndpoint } from '#shared/api/auth-endpoints.ts';
import { exportEndpoint } from '#shared/api/export-endpoints.ts';
import {
  addProductEndpoint,
  editProductEndpoint,
  exportProductsEndpoint,
  listProductsEndpoint,
  setProductImageEndpoint,
} from '#shared/api/product-endpoints.ts';
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

test('the typed client sends files and takes files, under the name that they are saved by', async () => {
  await using server = await startTestServer();
  const owner = await registerOwner(server, 'ben@example.test');
  const options = { baseUrl: server.url, send: fetch, accessToken: () => owner.accessToken };
  const [call, download] = [createApiClient(options), createApiDownload(options)];
  const picture = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#0a7' } })
    .png()
    .toBuffer();
  const added = await call(addProductEndpoint, { body: { name: 'Peak', sellingPriceMinor: 100 } });
  if (!added.ok) expect.unreachable(JSON.stringify(added));
  const file = { bytes: new Uint8Array(picture), mediaType: 'image/png' };
  expect(await call(setProductImageEndpoint, { params: { id: added.data.id }, file })).toMatchObject({ ok: true });

  const products = await download(exportProductsEndpoint, { query: { format: 'csv' } });
  if (!products.ok) expect.unreachable(JSON.stringify(products));
  expect(products.file.mediaType).toBe('text/csv');
  expect(products.file.fileName).toMatch(/\.csv$/);
  expect(Buffer.from(products.file.bytes).toString()).toContain('Peak');
  const wrong = { query: { type: 'sales', format: 'csv', from: '2026-11-31' } } as const;
  expect(await download(exportEndpoint, wrong)).toMatchObject({ ok: false, status: 422 });
  const nobody = createApiDownload({ ...options, accessToken: () => null });
  expect(await nobody(exportProductsEndpoint)).toMatchObject({ ok: false, status: 401 });
  const elsewhere = createApiDownload({ ...options, baseUrl: `${server.url}/health/live?` });
  expect(await elsewhere(exportProductsEndpoint)).toMatchObject({ ok: false, error: 'unreadable' });
});
