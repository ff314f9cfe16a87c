import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saleDetailSchema } from '#shared/api/sales.ts';
import type { Id } from '#shared/base/ids.ts';
import { invoiceDocumentSchema } from '#shared/receipt/invoice-document.ts';
import { dataOf } from '../support/api-caller.ts';
import { type TradeDesk, openTradeDesk } from '../support/trade-desk.ts';

let desk: TradeDesk;
let saleId: Id;
let customerId: Id;

beforeAll(async () => {
  desk = await openTradeDesk();
  const business = {
    name: 'Mama Nkechi & Sons',
    taxId: '12345678-0001',
    address: '12 Herbert Macaulay Way',
    city: 'Yaba',
    state: 'Lagos',
    currency: 'NGN',
    locale: 'en-NG',
  };
  const edit = { kind: 'business', id: desk.ada.businessId, op: 'put', fields: business } as const;
  await desk.apply([{ type: 'record.changed', entityId: desk.ada.businessId, payload: { records: [edit] } }], null);
  const vat = await desk.add('/tax-rates', { name: 'VAT', ratePpm: 75_000, inclusive: true });
  customerId = await desk.add('/customers', { name: 'Adébáyọ̀ <Ṣọlá>', taxId: 'TIN-77', creditLimitMinor: 10_000_000 });
  await desk.add('/products', {
    name: 'Gari Ijẹbu, ŋ́ɔ ɓaɗi',
    sku: 'GARI',
    sellingPriceMinor: 107_500,
    taxRateIds: [vat],
  });
  await desk.add('/products', { name: 'بن سادة', sku: 'BUN', sellingPriceMinor: 50_000 });
  const lines = [{ code: 'GARI', quantityMilli: 3_000, discount: { ppm: 100_000, reason: 'Friend' } }, { code: 'BUN' }];
  const tenders = [
    { method: 'transfer', amountMinor: 200_000, state: 'confirmed', reference: 'GTB 4411' },
    { method: 'credit', amountMinor: 140_250 },
  ];
  saleId = await desk.add('/sales', { storeId: desk.storeId, customerId, lines, tenders, note: 'Deliver on Friday' });
  const paid = { amountMinor: 40_250, tenders: [{ method: 'cash', amountMinor: 50_000 }] };
  expect((await desk.ada.call('POST', `/sales/${saleId}/payment`, { body: paid })).status).toBe(201);
});
afterAll(() => desk[Symbol.asyncDispose]());

const fetched = async (query: string, id = saleId): Promise<Response> =>
  fetch(`${desk.server.url}/api/v1/sales/${id}/invoice${query}`, {
    headers: { authorization: `Bearer ${desk.ada.accessToken}` },
  });
const invoice = async (id = saleId) =>
  dataOf(await desk.ada.call('GET', `/sales/${id}/invoice?format=json`), invoiceDocumentSchema);

test('the numbers of an invoice: tax numbers, tax by rate, payments of then and later, and what is open', async () => {
  expect(await invoice()).toMatchObject({
    number: 'YAB-W-000001',
    marks: ['open'],
    seller: { name: 'Mama Nkechi & Sons', taxId: '12345678-0001', storeName: 'Yaba' },
    buyer: { name: 'Adébáyọ̀ <Ṣọlá>', taxId: 'TIN-77' },
    totalMinor: 340_250,
    taxes: [
      { letter: 'A', name: 'VAT', ratePpm: 75_000, baseMinor: 270_000, taxMinor: 20_250 },
      { name: '', baseMinor: 50_000, taxMinor: 0 },
    ],
    payments: [
      { method: 'transfer', reference: 'GTB 4411' },
      { method: 'credit' },
      { method: 'cash', amountMinor: 40_250 },
    ],
    paidMinor: 240_250,
    balanceMinor: 100_000,
  });
});

