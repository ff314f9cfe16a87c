import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SaleDetail, saleDetailSchema } from '#shared/api/sales.ts';
import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { type Came, dataOf } from '../support/api-caller.ts';
import { type TradeDesk, openTradeDesk } from '../support/trade-desk.ts';
import { salePayload } from '../sync/support/make-goods.ts';

let desk: TradeDesk;
let vatId: Id;
beforeAll(async () => {
  desk = await openTradeDesk();
  vatId = await desk.add('/tax-rates', { name: 'VAT', ratePpm: 75_000, inclusive: true });
  await desk.add('/products', { name: 'Peak milk', sku: 'PEAK', sellingPriceMinor: 1_075, taxRateIds: [vatId] });
});
afterAll(() => desk[Symbol.asyncDispose]());

const post = (path: string, body: object): Promise<Came> => {
  desk.server.clock.advance(1000);
  return desk.ada.call('POST', path, { body });
};
const sold = async (body: object): Promise<SaleDetail> => {
  const came = await post('/sales', { storeId: desk.storeId, lines: [{ code: 'PEAK' }], ...body });
  expect(came, JSON.stringify(came.body)).toMatchObject({ status: 201 });
  return dataOf(came, saleDetailSchema);
};
const voided = (id: Id, reason = 'Rung up twice'): Promise<Came> => {
  desk.server.clock.advance(1000);
  return desk.ada.call('DELETE', `/sales/${id}?reason=${encodeURIComponent(reason)}`);
};
const balanceOf = async (path: string): Promise<number> =>
  z.looseObject({ data: z.looseObject({ balanceMinor: z.number() }) }).parse((await desk.ada.call('GET', path)).body)
    .data.balanceMinor;
const today = () => new Date(desk.server.clock.nowMs()).toISOString().slice(0, 10);
const totals = async (): Promise<unknown> =>
  (
    await desk.server.asOwner(
      (sql) => sql<{ sums: unknown }[]>`select json_build_array(
        (select json_agg(json_build_array(sale_count, refund_count, line_count, units_milli, net_minor, tax_minor)) from rollup_sales_hour),
        (select json_agg(json_build_array(method, payment_count, amount_minor, pending_minor) order by method) from rollup_sales_tender),
        (select json_agg(json_build_array(base_minor, tax_minor)) from rollup_sales_tax),
        (select json_agg(quantity_milli) from inventory)) as sums`,
    )
  ).map((row) => row.sums);

test('a voided sale keeps its number and leaves no trace in any sum of the day', async () => {
  await sold({ tenders: [{ method: 'cash', amountMinor: 1_075 }] });
  const before = await totals();
  const customerId = await desk.add('/customers', { name: 'Bisi', creditLimitMinor: 100_000 });
  const card = dataOf(
    await post('/gift-cards', {
      storeId: desk.storeId,
      amountMinor: 500,
      tenders: [{ method: 'cash', amountMinor: 500 }],
    }),
    z.looseObject({ code: z.string() }),
  ).code;
  const withCard = await totals();
  const tenders = [
    { method: 'gift_card', amountMinor: 500, code: card },
    { method: 'transfer', amountMinor: 650 },
    { method: 'credit', amountMinor: 1_000 },
  ];
  const sale = await sold({ customerId, lines: [{ code: 'PEAK', quantityMilli: 2_000 }], tenders });
  expect([await balanceOf(`/customers/${customerId}`), await balanceOf(`/gift-cards/${card}/balance`)]).toEqual([
    1_000, 0,
  ]);
  const came = await voided(sale.id);
  expect(came).toMatchObject({
    status: 200,
    body: {
      data: { status: 'voided', orderNumber: sale.orderNumber, voided: { byName: 'Ada Obi', reason: 'Rung up twice' } },
    },
  });
  expect([await balanceOf(`/customers/${customerId}`), await balanceOf(`/gift-cards/${card}/balance`)]).toEqual([
    0, 500,
  ]);
  const zeros = JSON.stringify(await totals())
    .replaceAll(/\["(?:gift_card|transfer|credit)", ?0, ?0, ?0\],? ?/g, '')
    .replaceAll(/, ?\]/g, ']');
  expect(JSON.parse(zeros)).toEqual(withCard);
  expect(before).not.toEqual(withCard);
  expect(await desk.ada.call('GET', `/customers/${customerId}/statement`)).toMatchObject({
    body: { data: { closingMinor: 0, entries: [{ kind: 'sale' }, { kind: 'void', amountMinor: -1_000 }] } },
  });
  expect(await desk.ada.call('GET', `/sales/${sale.id}/invoice?format=json`)).toMatchObject({
    body: { data: { marks: ['voided'], balanceMinor: 0 } },
  });
  const feed = await desk.server.asOwner((sql) => sql`select entity from feed where id = ${sale.id}`);
  expect(feed).toHaveLength(1);
});

test('nothing of a voided sale changes any more, and what becomes of its money counts nowhere', async () => {
  const sale = await sold({ tenders: [{ method: 'transfer', amountMinor: 1_075 }] });
  expect(await desk.ada.call('DELETE', `/sales/${sale.id}`)).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'reason' }] },
  });
  expect(await desk.ben.call('DELETE', `/sales/${sale.id}?reason=x`)).toMatchObject({ status: 404 });
  const both = await Promise.all([voided(sale.id), voided(sale.id)]);
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 409]));
  const after = await totals();
  expect(await post(`/sales/${sale.id}/refund`, { reason: 'x' })).toMatchObject({ status: 409 });
  const payment = must(sale.sale.payments[0], 'a payment');
  expect(await post(`/payments/${payment.id}/settle`, { state: 'confirmed' })).toMatchObject({ status: 200 });
  expect(await totals()).toEqual(after);
});

