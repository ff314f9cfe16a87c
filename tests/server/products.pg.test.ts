import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { productAnswerSchema } from '#shared/api/product-endpoints.ts';
import { type SignedInOwner, apiCaller, dataOf, registerOwner } from '../support/api-caller.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

const NOWHERE = '01890000-0000-7000-8000-0000000000ff';
const idOf = z.looseObject({ id: z.string() });

let server: TestServer;
let ada: SignedInOwner;
let ben: SignedInOwner;

beforeAll(async () => {
  server = await startTestServer();
  ada = await registerOwner(server, 'ada@example.test');
  ben = await registerOwner(server, 'ben@example.test', 'Ben Stores');
});

afterAll(() => server[Symbol.asyncDispose]());

const MILK = {
  name: 'Peak milk 400 g',
  sku: 'PEAK-400',
  barcode: '4006381333931',
  costE4: 950_000_000,
  sellingPriceMinor: 125_000,
};

test('a product without variants keeps its price, sku and barcode on a hidden variant and shows them as its own', async () => {
  const came = await ada.call('POST', '/products', { body: MILK });
  expect(came).toMatchObject({
    status: 201,
    body: {
      data: {
        ...MILK,
        hasVariants: false,
        isActive: true,
        unit: 'piece',
        variants: [{ name: '', sku: 'PEAK-400', barcodes: [{ code: '4006381333931' }] }],
      },
    },
  });
  const { id } = dataOf(came, productAnswerSchema);
  const read = await ada.call('GET', `/products/${id}`);
  expect(read.body).toMatchObject({ data: dataOf(came, productAnswerSchema) });
  expect(read.headers.get('etag')).toBe(came.headers.get('etag'));
});

test('a product with variants has a price on each', async () => {
  const came = await ada.call('POST', '/products', {
    body: {
      name: 'Fanta',
      variants: [
        { name: '35 cl', sku: 'FAN-35', sellingPriceMinor: 30_000, attributes: { size: '35 cl' } },
        { name: '50 cl', sku: 'FAN-50', sellingPriceMinor: 45_000, barcode: '5449000000996' },
      ],
    },
  });
  expect(came).toMatchObject({
    status: 201,
    body: { data: { hasVariants: true, sku: null, sellingPriceMinor: null } },
  });
  expect(
    dataOf(came, productAnswerSchema)
      .variants.map(({ name }) => name)
      .toSorted(),
  ).toEqual(['35 cl', '50 cl']);
});

test('a sku or barcode that another product has is a conflict that names it', async () => {
  const sku = await ada.call('POST', '/products', { body: { ...MILK, barcode: null } });
  expect(sku).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(JSON.stringify(sku.body)).toContain('Peak milk');
  expect(await ada.call('POST', '/products', { body: { ...MILK, sku: 'OTHER' } })).toMatchObject({ status: 409 });
  expect((await ben.call('POST', '/products', { body: MILK })).status).toBe(201);
});

test('of two that add the same sku at once, one gets it', async () => {
  const both = await Promise.all(
    [1, 2].map(() => ada.call('POST', '/products', { body: { name: 'Twin', sku: 'TWIN', sellingPriceMinor: 1 } })),
  );
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 409]));
});

test.each([
  ['no price', { name: 'X' }, 'sellingPriceMinor'],
  ['a negative price', { name: 'X', sellingPriceMinor: -1 }, 'sellingPriceMinor'],
  ['a fraction of a kobo', { name: 'X', sellingPriceMinor: 1.5 }, 'sellingPriceMinor'],
  ['a price beyond 2^53', { name: 'X', sellingPriceMinor: 2 ** 53 }, 'sellingPriceMinor'],
  ['no name', { name: ' ', sellingPriceMinor: 1 }, 'name'],
  ['an unknown category', { name: 'X', sellingPriceMinor: 1, categoryId: NOWHERE }, 'categoryId'],
  ['an unknown tax rate', { name: 'X', sellingPriceMinor: 1, taxRateIds: [NOWHERE] }, 'taxRateIds'],
])('a product with %s is refused and names the field', async (_, body, field) => {
  const came = await ada.call('POST', '/products', { body });
  expect(came).toMatchObject({ status: 422, body: { code: 'bad_input', errors: [{ field }] } });
});

