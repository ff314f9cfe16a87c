import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { productAnswerSchema } from '#shared/api/product-endpoints.ts';
import { type ProductImport, productImportSchema } from '#shared/api/product-import-endpoints.ts';
import { writeXlsx } from '#server/platform/documents/write-xlsx.ts';
import { type SignedInOwner, dataOf, registerOwner } from '../support/api-caller.ts';
import { type TestServer, startTestServer } from '../support/server.ts';

let server: TestServer;
let ada: SignedInOwner;
let ben: SignedInOwner;

beforeAll(async () => {
  server = await startTestServer();
  ada = await registerOwner(server, 'ada@example.test');
  ben = await registerOwner(server, 'ben@example.test', 'Ben Stores');
  await ada.call('POST', '/tax-rates', { body: { name: 'VAT', ratePpm: 75_000 } });
});

afterAll(() => server[Symbol.asyncDispose]());

async function send(
  bytes: string | Uint8Array,
  query = '',
  more: { owner?: SignedInOwner; key?: string; name?: string } = {},
) {
  const form = new FormData();
  form.set(
    'file',
    new Blob([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], { type: 'text/csv' }),
    more.name ?? 'goods.csv',
  );
  const response = await fetch(`${server.url}/api/v1/products/bulk-import${query}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${(more.owner ?? ada).accessToken}`,
      ...(more.key === undefined ? {} : { 'idempotency-key': more.key }),
    },
    body: form,
  });
  return { status: response.status, body: z.looseObject({}).parse(await response.json()), headers: response.headers };
}

async function dryRun(bytes: string | Uint8Array): Promise<ProductImport> {
  return dataOf(await send(bytes, '?dryRun=true'), productImportSchema);
}
/** Sends a good file and waits until it is taken in. */
async function taken(bytes: string | Uint8Array): Promise<ProductImport> {
  const came = await send(bytes);
  expect(came, JSON.stringify(came.body)).toMatchObject({ status: 202, body: { data: { state: 'running' } } });
  await server.settled();
  const { id } = dataOf(came, productImportSchema);
  return dataOf(await ada.call('GET', `/product-imports/${id}`), productImportSchema);
}
const products = async (q: string) =>
  dataOf(await ada.call('GET', `/products?q=${q}&limit=200`), z.array(productAnswerSchema));

test('a dry run names every bad row by line and column and changes nothing, and the file itself is refused whole', async () => {
  const sheet = [
    'Product;Variant;SKU;Barcode;Price;Cost;Unit;Tax rates;Active;Variant ID',
    'Dry good;;D1;111;1.250,50;900,1234;piece;VAT;yes;',
    'Dry dear;;D2;222;free;;piece;;;',
    'Dry twice;;D1;333;5,00;;piece;;;',
    ';;D4;;5,00;;;;;',
    'Dry tax;;D5;;5,00;;;Levy;;',
    'Dry unit;;D6;;5,00;;bag;;;',
    'Dry new;;D7;;;;;;;',
    'Dry many;Red;D8;;5,00;;;;maybe;',
    'Dry many;red;D9;;-5,00;;;;;not an id',
  ].join('\r\n');
  const found = await dryRun(sheet);
  expect(found).toMatchObject({
    id: null,
    state: 'checked',
    format: 'stockavoo',
    rowsTotal: 9,
    added: 1,
    changed: 0,
    bad: 8,
  });
  expect(found.faults.map(({ line, column }) => `${line} ${column}`)).toEqual([
    '3 Price',
    '4 SKU',
    '5 Product',
    '6 Tax rates',
    '7 Unit',
    '8 Price',
    '9 Active',
    '10 Variant',
    '10 Price',
    '10 Variant ID',
  ]);
  for (const { message } of found.faults) expect(message).toMatch(/^[A-Z“0-9].*\.$/);
  const refused = await send(sheet);
  expect(refused).toMatchObject({ status: 422, body: { code: 'bad_input' } });
  expect(JSON.stringify(refused.body)).toContain('line 3, Price');
  expect(await products('Dry')).toEqual([]);
});

