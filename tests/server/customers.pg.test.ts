import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { customerAnswerSchema, customerRowSchema, customerStatementSchema } from '#shared/api/customer-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import { type Came, dataOf } from '../support/api-caller.ts';
import { type TradeDesk, openTradeDesk } from '../support/trade-desk.ts';
import { salePayload } from '../sync/support/make-goods.ts';

const DAY_MS = 86_400_000;
const NOWHERE = '01890000-0000-7000-8000-0000000000ff';

let desk: TradeDesk;
beforeAll(async () => {
  desk = await openTradeDesk();
});
afterAll(() => desk[Symbol.asyncDispose]());

async function buyOnAccount(customerId: Id, priceMinor: number): Promise<Id> {
  // Of two entries of one moment nobody can say which was first.
  desk.server.clock.advance(1000);
  const saleId = desk.makeId();
  const payment = { id: desk.makeId(), method: 'credit', state: 'confirmed' } as const;
  const things = [{ variantId: desk.makeId(), quantityMilli: 1000, priceMinor }];
  const receiptNumber = `R ${saleId.slice(-6)}`;
  const payload = salePayload(desk.makeId, { saleId, customerId, things, payment, receiptNumber });
  await desk.apply([{ type: 'sale.completed', entityId: saleId, payload }]);
  return saleId;
}

const pay = (customerId: Id, body: object): Promise<Came> => {
  desk.server.clock.advance(1000);
  return desk.ada.call('POST', `/customers/${customerId}/payment`, { body: { storeId: desk.storeId, ...body } });
};
const customer = async (id: Id) => dataOf(await desk.ada.call('GET', `/customers/${id}`), customerAnswerSchema);
const names = async (query: string): Promise<string[]> =>
  dataOf(await desk.ada.call('GET', `/customers?${query}`), z.array(customerRowSchema)).map(({ name }) => name);

test('a customer is added, found by name and by a phone written another way, edited, and no other business sees it', async () => {
  const body = { name: 'Bisi Adewale', phone: '0803 123 4567', email: 'bisi@example.test', creditLimitMinor: 5_000_00 };
  const added = await desk.ada.call('POST', '/customers', { body });
  expect(added).toMatchObject({
    status: 201,
    body: { data: { ...body, isActive: true, balanceMinor: 0, availableCreditMinor: 5_000_00 } },
  });
  const { id } = dataOf(added, customerAnswerSchema);
  expect([await names('q=bisi'), await names('q=%2B2348031234567'), await names('q=%25')]).toEqual([
    ['Bisi Adewale'],
    ['Bisi Adewale'],
    [],
  ]);
  const etag = added.headers.get('etag') ?? '';
  await buyOnAccount(id, 100_00);
  const put = (headers: Record<string, string>) =>
    desk.ada.call('PUT', `/customers/${id}`, { body: { taxId: 'TIN-77' }, headers });
  expect(await put({})).toMatchObject({ status: 428 });
  // What was bought meanwhile is no edit of the record.
  expect(await put({ 'if-match': etag })).toMatchObject({
    status: 200,
    body: { data: { taxId: 'TIN-77', name: 'Bisi Adewale', balanceMinor: 100_00 } },
  });
  expect(await put({ 'if-match': etag })).toMatchObject({ status: 412 });
  expect(await desk.ben.call('GET', `/customers/${id}`)).toMatchObject({ status: 404 });
  expect(
    await desk.server.asOwner((sql) => sql`select entity, class from feed where id = ${id} order by entity`),
  ).toEqual([
    { entity: 'customer', class: 'customers' },
    { entity: 'customer_balance', class: 'customers' },
  ]);
});

test('a phone given twice is said, however it is written, and may be meant', async () => {
  await desk.add('/customers', { name: 'Tunde Bello', phone: '+234 (0) 802 555 0101' });
  const body = { name: 'Tunde again', phone: '08025550101' };
  const twice = await desk.ada.call('POST', '/customers', { body });
  expect(twice).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(JSON.stringify(twice.body)).toContain('Tunde Bello');
  expect(await desk.ada.call('POST', '/customers', { body: { ...body, allowSamePhone: true } })).toMatchObject({
    status: 201,
  });
  const other = await desk.add('/customers', { name: 'Ife', phone: '0809' });
  const headers = { 'if-match': '*' };
  expect(await desk.ada.call('PUT', `/customers/${other}`, { body: { phone: body.phone }, headers })).toMatchObject({
    status: 409,
  });
});