test('an edit needs the version that was read, changes only the named fields, and refuses a stale one', async () => {
  const added = await ada.call('POST', '/products', {
    body: { name: 'Bread', sku: 'BREAD', sellingPriceMinor: 90_000 },
  });
  const { id } = dataOf(added, idOf);
  const etag = added.headers.get('etag') ?? '';
  expect(await ada.call('PUT', `/products/${id}`, { body: { name: 'Loaf' } })).toMatchObject({
    status: 428,
    body: { code: 'version_required' },
  });
  server.clock.advance(1000);
  const edited = await ada.call('PUT', `/products/${id}`, {
    body: { name: 'Loaf', sellingPriceMinor: 95_000, barcode: '96385074' },
    headers: { 'if-match': etag },
  });
  expect(edited).toMatchObject({
    status: 200,
    body: { data: { name: 'Loaf', sku: 'BREAD', sellingPriceMinor: 95_000, barcode: '96385074' } },
  });
  expect(
    await ada.call('PUT', `/products/${id}`, { body: { name: 'Bun' }, headers: { 'if-match': etag } }),
  ).toMatchObject({ status: 412, body: { code: 'stale_version' } });
  const cleared = await ada.call('PUT', `/products/${id}`, {
    body: { barcode: null },
    headers: { 'if-match': edited.headers.get('etag') ?? '' },
  });
  expect(cleared).toMatchObject({ status: 200, body: { data: { barcode: null, name: 'Loaf' } } });
});

test('a second variant needs a name for the first, and the price of a product with variants is on them', async () => {
  const { id } = dataOf(
    await ada.call('POST', '/products', { body: { name: 'Rice', sku: 'RICE', sellingPriceMinor: 100 } }),
    idOf,
  );
  const bag = { name: '50 kg', sku: 'RICE-50', sellingPriceMinor: 7_500_000 };
  expect(await ada.call('POST', `/products/${id}/variants`, { body: bag })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'nameOfPresent' }] },
  });
  const added = await ada.call('POST', `/products/${id}/variants`, { body: { ...bag, nameOfPresent: '1 kg' } });
  expect(added).toMatchObject({ status: 201, body: { data: { hasVariants: true } } });
  const { variants } = dataOf(added, productAnswerSchema);
  const headers = { 'if-match': '*' };
  expect(await ada.call('PUT', `/products/${id}`, { body: { sellingPriceMinor: 5 }, headers })).toMatchObject({
    status: 422,
  });
  const large = variants.find(({ name }) => name === '50 kg');
  const edited = await ada.call('PUT', `/products/${id}/variants/${large?.id}`, {
    body: { sellingPriceMinor: 7_600_000 },
    headers,
  });
  expect(dataOf(edited, productAnswerSchema).variants.find(({ name }) => name === '50 kg')?.sellingPriceMinor).toBe(
    7_600_000,
  );
  expect((await ada.call('DELETE', `/products/${id}/variants/${large?.id}`)).body).toMatchObject({
    data: { archived: true },
  });
  const last = variants.find(({ name }) => name === '1 kg');
  expect(await ada.call('DELETE', `/products/${id}/variants/${last?.id}`)).toMatchObject({ status: 409 });
  expect(await ada.call('PUT', `/products/${id}/variants/${NOWHERE}`, { body: {}, headers })).toMatchObject({
    status: 404,
  });
});

test('the list searches names, skus and barcodes, pages, sorts, and shows archived ones where asked', async () => {
  expect((await ada.call('GET', '/products?q=PEAK')).body).toMatchObject({
    data: [{ name: MILK.name }],
    meta: { page: 1, limit: 20, total: 1 },
  });
  expect((await ada.call('GET', '/products?q=5449000000996')).body).toMatchObject({
    data: [{ name: 'Fanta' }],
    meta: { total: 1 },
  });
  expect((await ada.call('GET', '/products?q=%25')).body).toMatchObject({ data: [] });
  const page = await ada.call('GET', '/products?limit=2&page=2&sort=-name');
  expect(dataOf(page, z.array(idOf))).toHaveLength(2);
  expect(await ada.call('GET', '/products?limit=201')).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'limit' }] },
  });
  const { id } = dataOf(await ada.call('POST', '/products', { body: { name: 'Going', sellingPriceMinor: 1 } }), idOf);
  expect((await ada.call('DELETE', `/products/${id}`)).body).toMatchObject({ data: { id, archived: true } });
  expect((await ada.call('GET', '/products?q=Going&isActive=true')).body).toMatchObject({ meta: { total: 0 } });
  expect((await ada.call('GET', '/products?q=Going&isActive=false')).body).toMatchObject({ meta: { total: 1 } });
});

test('a repeated POST with the same key gives the first answer, with another body it is refused', async () => {
  const body = { name: 'Once', sku: 'ONCE', sellingPriceMinor: 100 };
  const headers = { 'idempotency-key': 'order-1' };
  const first = await ada.call('POST', '/products', { body, headers });
  const again = await ada.call('POST', '/products', { body, headers });
  expect(again).toMatchObject({ status: 201, body: first.body });
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(await ada.call('POST', '/products', { body: { ...body, name: 'Twice' }, headers })).toMatchObject({
    status: 422,
    body: { code: 'key_reused' },
  });
  expect((await ada.call('GET', '/products?q=ONCE')).body).toMatchObject({ meta: { total: 1 } });
  expect((await ben.call('POST', '/products', { body, headers })).status).toBe(201);
});

