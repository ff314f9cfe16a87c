import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { bulkProductsEndpoint, productAnswerSchema } from '#shared/api/product-endpoints.ts';
import { readTable } from '#server/platform/documents/read-table.ts';
import { type SignedInOwner, dataOf, registerOwner } from '../support/api-caller.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

const NOWHERE = '01890000-0000-7000-8000-0000000000ff';
const ANY = { headers: { 'if-match': '*' } };
const named = z.array(z.looseObject({ name: z.string() }));

let server: TestServer;
let ada: SignedInOwner;
let ben: SignedInOwner;
let storeId: string;

beforeAll(async () => {
  server = await startTestServer();
  ada = await registerOwner(server, 'ada@example.test');
  ben = await registerOwner(server, 'ben@example.test', 'Ben Stores');
  const store = { name: 'Yaba', code: 'YAB', timeZone: 'Africa/Lagos' };
  storeId = dataOf(await ada.call('POST', '/stores', { body: store }), z.looseObject({ id: z.string() })).id;
});

afterAll(() => server[Symbol.asyncDispose]());

async function add(body: object) {
  return dataOf(await ada.call('POST', '/products', { body }), productAnswerSchema);
}
const namesOf = async (query: string): Promise<string[]> =>
  dataOf(await ada.call('GET', `/products?${query}`), named).map(({ name }) => name);

test('a variant has several codes, each with its unit and price; they are set as a whole, and none is another’s', async () => {
  const milk = await add({ name: 'Milk', sellingPriceMinor: 100, barcode: '96385074' });
  const variantId = milk.variants[0]?.id ?? '';
  const piece = { code: '96385074', unit: 'piece', factorMilli: 1000, priceMinor: null };
  const carton = { code: 'CARTON-1', unit: 'carton', factorMilli: 12_000, priceMinor: 1100 };
  const path = `/products/${milk.id}/variants/${variantId}`;
  const set = await ada.call('PUT', path, { body: { barcodes: [carton, piece] }, ...ANY });
  expect(set).toMatchObject({
    status: 200,
    body: { data: { barcode: '96385074', variants: [{ barcodes: [piece, carton] }] } },
  });
  const kept = dataOf(set, productAnswerSchema).variants[0]?.barcodes.find(({ code }) => code === 'CARTON-1');
  const dearer = await ada.call('PUT', path, { body: { barcodes: [piece, { ...carton, priceMinor: 1150 }] }, ...ANY });
  expect(dataOf(dearer, productAnswerSchema).variants[0]?.barcodes[1]).toEqual({ ...kept, priceMinor: 1150 });
  const less = await ada.call('PUT', path, { body: { barcodes: [piece] }, ...ANY });
  expect(dataOf(less, productAnswerSchema).variants[0]?.barcodes).toHaveLength(1);
  const tea = await add({
    name: 'Tea',
    variants: [{ name: 'Box', sellingPriceMinor: 1, barcodes: [{ code: 'TEA-1' }, { code: 'TEA-2' }] }],
  });
  expect(tea.variants[0]?.barcodes.map(({ code }) => code).toSorted()).toEqual(['TEA-1', 'TEA-2']);
  expect(await ada.call('PUT', path, { body: { barcodes: [{ code: 'TEA-2' }] }, ...ANY })).toMatchObject({
    status: 409,
  });
  expect(await ada.call('PUT', path, { body: { barcodes: [piece, piece] }, ...ANY })).toMatchObject({ status: 409 });
  expect(await ada.call('PUT', path, { body: { barcodes: [{ code: 'X', factorMilli: 0 }] }, ...ANY })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'barcodes.0.factorMilli' }] },
  });
});

test('what changed since a moment is found by its price, its codes and its variants too', async () => {
  const [plain, sized, coded] = [
    await add({ name: 'Since plain', sellingPriceMinor: 100 }),
    await add({ name: 'Since sized', variants: [{ name: 'S', sellingPriceMinor: 100 }] }),
    await add({ name: 'Since coded', sellingPriceMinor: 100, barcode: 'SINCE-1' }),
  ];
  await add({ name: 'Since never', sellingPriceMinor: 100 });
  server.clock.advance(1000);
  const since = new Date(server.clock.nowMs()).toISOString();
  expect(await namesOf(`q=since&updatedSince=${since}`)).toEqual([]);
  await ada.call('PUT', `/products/${plain.id}`, { body: { sellingPriceMinor: 120 }, ...ANY });
  expect(await namesOf(`q=since&updatedSince=${since}`)).toEqual(['Since plain']);
  await ada.call('PUT', `/products/${sized.id}/variants/${sized.variants[0]?.id}`, { body: { sku: 'S-S' }, ...ANY });
  await ada.call('PUT', `/products/${coded.id}`, { body: { barcode: null }, ...ANY });
  expect(await namesOf(`q=since&updatedSince=${since}`)).toEqual(['Since coded', 'Since plain', 'Since sized']);
});