test('the page stands for itself, in the words and money of the business, and holds nothing that was typed as markup', async () => {
  const came = await fetched('?format=html');
  expect([came.status, came.headers.get('content-type'), came.headers.get('content-disposition')]).toEqual([
    200,
    'text/html; charset=UTF-8',
    'attachment; filename="invoice-YAB-W-000001.html"',
  ]);
  const html = await came.text();
  for (const text of [
    'Mama Nkechi &amp; Sons',
    'TIN 12345678-0001',
    'Adébáyọ̀ &lt;Ṣọlá&gt;',
    '₦3,402.50',
    '₦1,000.00',
    'ref. GTB 4411',
    'بن سادة',
    'OPEN',
  ])
    expect(html).toContain(text);
  expect(html).not.toMatch(/<script|src=|href=/);
});

test('the PDF is one, is its own file, and leaves a line in the audit log', async () => {
  const came = await fetched('');
  expect([came.status, came.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  const bytes = Buffer.from(await came.arrayBuffer());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes.length).toBeLessThan(100_000);
  if (process.env['SEEN_INVOICE'] !== undefined) await writeFile(process.env['SEEN_INVOICE'], bytes);
  await desk.server.settled();
  const audited = await desk.server.asOwner(
    (sql) =>
      sql<
        { new_values: unknown }[]
      >`select new_values from audit_logs where action = 'invoice.downloaded' and entity_id = ${saleId}`,
  );
  expect(audited.map((row) => row.new_values)).toContainEqual({ format: 'pdf' });
});

test('a refund is a credit note that names its sale, and marks the invoice', async () => {
  const { sale } = dataOf(await desk.ada.call('GET', `/sales/${saleId}`), saleDetailSchema);
  const lines = [{ lineId: sale.lines[1]?.id, quantityMilli: 1_000 }];
  const refundId = dataOf(
    await desk.ada.call('POST', `/sales/${saleId}/refund`, { body: { lines, reason: 'Stale' } }),
    z.looseObject({ id: z.string() }),
  ).id;
  expect(await invoice(refundId)).toMatchObject({
    kind: 'refund',
    marks: ['refund'],
    refundOfNumber: 'YAB-W-000001',
    totalMinor: -50_000,
  });
  expect(await invoice()).toMatchObject({
    marks: ['partly_refunded', 'open'],
    refundedMinor: 50_000,
    refunds: [{ number: 'YAB-W-000002', totalMinor: -50_000 }],
  });
  expect(await (await fetched('?format=html', refundId)).text()).toContain('Credit note');
});

test('a long sale runs over pages, and nobody else’s invoice is there', async () => {
  const lines = Array.from({ length: 200 }, () => ({ code: 'BUN' }));
  const long = await desk.add('/sales', {
    storeId: desk.storeId,
    lines,
    tenders: [{ method: 'cash', amountMinor: 10_000_000 }],
  });
  const bytes = Buffer.from(await (await fetched('?format=pdf', long)).arrayBuffer()).toString('latin1');
  expect(bytes.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(4);
  expect(await desk.ben.call('GET', `/sales/${saleId}/invoice?format=json`)).toMatchObject({ status: 404 });
  expect(await desk.ada.call('GET', `/sales/${saleId}/invoice?format=docx`)).toMatchObject({ status: 422 });
});

test('an erased customer is on no invoice', async () => {
  const { balanceMinor } = z
    .looseObject({ data: z.looseObject({ balanceMinor: z.number() }) })
    .parse((await desk.ada.call('GET', `/customers/${customerId}`)).body).data;
  const body = {
    storeId: desk.storeId,
    amountMinor: balanceMinor,
    tenders: [{ method: 'cash', amountMinor: balanceMinor }],
  };
  expect((await desk.ada.call('POST', `/customers/${customerId}/payment`, { body })).status).toBe(201);
  expect(await desk.ada.call('DELETE', `/customers/${customerId}?erase=true`)).toMatchObject({ status: 200 });
  expect((await invoice()).buyer).toBeNull();
  expect(await (await fetched('?format=html')).text()).not.toContain('Adébáyọ̀');
});