test('a key is forgotten after a day', async () => {
  const asking = { body: { name: 'Daily', sellingPriceMinor: 100 }, headers: { 'idempotency-key': 'daily' } };
  await ada.call('POST', '/products', asking);
  await server.asOwner(
    (sql) => sql`update idempotency_keys set created_at = created_at - interval '25 hours' where key = 'daily'`,
  );
  expect((await ada.call('POST', '/products', asking)).headers.get('idempotency-replayed')).toBeNull();
  expect((await ada.call('GET', '/products?q=Daily')).body).toMatchObject({ meta: { total: 2 } });
});

test('a hundred repeats at once make one product', async () => {
  const send = (): Promise<{ status: number }> =>
    ada.call('POST', '/products', {
      body: { name: 'Storm', sku: 'STORM', sellingPriceMinor: 1 },
      headers: { 'idempotency-key': 'storm' },
    });
  const all = await Promise.all(Array.from({ length: 100 }, send));
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201]));
  expect((await ada.call('GET', '/products?q=STORM')).body).toMatchObject({ meta: { total: 1 } });
});

test.each(['categories', 'tax-rates'])('%s are added, read, edited, listed and removed', async (list) => {
  const body = list === 'categories' ? { name: 'Drinks', color: 3 } : { name: 'VAT', ratePpm: 75_000 };
  const added = await ada.call('POST', `/${list}`, { body });
  expect(added).toMatchObject({ status: 201, body: { data: body } });
  const { id } = dataOf(added, idOf);
  const headers = { 'if-match': added.headers.get('etag') ?? '' };
  expect(await ada.call('PUT', `/${list}/${id}`, { body: { name: 'Other' }, headers })).toMatchObject({
    status: 200,
    body: { data: { name: 'Other' } },
  });
  expect(await ada.call('PUT', `/${list}/${id}`, { body: { name: 'Third' }, headers })).toMatchObject({ status: 412 });
  expect((await ada.call('GET', `/${list}?q=oth`)).body).toMatchObject({
    data: [{ id, name: 'Other' }],
    meta: { total: 1 },
  });
  expect(await ben.call('GET', `/${list}/${id}`)).toMatchObject({ status: 404 });
  expect(await ben.call('DELETE', `/${list}/${id}`)).toMatchObject({ status: 404 });
  const uses = list === 'categories' ? { categoryId: id } : { taxRateIds: [id] };
  const product = dataOf(
    await ada.call('POST', '/products', { body: { name: `Uses ${list}`, sellingPriceMinor: 1, ...uses } }),
    idOf,
  );
  expect(await ada.call('DELETE', `/${list}/${id}`)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  const freed = list === 'categories' ? { categoryId: null } : { taxRateIds: [] };
  await ada.call('PUT', `/products/${product.id}`, { body: freed, headers: { 'if-match': '*' } });
  expect(await ada.call('DELETE', `/${list}/${id}`)).toMatchObject({ status: 200 });
  expect(await ada.call('GET', `/${list}/${id}`)).toMatchObject({ status: 404 });
});

test('a category can’t hang under itself', async () => {
  const top = dataOf(await ada.call('POST', '/categories', { body: { name: 'Top' } }), idOf);
  const below = dataOf(await ada.call('POST', '/categories', { body: { name: 'Below', parentId: top.id } }), idOf);
  const came = await ada.call('PUT', `/categories/${top.id}`, {
    body: { parentId: below.id },
    headers: { 'if-match': '*' },
  });
  expect(came).toMatchObject({ status: 422, body: { errors: [{ field: 'parentId' }] } });
});

test('another business’s product, an unknown id and one that is none are not there', async () => {
  const { id } = dataOf(await ada.call('POST', '/products', { body: { name: 'Mine', sellingPriceMinor: 1 } }), idOf);
  for (const path of [`/products/${id}`, `/products/${NOWHERE}`, '/products/first', `/products/${id}%27`]) {
    expect(await ben.call('GET', path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }
  expect(
    await ben.call('PUT', `/products/${id}`, { body: { name: 'Theirs' }, headers: { 'if-match': '*' } }),
  ).toMatchObject({ status: 404 });
  expect(await ben.call('DELETE', `/products/${id}`)).toMatchObject({ status: 404 });
  expect(JSON.stringify((await ben.call('GET', '/products?q=Mine')).body)).not.toContain(id);
});

test('nobody signed in gets nothing', async () => {
  for (const path of ['/products', '/categories', '/tax-rates', '/stores', '/users', '/roles', '/audit-logs']) {
    expect(await apiCaller(server)('GET', path)).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
  }
});

test('what was written stands in the feed for every till and in the audit log, in one transaction', async () => {
  const { id } = dataOf(await ada.call('POST', '/products', { body: { name: 'Fed', sellingPriceMinor: 1 } }), idOf);
  const rows = await server.asOwner((sql) => sql`select entity, class from feed where id = ${id}`);
  expect(rows).toEqual([{ entity: 'product', class: 'catalogue' }]);
  expect((await ada.call('GET', `/audit-logs?entityId=${id}`)).body).toMatchObject({
    data: [{ action: 'product.added', userName: 'Ada Obi', entityType: 'product' }],
    meta: { total: 1 },
  });
});