test('products are listed by what lies in the store', async () => {
  const stocked = async (name: string, quantityMilli: number) => {
    const product = await add({ name, sellingPriceMinor: 100, reorderLevelMilli: 5000 });
    const variantId = product.variants[0]?.id ?? '';
    const body = { storeId, lines: [{ variantId, quantityMilli, unitCostE4: 500_000 }] };
    if (quantityMilli > 0)
      expect(await ada.call('POST', '/inventory/receive', { body })).toMatchObject({ status: 201 });
    return product;
  };
  await stocked('Stock plenty', 9000);
  await stocked('Stock little', 3000);
  await stocked('Stock none', 0);
  expect(await namesOf('q=stock&stockState=in')).toEqual(['Stock little', 'Stock plenty']);
  expect(await namesOf(`q=stock&stockState=low&storeId=${storeId}`)).toEqual(['Stock little']);
  expect(await namesOf('q=stock&stockState=out&sort=-name')).toEqual(['Stock none']);
  expect(await namesOf('q=stock&stockState=oversold')).toEqual([]);
  expect(await ada.call('GET', `/products?storeId=${NOWHERE}&stockState=in`)).toMatchObject({ body: { data: [] } });
});

test('many products are changed at once: each row is answered, and a bad one stops no other', async () => {
  const [one, two, three] = [
    await add({ name: 'Bulk one', sku: 'B1', sellingPriceMinor: 100 }),
    await add({ name: 'Bulk two', sku: 'B2', sellingPriceMinor: 100 }),
    await add({ name: 'Bulk three', variants: [{ name: 'S', sellingPriceMinor: 100 }] }),
  ];
  const foreign = dataOf(
    await ben.call('POST', '/products', { body: { name: 'Ben’s', sellingPriceMinor: 5 } }),
    productAnswerSchema,
  );
  const came = await ada.call('PATCH', '/products/bulk', {
    body: {
      rows: [
        { id: one.id, sellingPriceMinor: 150, name: 'Bulk uno' },
        { id: two.id, sku: 'B1' },
        { id: three.id, sellingPriceMinor: 200 },
        { id: foreign.id, name: 'Taken' },
        { id: one.id, sellingPriceMinor: 160 },
        { id: NOWHERE, name: 'X' },
      ],
    },
  });
  const answers = dataOf(came, bulkProductsEndpoint.answer);
  expect(answers.map(({ ok, code }) => [ok, code])).toEqual([
    [true, null],
    [false, 'conflict'],
    [false, 'bad_input'],
    [false, 'not_found'],
    [false, 'not_found'],
    [false, 'not_found'],
  ]);
  expect(answers[2]?.errors).toMatchObject([{ field: 'sellingPriceMinor' }]);
  expect(await ada.call('GET', `/products/${one.id}`)).toMatchObject({
    body: { data: { name: 'Bulk uno', sellingPriceMinor: 150 } },
  });
  expect(await ben.call('GET', `/products/${foreign.id}`)).toMatchObject({ body: { data: { name: 'Ben’s' } } });
  const taken = await ada.call('PATCH', '/products/bulk', {
    body: {
      rows: [
        { id: one.id, barcode: 'SAME' },
        { id: two.id, barcode: 'SAME' },
      ],
    },
  });
  expect(dataOf(taken, bulkProductsEndpoint.answer).map(({ ok }) => ok)).toEqual([true, false]);
  expect(await ada.call('PATCH', '/products/bulk', { body: { rows: Array(501).fill({ id: one.id }) } })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'rows' }] },
  });
});

async function exported(query: string): Promise<{ bytes: Uint8Array; headers: Headers; rows: string[][] }> {
  const response = await fetch(`${server.url}/api/v1/products/export?${query}`, {
    headers: { authorization: `Bearer ${ada.accessToken}` },
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const rows: string[][] = [];
  for await (const { cells } of readTable(bytes)) rows.push([...cells]);
  return { bytes, headers: response.headers, rows };
}

test('an export holds what the list shows, as CSV and as a sheet, and nothing in it runs as a formula', async () => {
  const { id: categoryId } = dataOf(
    await ada.call('POST', '/categories', { body: { name: 'Sheets' } }),
    z.looseObject({ id: z.string() }),
  );
  await add({
    name: '=HYPERLINK("http://x")',
    sku: '@SUM(1)',
    barcode: '0012345678905',
    categoryId,
    sellingPriceMinor: 125_050,
    costE4: 950_001,
  });
  await add({
    name: 'Ọ̀fadà rice; "long" grain',
    categoryId,
    isOpenPrice: true,
    description: 'two\nlines',
    isActive: false,
  });
  const csv = await exported(`categoryId=${categoryId}`);
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="products-2026-06-01.csv"');
  const text = Buffer.from(csv.bytes).toString();
  expect(text.startsWith('\uFEFFProduct,Variant,SKU')).toBe(true);
  expect(text).toContain(`"'=HYPERLINK(""http://x"")",,'@SUM(1),0012345678905,Sheets,piece,1250.50,0.950001,`);
  const sheet = await exported(`categoryId=${categoryId}&format=xlsx`);
  expect(sheet.rows.map((cells) => cells.slice(0, 6))).toEqual(csv.rows.map((cells) => cells.slice(0, 6)));
  expect(sheet.rows[1]?.[6]).toBe('1250.5');
  expect(csv.rows).toHaveLength(3);
  const audited = await ada.call('GET', '/audit-logs?action=products.exported');
  expect(JSON.stringify(audited.body)).toContain('products.exported');
});
