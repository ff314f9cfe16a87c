import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { creditAnswerSchema } from '#shared/api/credit-endpoints.ts';
import { customerAnswerSchema } from '#shared/api/customer-endpoints.ts';
import { paymentRowSchema } from '#shared/api/payment-endpoints.ts';
import { saleDetailSchema, saleRowSchema } from '#shared/api/sales.ts';
import { shiftReportAnswerSchema } from '#shared/api/shift-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import type { Payment } from '#shared/sale/tender.ts';
import { type Came, dataOf } from '../support/api-caller.ts';
import { type TradeDesk, openTradeDesk } from '../support/trade-desk.ts';
import { salePayload } from '../sync/support/make-goods.ts';

const NOWHERE = '01890000-0000-7000-8000-0000000000ff';
const openedSchema = z.object({ credit: creditAnswerSchema, code: z.string(), loadId: z.string() });

let desk: TradeDesk;
beforeAll(async () => {
  desk = await openTradeDesk();
});
afterAll(() => desk[Symbol.asyncDispose]());

type Told = {
  readonly priceMinor: number;
  readonly method?: Payment['method'];
  readonly state?: Payment['state'];
  readonly reference?: string;
  readonly shiftId?: Id;
  readonly customerId?: Id;
};

async function sell(told: Told): Promise<{ saleId: Id; paymentId: Id }> {
  desk.server.clock.advance(1000);
  const [saleId, paymentId] = [desk.makeId(), desk.makeId()];
  const { method = 'cash', state = 'confirmed', reference = '', priceMinor, ...kept } = told;
  const payment = { id: paymentId, method, state, reference };
  const things = [{ variantId: desk.makeId(), quantityMilli: 1000, priceMinor }];
  const receiptNumber = `R ${saleId.slice(-6)}`;
  const payload = salePayload(desk.makeId, { saleId, things, payment, receiptNumber, ...kept });
  await desk.apply([
    { type: payload.kind === 'refund' ? 'sale.refunded' : 'sale.completed', entityId: saleId, payload },
  ]);
  return { saleId, paymentId };
}

const get = async <Schema extends z.ZodType>(path: string, schema: Schema) =>
  dataOf(await desk.ada.call('GET', path), schema);
const totals = async (query: string): Promise<number[]> =>
  (await get(`/sales?${query}`, z.array(saleRowSchema))).map(({ totalMinor }) => totalMinor);
const settle = (id: Id, body: object): Promise<Came> => desk.ada.call('POST', `/payments/${id}/settle`, { body });