test('a file is taken in once, its own sheet comes back by the export, and an edit of that is an edit here', async () => {
  const came = await taken(
    [
      'Product,Variant,SKU,Barcode,Category,Price,Cost,Tax rates,Reorder level,Track stock',
      'Round milk,,RM,4006381333931,Round dairy,"1,250.50",900.1234,VAT,2.5,no',
      'Round shirt,Red,RS-R,,Round wear,10,,,,',
      'Round shirt,Blue,RS-B,,round WEAR,11,,,,',
    ].join('\n'),
  );
  expect(came).toMatchObject({
    state: 'done',
    rowsTotal: 3,
    rowsDone: 3,
    added: 3,
    changed: 0,
    bad: 0,
    faults: [],
    fileName: 'goods.csv',
  });
  const [milk, shirt] = await products('Round');
  expect(milk).toMatchObject({
    name: 'Round milk',
    sku: 'RM',
    barcode: '4006381333931',
    sellingPriceMinor: 125_050,
    costE4: 900_123_400,
    reorderLevelMilli: 2500,
    trackInventory: false,
  });
  expect(milk?.taxRateIds).toHaveLength(1);
  expect(shirt?.variants.map(({ name, sku, sellingPriceMinor }) => [name, sku, sellingPriceMinor])).toEqual([
    ['Red', 'RS-R', 1000],
    ['Blue', 'RS-B', 1100],
  ]);
  const response = await fetch(`${server.url}/api/v1/products/export?q=Round`, {
    headers: { authorization: `Bearer ${ada.accessToken}` },
  });
  const out = Buffer.from(await response.arrayBuffer()).toString();
  expect(await dryRun(out)).toMatchObject({ added: 0, changed: 0, unchanged: 3, bad: 0 });
  const startedRows = () =>
    server.asOwner((sql) => sql`select new_values from audit_logs where action = 'products.import_started'`);
  const startedBefore = (await startedRows()).length;
  // Nothing differs, and that somebody took a file in is written down all the same.
  expect(await taken(out)).toMatchObject({ state: 'done', added: 0, changed: 0, unchanged: 3 });
  expect((await startedRows()).length).toBe(startedBefore + 1);
  const edited = out.replace('RS-B,', 'RS-BLUE,').replace('1250.50', '1300.00');
  expect(await taken(edited)).toMatchObject({ state: 'done', added: 0, changed: 2, unchanged: 1 });
  const [dearer, renamed] = await products('Round');
  expect(dearer?.sellingPriceMinor).toBe(130_000);
  expect(renamed?.variants.map(({ sku }) => sku)).toEqual(['RS-R', 'RS-BLUE']);
  const again = dataOf(await ada.call('GET', '/product-imports'), z.array(productImportSchema));
  expect(again).toHaveLength(3);
  expect(dataOf(await ben.call('GET', '/product-imports'), z.array(productImportSchema))).toEqual([]);
  expect((await ben.call('GET', `/product-imports/${again[0]?.id ?? ''}`)).status).toBe(404);
});

const FOREIGN: readonly (readonly [name: string, file: string, expected: unknown])[] = [
  [
    'loyverse',
    [
      'Handle,SKU,Name,Category,Description,Sold by weight (Y/N),Option 1 name,Option 1 value,Cost,Barcode,Track stock,Available for sale [Yaba],Price [Yaba],"Tax - ""VAT"" (7.5%)"',
      'loy-tea,LT-1,Loy tea,Loy drinks,,N,Size,Small,50.00,900001,Y,Y,100.00,Y',
      'loy-tea,LT-2,,,,,,Large,80.00,900002,Y,N,180.00,',
      'loy-rice,LR,Loy rice,Loy food,,Y,,,30.00,900003,Y,Y,variable,N',
    ]
      .join('\n')
      .replace('Sold by weight (Y/N)', 'Sold by weight'),
    [
      { name: 'Loy rice', isWeighed: true, isOpenPrice: true, taxRateIds: [], variants: [{ sku: 'LR' }] },
      {
        name: 'Loy tea',
        hasVariants: true,
        variants: [
          { name: 'Small', costE4: (50_000_000 / 10) * 10, sellingPriceMinor: 10_000 },
          { name: 'Large', isActive: false },
        ],
      },
    ],
  ],
  [
    'square',
    [
      'Token,Item Name,Variation Name,SKU,Description,Category,GTIN,Price,Default Unit Cost,Tax - VAT (7.5%)',
      'T1,Sqr cake,Regular,SQ-1,Sweet,Sqr bakery,800001,12.50,6.00,Y',
      'T2,Sqr coffee,Small,SQ-2,,,,3.00,,N',
      'T3,Sqr coffee,Large,SQ-3,,,,4.00,,N',
    ].join('\n'),
    [
      {
        name: 'Sqr cake',
        hasVariants: false,
        sku: 'SQ-1',
        barcode: '800001',
        sellingPriceMinor: 1250,
        description: 'Sweet',
      },
      { name: 'Sqr coffee', hasVariants: true, variants: [{ name: 'Small' }, { name: 'Large' }] },
    ],
  ],
  [
    'shopify',
    [
      'Handle,Title,Body (HTML),Vendor,Type,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Price,Variant Barcode,Image Src,Cost per item,Status',
      "shp-mug,Shp mug,<p>A <b>mug</b></p>,Us,Shp kitchen,true,Title,Default Title,,,SH-1,25.00,'700001,http://x/1.png,10.00,active",
      'shp-mug,,,,,,,,,,,,,http://x/2.png,,',
      'shp-shirt,Shp shirt,,Us,,true,Size,S,Color,Red,SH-2,30.00,,,,draft',
      'shp-shirt,,,,,,,M,,Red,SH-3,31.00,,,,',
    ].join('\n'),
    [
      {
        name: 'Shp mug',
        hasVariants: false,
        sku: 'SH-1',
        barcode: '700001',
        sellingPriceMinor: 2500,
        description: 'A mug',
      },
      { name: 'Shp shirt', variants: [{ name: 'S / Red', sellingPriceMinor: 3000 }, { name: 'M / Red' }] },
    ],
  ],
  [
    'woocommerce',
    [
      'ID,Type,SKU,"GTIN, UPC, EAN, or ISBN",Name,Published,Short description,Categories,Regular price,Parent,Attribute 1 name,Attribute 1 value(s)',
      '1,simple,WO-1,600001,Woo soap,1,,"Woo home > Bath, Woo gifts",5.50,,,',
      '2,variable,WO-P,,Woo hat,1,,Woo wear,,,Color,"Red, Blue"',
      '3,variation,WO-2,,Woo hat - Red,1,,,12.00,WO-P,Color,Red',
      '4,variation,WO-3,,Woo hat - Blue,1,,,13.00,id:2,Color,Blue',
    ].join('\n'),
    [
      {
        name: 'Woo hat',
        hasVariants: true,
        variants: [
          { name: 'Red', sku: 'WO-2' },
          { name: 'Blue', sellingPriceMinor: 1300 },
        ],
      },
      { name: 'Woo soap', sku: 'WO-1', barcode: '600001', sellingPriceMinor: 550 },
    ],
  ],
];