test('a void of a refund makes the sale whole again; a sale with a refund, a later payment or a closed drawer is not voided', async () => {
  const sale = await sold({ tenders: [{ method: 'cash', amountMinor: 1_075 }] });
  const refund = dataOf(await post(`/sales/${sale.id}/refund`, { reason: 'Dented' }), saleDetailSchema);
  expect(await voided(sale.id)).toMatchObject({ status: 409 });
  expect(await voided(refund.id)).toMatchObject({ status: 200 });
  expect(await desk.ada.call('GET', `/sales/${sale.id}`)).toMatchObject({ body: { data: { paymentStatus: 'paid' } } });
  expect(await post(`/sales/${sale.id}/refund`, { reason: 'Dented after all' })).toMatchObject({ status: 201 });

  const customerId = await desk.add('/customers', { name: 'Emeka', creditLimitMinor: 100_000 });
  const open = await sold({ customerId, tenders: [{ method: 'credit', amountMinor: 1_075 }] });
  await post(`/sales/${open.id}/payment`, { amountMinor: 75, tenders: [{ method: 'cash', amountMinor: 75 }] });
  expect(await voided(open.id)).toMatchObject({ status: 409 });

  const shiftId = desk.makeId();
  const opened = { shiftId, floatMinor: minor(0), shiftDate: today(), openedAtMs: desk.server.clock.nowMs() };
  await desk.apply([{ type: 'shift.opened', entityId: shiftId, payload: opened }]);
  const things = [{ variantId: desk.makeId(), quantityMilli: 1000, priceMinor: 700 }];
  const [first, second] = [desk.makeId(), desk.makeId()];
  for (const saleId of [first, second]) {
    const payload = salePayload(desk.makeId, { saleId, things, shiftId, receiptNumber: `R ${saleId.slice(-6)}` });
    await desk.apply([{ type: 'sale.completed', entityId: saleId, payload }]);
  }
  expect(await voided(first)).toMatchObject({ status: 200 });
  expect(await desk.ada.call('GET', `/shifts/${shiftId}`)).toMatchObject({
    body: { data: { saleCount: 1, expectedSoFarMinor: 700 } },
  });
  const z = {
    counted: [],
    countedMinor: minor(700),
    expectedMinor: minor(700),
    varianceMinor: minor(0),
    varianceReason: '',
  };
  const tenders = [{ method: 'cash', amountMinor: minor(700), count: 1 }] as const;
  const closed = {
    shiftId,
    closedAtMs: desk.server.clock.nowMs(),
    ...z,
    saleCount: 1,
    refundCount: 0,
    tenders: [...tenders],
  };
  await desk.apply([{ type: 'shift.closed', entityId: shiftId, payload: closed }]);
  expect(await voided(second)).toMatchObject({ status: 409 });
});

test('refunded twice by two tills, it is right again once one refund was voided; of a voided sale nothing comes back', async () => {
  const [lineId, first, second, late] = [desk.makeId(), desk.makeId(), desk.makeId(), desk.makeId()];
  const thing = { variantId: desk.makeId(), quantityMilli: 1000, priceMinor: 700 };
  const sale = { saleId: desk.makeId(), things: [{ ...thing, lineId }], receiptNumber: 'YAB-9-A-000001' };
  await desk.apply([{ type: 'sale.completed', entityId: sale.saleId, payload: salePayload(desk.makeId, sale) }]);
  const refund = async (id: Id, receiptNumber: string): Promise<void> => {
    const things = [{ ...thing, quantityMilli: -1000, refundOfLineId: lineId }];
    const payload = salePayload(desk.makeId, { saleId: id, things, refundOf: sale.saleId, receiptNumber });
    await desk.apply([{ type: 'sale.refunded', entityId: id, payload }]);
  };
  const cases = async (): Promise<unknown> =>
    desk.server.asOwner(
      (sql) => sql`select state from sync_cases where kind = 'over_refund' and entity_id = ${sale.saleId}`,
    );
  const marks = async (): Promise<unknown> =>
    (
      await desk.server.asOwner(
        (sql) =>
          sql<
            { marks: unknown }[]
          >`select 'over_refund' = any(review_reasons) as marks from sales_orders where refund_of = ${sale.saleId}`,
      )
    ).map((row) => row.marks);
  await refund(first, 'YAB-9-A-000002');
  await refund(second, 'YAB-8-A-000003');
  expect([await cases(), await marks()]).toEqual([[{ state: 'open' }], [true, true]]);
  expect(await voided(second)).toMatchObject({ status: 200 });
  expect([await cases(), await marks()]).toEqual([[{ state: 'settled' }], [false, false]]);
  expect(await desk.ada.call('GET', `/sales/${sale.saleId}`)).toMatchObject({
    body: { data: { paymentStatus: 'refunded' } },
  });

  expect(await voided(first)).toMatchObject({ status: 200 });
  expect(await voided(sale.saleId)).toMatchObject({ status: 200 });
  await refund(late, 'YAB-7-A-000004');
  expect(await cases()).toEqual([{ state: 'settled' }, { state: 'open' }]);
});

test('a day that is over stays, and a clerk voids nothing', async () => {
  const sale = await sold({ tenders: [{ method: 'cash', amountMinor: 1_075 }] });
  const clerk = await desk.colleague('clerk@example.test', 'sales_clerk');
  expect(await clerk('DELETE', `/sales/${sale.id}?reason=x`)).toMatchObject({ status: 403 });
  await desk.passDays(1);
  expect(await voided(sale.id)).toMatchObject({ status: 409 });
});

test('every sum equals its facts', () => desk.verified());