test('sales are filtered by what their list shows, and read by cursor in any order', async () => {
  const customerId = await desk.add('/customers', { name: 'Bisi' });
  for (const priceMinor of [300, 100, 200]) await sell({ priceMinor });
  await sell({ priceMinor: 400, method: 'credit', customerId });
  await sell({ priceMinor: 500, method: 'transfer', state: 'pending' });
  expect(await totals('paymentStatus=pending')).toEqual([500]);
  expect(await totals('paymentStatus=partial')).toEqual([400]);
  expect(await totals(`customerId=${customerId}`)).toEqual([400]);
  expect(await totals('method=cash&sort=totalMinor')).toEqual([100, 200, 300]);
  expect(await totals('minTotalMinor=200&maxTotalMinor=400&sort=-totalMinor')).toEqual([400, 300, 200]);
  expect(await totals('status=voided')).toEqual([]);
  for (const sort of ['-totalMinor', 'totalMinor', 'occurredAt', '-occurredAt']) {
    const whole = await totals(`sort=${sort}&limit=10`);
    const seen: number[] = [];
    let cursor: string | null | undefined = '';
    while (cursor !== null && cursor !== undefined) {
      const page = await desk.ada.call('GET', `/sales?sort=${sort}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...dataOf(page, z.array(saleRowSchema)).map(({ totalMinor }) => totalMinor));
      cursor = z.object({ meta: z.object({ nextCursor: z.string().nullable() }) }).parse(page.body).meta.nextCursor;
    }
    expect(seen).toEqual(whole);
  }
  expect(await desk.ada.call('GET', '/sales?cursor=e30')).toMatchObject({ status: 400 });
  const { id } = (await get('/sales?limit=1', z.array(saleRowSchema)))[0] ?? { id: '' };
  expect(await desk.ben.call('GET', `/sales/${id}`)).toMatchObject({ status: 404 });
});

test('promised money is listed, and settled once it is seen or known not to come', async () => {
  const { saleId, paymentId } = await sell({ priceMinor: 9_000, method: 'transfer', state: 'pending' });
  const pending = await get('/payments?state=pending', z.array(paymentRowSchema));
  expect(pending[0]).toMatchObject({
    id: paymentId,
    orderId: saleId,
    amountMinor: 9_000,
    state: 'pending',
    storeName: 'Yaba',
  });
  expect(await settle(paymentId, { state: 'not_found' })).toMatchObject({
    status: 200,
    body: { data: { state: 'not_found' } },
  });
  expect(await get(`/sales/${saleId}`, saleDetailSchema)).toMatchObject({
    paymentStatus: 'partial',
    paidMinor: 0,
    balanceMinor: 9_000,
    sale: { payments: [{ state: 'not_found' }] },
  });
  expect(await settle(paymentId, { state: 'confirmed', reference: 'GTB 4411' })).toMatchObject({
    body: { data: { state: 'confirmed', reference: 'GTB 4411' } },
  });
  expect(await settle(paymentId, { state: 'declined' })).toMatchObject({ status: 409 });
  expect(await settle(NOWHERE, { state: 'confirmed' })).toMatchObject({ status: 404 });
  expect(await settle(paymentId, { state: 'pending' })).toMatchObject({ status: 422 });
  expect(await desk.ben.call('POST', `/payments/${paymentId}/settle`, { body: { state: 'declined' } })).toMatchObject({
    status: 404,
  });
  expect(await get('/payments?q=4411', z.array(paymentRowSchema))).toHaveLength(1);
});

/** What the drawer of the next test comes to. */
const figures = {
  floatMinor: 5_000,
  saleCount: 3,
  refundCount: 1,
  salesMinor: 6_000,
  refundsMinor: 400,
  cashOutMinor: 100,
  expectedSoFarMinor: 5_500,
  tenders: [
    { method: 'cash', amountMinor: 600, count: 2, pendingMinor: 0 },
    { method: 'card', amountMinor: 2_000, count: 1, pendingMinor: 0 },
    { method: 'transfer', amountMinor: 3_000, count: 1, pendingMinor: 3_000 },
  ],
  cashMovements: [{ kind: 'out', amountMinor: 100, reason: 'Water' }],
};

test('the Z report is the till’s: sales, refunds, tenders, cash moved, and what the drawer should hold', async () => {
  const shiftId = desk.makeId();
  const opened = { shiftId, floatMinor: minor(5_000), shiftDate: '2026-06-01', openedAtMs: desk.server.clock.nowMs() };
  await desk.apply([{ type: 'shift.opened', entityId: shiftId, payload: opened }]);
  await sell({ priceMinor: 1_000, shiftId });
  await sell({ priceMinor: 2_000, shiftId, method: 'card' });
  await sell({ priceMinor: 3_000, shiftId, method: 'transfer', state: 'pending' });
  await sell({ priceMinor: -400, shiftId });
  const cash = {
    cashMovementId: desk.makeId(),
    shiftId,
    kind: 'out',
    amountMinor: minor(100),
    reason: 'Water',
  } as const;
  await desk.apply([{ type: 'cash.moved', entityId: cash.cashMovementId, payload: cash }]);
  expect(await get(`/shifts/${shiftId}`, shiftReportAnswerSchema)).toMatchObject({
    ...figures,
    closedAt: null,
    expectedMinor: null,
  });
  const tenders = figures.tenders.map(({ method, amountMinor, count }) => ({
    method,
    amountMinor: minor(amountMinor),
    count,
  }));
  const closed = {
    shiftId,
    closedAtMs: desk.server.clock.nowMs(),
    counted: [{ denominationMinor: minor(500), pieces: 11 }],
    countedMinor: minor(5_500),
    expectedMinor: minor(5_500),
    varianceMinor: minor(0),
    varianceReason: '',
    saleCount: 3,
    refundCount: 1,
    tenders: tenders.map(
      (tender) =>
        ({
          ...tender,
          method: tender.method === 'cash' ? 'cash' : tender.method === 'card' ? 'card' : 'transfer',
        }) as const,
    ),
  };
  await desk.apply([{ type: 'shift.closed', entityId: shiftId, payload: closed }]);
  expect(await get(`/shifts/${shiftId}`, shiftReportAnswerSchema)).toMatchObject({
    ...figures,
    expectedMinor: 5_500,
    countedMinor: 5_500,
    varianceMinor: 0,
    counted: [{ denominationMinor: 500, pieces: 11 }],
  });
  expect(await desk.ada.call('GET', '/shifts?isOpen=false&from=2026-06-01')).toMatchObject({
    body: { data: [{ id: shiftId }], meta: { total: 1 } },
  });
  expect(await desk.ada.call('GET', '/shifts?isOpen=true')).toMatchObject({ body: { data: [] } });
  expect(await desk.ben.call('GET', `/shifts/${shiftId}`)).toMatchObject({ status: 404 });
});

test('a gift card shows its code once, is loaded, found by its code, spent by it, and never beyond what stands on it', async () => {
  const customerId = await desk.add('/customers', { name: 'Kemi', creditLimitMinor: 50_000 });
  const body = {
    storeId: desk.storeId,
    amountMinor: 10_000,
    tenders: [{ method: 'cash', amountMinor: 20_000 }],
    customerId,
  };
  const headers = { 'idempotency-key': 'card-1' };
  const came = await desk.ada.call('POST', '/gift-cards', { body, headers });
  expect(came).toMatchObject({
    status: 201,
    body: { data: { changeMinor: 10_000, credit: { balanceMinor: 10_000, customerName: 'Kemi' } } },
  });
  const { credit, code } = dataOf(came, openedSchema);
  expect(await desk.ada.call('POST', '/gift-cards', { body, headers })).toMatchObject({ status: 409 });
  expect(await get('/gift-cards', z.array(creditAnswerSchema))).toHaveLength(1);
  const kept = await desk.server.asOwner(
    (
      sql,
    ) => sql`select (select json_agg(a) from audit_logs a)::text as audited, (select json_agg(c.body) from changes c)::text as changed,
      (select json_agg(k) from idempotency_keys k)::text as keys, (select json_agg(c) from credits c)::text as credits`,
  );
  expect(JSON.stringify(kept)).not.toContain(code);
  const loading = { storeId: desk.storeId, amountMinor: 5_000, tenders: [{ method: 'transfer', amountMinor: 5_000 }] };
  expect(await desk.ada.call('POST', `/gift-cards/${credit.id}/load`, { body: loading })).toMatchObject({
    status: 201,
    body: { data: { credit: { balanceMinor: 15_000 } } },
  });
  expect(await get(`/gift-cards/${code.toLowerCase().replaceAll('-', '')}/balance`, creditAnswerSchema)).toMatchObject({
    id: credit.id,
    balanceMinor: 15_000,
  });
  expect(await desk.ada.call('GET', `/store-credits/${code}/balance`)).toMatchObject({ status: 404 });
  expect(await desk.ben.call('GET', `/gift-cards/${code}/balance`)).toMatchObject({ status: 404 });
  await sell({ priceMinor: 12_000, method: 'credit', customerId });
  const pay = (amountMinor: number) =>
    desk.ada.call('POST', `/customers/${customerId}/payment`, {
      body: {
        storeId: desk.storeId,
        amountMinor,
        tenders: [{ method: 'gift_card', amountMinor, code }],
        allowOver: true,
      },
    });
  expect(await pay(16_000)).toMatchObject({ status: 422, body: { errors: [{ field: 'tenders.0.amountMinor' }] } });
  const both = await Promise.all([pay(8_000), pay(8_000)]);
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 422]));
  expect(await get(`/customers/${customerId}`, customerAnswerSchema)).toMatchObject({ balanceMinor: 4_000 });
  expect(await get(`/gift-cards/${code}/balance`, creditAnswerSchema)).toMatchObject({ balanceMinor: 7_000 });
});

test('a store credit is given by whoever may give money back, under the code of a printed card, which is one’s own', async () => {
  const clerk = await desk.colleague('clerk@example.test', 'sales_clerk');
  const body = { storeId: desk.storeId, amountMinor: 2_000, code: 'Printed 0001', kind: 'change_owed' };
  expect(await clerk('POST', '/store-credits', { body })).toMatchObject({ status: 403 });
  expect(await clerk('POST', '/store-credits', { body: { ...body, amountMinor: 0 } })).toMatchObject({
    status: 201,
    body: { data: { credit: { balanceMinor: 0, codeEnd: '0001' } } },
  });
  expect(await desk.ada.call('POST', '/store-credits', { body })).toMatchObject({ status: 409 });
  expect(await desk.ada.call('POST', '/gift-cards', { body })).toMatchObject({ status: 422 });
  expect(await desk.ada.call('POST', '/store-credits', { body: { ...body, code: 'Printed 0002' } })).toMatchObject({
    status: 201,
    body: { data: { credit: { kind: 'change_owed', balanceMinor: 2_000 } } },
  });
  expect(await get('/store-credits?hasBalance=true&q=0002', z.array(creditAnswerSchema))).toHaveLength(1);
});

test('every sum equals its facts', () => desk.verified());