test.each(FOREIGN)('an export of %s is known by its heading and taken in', async (format, file, expected) => {
  const came = await taken(file);
  expect(came, JSON.stringify(came.faults)).toMatchObject({ format, state: 'done', bad: 0 });
  expect(
    await products(format.slice(0, 3) === 'squ' ? 'Sqr' : format === 'shopify' ? 'Shp' : format.slice(0, 3)),
  ).toMatchObject(z.array(z.unknown()).parse(expected));
});

test('a heading that nobody knows, a file of none, and one of too many rows are refused in words', async () => {
  for (const file of ['Name,Amount\nx,1\n', 'Product,Price\n', '', '\u0000\u0001binary']) {
    const came = await send(file, '?dryRun=true');
    expect(came).toMatchObject({ status: 422, body: { errors: [{ field: 'file' }] } });
  }
});

test('the same key imports once, and nobody without the right imports at all', async () => {
  const file = 'Product,SKU,Price\nOnce only,ONCE,5\n';
  const first = await send(file, '', { key: 'once' });
  await server.settled();
  const again = await send(file, '', { key: 'once' });
  await server.settled();
  expect(again.body['data']).toEqual(first.body['data']);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(await products('Once')).toHaveLength(1);
  expect(await send(file, '', { owner: ben })).toMatchObject({ status: 202 });
});

test('many rows of a sheet are taken in parts, with their progress, and sent again change nothing', async () => {
  const rows = function* () {
    for (let row = 0; row < 1200; row += 1)
      yield [
        `Many ${row}`,
        `M-${row}`,
        `20${String(row).padStart(11, '0')}`,
        `Shelf ${row % 40}`,
        { units: 100 + row, decimals: 2 },
      ];
  };
  const parts: Uint8Array[] = [];
  for await (const part of writeXlsx({
    name: 'Goods',
    columns: ['Product', 'SKU', 'Barcode', 'Category', 'Price'],
    rows: rows(),
  }))
    parts.push(part);
  const sheet = Buffer.concat(parts);
  const came = await taken(sheet);
  expect(came).toMatchObject({ state: 'done', rowsDone: 1200, added: 1200, bad: 0 });
  expect(await ada.call('GET', '/products?q=Many&limit=1')).toMatchObject({ body: { meta: { total: 1200 } } });
  const categories = await ada.call('GET', '/categories?q=Shelf&limit=1');
  expect(categories).toMatchObject({ body: { meta: { total: 40 } } });
  expect(await dryRun(sheet)).toMatchObject({ added: 0, changed: 0, unchanged: 1200 });
  const largest = await server.asOwner(
    (sql) => sql`select max(jsonb_array_length(body::jsonb -> 'payload' -> 'records')) as n from changes`,
  );
  expect(Number(largest[0]?.['n'])).toBeLessThanOrEqual(1000);
});
