import { createHash } from 'node:crypto';
import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SaleDetail, saleDetailSchema } from '#shared/api/sales.ts';
import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { dataOf } from '../support/api-caller.ts';
import { startTestServer } from '../support/server.ts';
import { type TradeDesk, openTradeDesk } from '../support/trade-desk.ts';
import { salePayload } from '../sync/support/make-goods.ts';

const TOKEN = '0123456789abcdef0123456789abcdef';
const UNKNOWN = 'ffffffffffffffffffffffffffffffff';

let desk: TradeDesk;
beforeAll(async () => {
  desk = await openTradeDesk();
  await desk.add('/products', { name: 'Peak <milk> & "more"', sku: 'PEAK', sellingPriceMinor: 1_075 });
});
afterAll(() => desk[Symbol.asyncDispose]());

const sold = async (): Promise<{ sale: SaleDetail; token: string }> => {
  desk.server.clock.advance(1000);
  const tenders = [{ method: 'cash', amountMinor: 1_075 }];
  const body = { storeId: desk.storeId, lines: [{ code: 'PEAK' }], tenders };
  const sale = dataOf(await desk.ada.call('POST', '/sales', { body }), saleDetailSchema);
  return { sale, token: must(sale.sale.receiptToken, 'a sale of the web has a token') };
};
const page = async (
  token: string,
  url = desk.server.url,
): Promise<{ status: number; html: string; headers: Headers }> => {
  const answer = await fetch(`${url}/r/${token}`);
  return { status: answer.status, html: await answer.text(), headers: answer.headers };
};

test('whoever holds the token of a sale reads its receipt, and nothing of it is kept, found or logged on the way', async () => {
  const { sale, token } = await sold();
  const { status, html, headers } = await page(token);
  expect(status).toBe(200);
  for (const said of [sale.orderNumber, 'Peak &lt;milk&gt; &amp; &quot;more&quot;', '10.75', 'Yaba', 'Ada Obi'])
    expect(html).toContain(said);
  expect(html).not.toContain('<milk>');
  // What left the page leaves no second rule behind.
  expect(html).not.toContain('<hr><hr>');
  expect(headers.get('cache-control')).toBe('private, no-store');
  expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  const [, style = ''] = /<style>([^]*)<\/style>/.exec(html) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  expect(headers.get('content-security-policy')).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
  expect(desk.server.logged.join('\n')).not.toContain(token);
  expect(desk.server.logged.join('\n')).toContain('/r/:token');
  const kept = await desk.server.asOwner(
    (sql) => sql<{ receipt_hash: string }[]>`
    select receipt_hash from sales_orders where id = ${sale.id}`,
  );
  expect(kept[0]?.receipt_hash).not.toContain(token);
});

test('a token of nobody and what is no token get one and the same page, which looks again', async () => {
  const unknown = await page(UNKNOWN);
  expect(unknown.status).toBe(404);
  expect(unknown.html).toContain('on its way');
  expect(unknown.html).toContain('http-equiv="refresh"');
  for (const odd of ['x', UNKNOWN.toUpperCase(), '%27%20or%201=1', '..%2f..%2fetc', 'a'.repeat(4000)]) {
    const { status, html } = await page(odd);
    expect([status, html]).toEqual([404, unknown.html]);
  }
});

test('the receipt of a till’s sale is on its way until the sale comes, and one of an older till has no page', async () => {
  expect((await page(TOKEN)).status).toBe(404);
  const saleOf = (receiptNumber: string, more: object): { saleId: Id; payload: ReturnType<typeof salePayload> } => {
    const saleId = desk.makeId();
    const things = [{ variantId: desk.makeId(), quantityMilli: 1000, priceMinor: 700 }];
    return { saleId, payload: { ...salePayload(desk.makeId, { saleId, things, receiptNumber }), ...more } };
  };
  for (const { saleId, payload } of [
    saleOf('YAB-1-A-000001', { receiptToken: TOKEN }),
    saleOf('YAB-1-A-000002', {}),
    // A machine that was copied may make the same one again: the receipt stays that of the first.
    saleOf('YAB-1-A-000003', { receiptToken: TOKEN }),
  ]) {
    desk.server.clock.advance(1000);
    await desk.apply([{ type: 'sale.completed', entityId: saleId, payload }]);
    const to = 'chidi@example.test';
    await desk.apply([{ type: 'receipt.sent', entityId: saleId, payload: { saleId, channel: 'email', to } }]);
  }
  const { status, html } = await page(TOKEN);
  expect(status).toBe(200);
  expect(html).toContain('YAB-1-A-000001');
  const journal = await desk.server.asOwner((sql) => sql`select id from till_journal where type = 'receipt.sent'`);
  expect(journal).toHaveLength(3);
});

test('the page says what became of the sale since', async () => {
  const { sale, token } = await sold();
  const refunded = dataOf(
    await desk.ada.call('POST', `/sales/${sale.id}/refund`, { body: { reason: 'Dented' } }),
    saleDetailSchema,
  );
  expect((await page(token)).html).toContain('Goods of this sale came back');
  const refund = await page(must(refunded.sale.receiptToken, 'a refund has a token'));
  expect(refund.html).toContain(sale.orderNumber);
  desk.server.clock.advance(1000);
  for (const id of [refunded.id, sale.id])
    expect(await desk.ada.call('DELETE', `/sales/${id}?reason=twice`)).toMatchObject({ status: 200 });
  expect((await page(token)).html).toContain('VOIDED');
  expect(await desk.ben.call('GET', `/sales/${sale.id}`)).toMatchObject({ status: 404 });
});

test('who asks for too many receipts is told so on a page', async () => {
  await using server = await startTestServer({ RATE_LIMIT_PER_MINUTE: '3' });
  const statuses: number[] = [];
  for (let asked = 0; asked < 4; asked += 1) statuses.push((await page(UNKNOWN, server.url)).status);
  expect(statuses).toEqual([404, 404, 404, 429]);
  const { html, headers } = await page(UNKNOWN, server.url);
  expect(html).toContain('Wait a minute');
  expect(z.coerce.number().parse(headers.get('retry-after'))).toBeGreaterThan(0);
});