test.each([
  ['no name', { name: ' ' }, 'name'],
  ['an odd address', { name: 'X', email: 'nobody' }, 'email'],
  ['a limit below nothing', { name: 'X', creditLimitMinor: -1 }, 'creditLimitMinor'],
  ['a price list that is not there', { name: 'X', priceListId: NOWHERE }, 'priceListId'],
])('a customer with %s is refused', async (_, body, field) => {
  expect(await desk.ada.call('POST', '/customers', { body })).toMatchObject({
    status: 422,
    body: { errors: [{ field }] },
  });
});

test('a clerk adds customers and raises no limit; taking money for a debt needs its permission', async () => {
  const clerk = await desk.colleague('clerk@example.test', 'sales_clerk');
  expect(await clerk('POST', '/customers', { body: { name: 'Ngozi', creditLimitMinor: 1 } })).toMatchObject({
    status: 403,
  });
  const came = await clerk('POST', '/customers', { body: { name: 'Ngozi' } });
  expect(came).toMatchObject({ status: 201 });
  const { id } = dataOf(came, customerAnswerSchema);
  const raise = { body: { creditLimitMinor: 1000 }, headers: { 'if-match': '*' } };
  expect(await clerk('PUT', `/customers/${id}`, raise)).toMatchObject({ status: 403 });
  const body = { storeId: desk.storeId, amountMinor: 1, tenders: [{ method: 'cash', amountMinor: 1 }] };
  expect(await clerk('POST', `/customers/${id}/payment`, { body })).toMatchObject({ status: 403 });
});

test('debts age, money pays the oldest first, and the statement adds up page by page', async () => {
  const id = await desk.add('/customers', { name: 'Chidi Nwosu', creditLimitMinor: 1_000_000 });
  await buyOnAccount(id, 40_000);
  await desk.passDays(50);
  await buyOnAccount(id, 20_000);
  await desk.passDays(45);
  const newest = await buyOnAccount(id, 5_000);
  const aged = { days0To30Minor: 5_000, days31To60Minor: 20_000, days61To90Minor: 0, daysOver90Minor: 40_000 };
  expect(await customer(id)).toMatchObject({ balanceMinor: 65_000, availableCreditMinor: 935_000, ageing: aged });
  const paid = await pay(id, { amountMinor: 45_000, tenders: [{ method: 'cash', amountMinor: 50_000 }] });
  expect(paid).toMatchObject({
    status: 201,
    body: { data: { amountMinor: 45_000, changeMinor: 5_000, balanceMinor: 20_000 } },
  });
  expect((await customer(id)).ageing).toMatchObject({
    days0To30Minor: 5_000,
    days31To60Minor: 15_000,
    daysOver90Minor: 0,
  });
  const to = new Date(desk.server.clock.nowMs()).toISOString().slice(0, 10);
  const from = new Date(desk.server.clock.nowMs() - 60 * DAY_MS).toISOString().slice(0, 10);
  const came = await desk.ada.call('GET', `/customers/${id}/statement?from=${from}&to=${to}`);
  const statement = dataOf(came, customerStatementSchema);
  expect(statement).toMatchObject({
    openingMinor: 40_000,
    boughtMinor: 25_000,
    paidMinor: 45_000,
    closingMinor: 20_000,
  });
  expect(
    statement.entries.map(({ kind, amountMinor, balanceMinor, method }) => [kind, amountMinor, balanceMinor, method]),
  ).toEqual([
    ['sale', 20_000, 60_000, 'credit'],
    ['sale', 5_000, 65_000, 'credit'],
    ['payment', -45_000, 20_000, 'cash'],
  ]);
  expect(statement.entries[1]).toMatchObject({ documentId: newest, orderNumber: `R ${newest.slice(-6)}` });
  const second = await desk.ada.call('GET', `/customers/${id}/statement?from=${from}&to=${to}&limit=1&page=2`);
  expect(second).toMatchObject({
    body: { data: { openingMinor: 40_000, entries: [{ balanceMinor: 65_000 }] }, meta: { page: 2, total: 3 } },
  });
  expect(await desk.ada.call('GET', `/customers/${id}/statement?from=2026-09-02&to=2026-09-01`)).toMatchObject({
    status: 422,
  });
  expect(await names('owes=true&sort=-balanceMinor')).toEqual(['Chidi Nwosu', 'Bisi Adewale']);
});

test('money for a debt: never more than is owed unless it is meant, a promise counts, and the same key pays once', async () => {
  const id = await desk.add('/customers', { name: 'Emeka Obi', creditLimitMinor: 100_000 });
  await buyOnAccount(id, 30_000);
  const transfer = (amountMinor: number) => ({
    amountMinor,
    tenders: [{ method: 'transfer', amountMinor, reference: 'GTB 1' }],
  });
  expect(await pay(id, transfer(40_000))).toMatchObject({ status: 409 });
  expect(await pay(id, { amountMinor: 10_000, tenders: [{ method: 'card', amountMinor: 9_000 }] })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'tenders' }] },
  });
  const cardNumber = { method: 'card', amountMinor: 1, reference: '4111 1111 1111 1111' };
  expect(await pay(id, { amountMinor: 1, tenders: [cardNumber] })).toMatchObject({ status: 422 });
  expect(await pay(id, { ...transfer(1), storeId: NOWHERE })).toMatchObject({ status: 404 });
  const body = { storeId: desk.storeId, ...transfer(10_000) };
  const headers = { 'idempotency-key': 'debt-1' };
  const [first, again] = [
    await desk.ada.call('POST', `/customers/${id}/payment`, { body, headers }),
    await desk.ada.call('POST', `/customers/${id}/payment`, { body, headers }),
  ];
  expect(first).toMatchObject({
    status: 201,
    body: { data: { balanceMinor: 20_000, payments: [{ state: 'pending' }] } },
  });
  expect(again.body).toEqual(first.body);
  expect((await customer(id)).balanceMinor).toBe(20_000);
  const both = await Promise.all([pay(id, transfer(15_000)), pay(id, transfer(15_000))]);
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 409]));
  expect(await pay(id, { ...transfer(6_000), allowOver: true })).toMatchObject({
    body: { data: { balanceMinor: -1_000 } },
  });
  expect((await customer(id)).ageing).toMatchObject({ days0To30Minor: 0, inCreditMinor: 1_000 });
});

test('what history refers to is archived, anything else removed; erasing blanks the person and keeps the facts', async () => {
  const fresh = await desk.add('/customers', { name: 'Nobody yet' });
  expect(await desk.ada.call('DELETE', `/customers/${fresh}`)).toMatchObject({ body: { data: { archived: false } } });
  expect(await desk.ada.call('GET', `/customers/${fresh}`)).toMatchObject({ status: 404 });
  const id = await desk.add('/customers', {
    name: 'Halima Sani',
    phone: '0701 222 3333',
    email: 'halima@example.test',
  });
  await buyOnAccount(id, 7_000);
  expect(await desk.ada.call('DELETE', `/customers/${id}?erase=true`)).toMatchObject({ status: 409 });
  expect(await desk.ada.call('DELETE', `/customers/${id}`)).toMatchObject({
    body: { data: { archived: true, erased: false } },
  });
  expect(await customer(id)).toMatchObject({ name: 'Halima Sani', isActive: false });
  await pay(id, { amountMinor: 7_000, tenders: [{ method: 'cash', amountMinor: 7_000 }] });
  expect(await desk.ada.call('DELETE', `/customers/${id}?erase=true`)).toMatchObject({
    body: { data: { erased: true } },
  });
  expect(await customer(id)).toMatchObject({ name: 'Erased customer', phone: '', email: '', isActive: false });
  expect(await names('q=halima')).toEqual([]);
  const edit = { body: { phone: '0701 222 3333' }, headers: { 'if-match': '*' } };
  expect(await desk.ada.call('PUT', `/customers/${id}`, edit)).toMatchObject({ status: 409 });
  expect(await desk.ada.call('GET', `/customers/${id}/statement`)).toMatchObject({
    body: { data: { entries: [{}, {}] } },
  });
  const audited = JSON.stringify(
    await desk.server.asOwner((sql) => sql`select * from audit_logs where entity_id = ${id}`),
  );
  expect(audited).not.toMatch(/Halima|0701|halima@/);
});

test('somebody limited to another store sees the account whole, without the receipts of this one', async () => {
  const id = await desk.add('/customers', { name: 'Zainab Musa' });
  await buyOnAccount(id, 2_000);
  const ikeja = await desk.add('/stores', { name: 'Ikeja', code: 'IKJ' });
  const limited = await desk.colleague('ikeja@example.test', 'manager', [ikeja]);
  expect(await limited('GET', `/customers/${id}/statement`)).toMatchObject({
    body: { data: { closingMinor: 2_000, entries: [{ orderNumber: null, amountMinor: 2_000 }] } },
  });
  const body = { storeId: desk.storeId, amountMinor: 1, tenders: [{ method: 'cash', amountMinor: 1 }] };
  expect(await limited('POST', `/customers/${id}/payment`, { body })).toMatchObject({ status: 404 });
});

test('every sum equals its facts', () => desk.verified());
