import * as fc from 'fast-check';
import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expenseAnswerSchema, expenseCategorySchema } from '#shared/api/expense-endpoints.ts';
import { NO_ID } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import type { PayloadOf } from '#shared/changes/change-body.ts';
import { EXPENSE_CATEGORIES_KEY, expenseCategoriesSchema } from '#shared/people/expense-categories.ts';
import { settingSchema } from '#shared/people/business-records.ts';
import { recordRowSchema } from '#shared/sync/feed-rows.ts';
import { verifyBusiness } from '#server/db/verify-server.ts';
import { type Came, type SignedInOwner, dataOf, registerOwner, signIn, TEST_PASSWORD } from '../support/api-caller.ts';
import { type SyncWorld, openSyncWorld } from '../sync/support/sync-world.ts';

const NOWHERE = '01890000-0000-7000-8000-0000000000ff';
const idOf = z.looseObject({ id: z.string() });
const ANY = { 'if-match': '*' };

let world: SyncWorld;
let ada: SignedInOwner;
let ben: SignedInOwner;
let storeId: string;
let rentId: string;

beforeAll(async () => {
  world = await openSyncWorld();
  ada = await registerOwner(world.server, 'ada@example.test');
  ben = await registerOwner(world.server, 'ben@example.test', 'Ben Stores');
  const body = { name: 'Surulere', code: 'SUR', timeZone: 'Africa/Lagos' };
  storeId = dataOf(await ada.call('POST', '/stores', { body }), idOf).id;
  rentId = dataOf(await ada.call('POST', '/expenses/categories', { body: { name: 'Rent' } }), expenseCategorySchema).id;
});
afterAll(() => world[Symbol.asyncDispose]());

const DIESEL = { amountMinor: 1_500_000, description: 'Diesel for the generator', paymentMethod: 'cash' };
const expense = (came: Came) => dataOf(came, expenseAnswerSchema);
const add = (more: object = {}): Promise<Came> =>
  ada.call('POST', '/expenses', { body: { ...DIESEL, storeId, ...more } });

async function sumOf(businessId: string): Promise<readonly unknown[]> {
  return world.root`select expense_date, category_id, expense_count, amount_minor from rollup_expenses
    where business_id = ${businessId} and (expense_count, amount_minor) <> (0, 0) order by 1, 2`;
}

test('an expense is recorded, read, listed, put right and taken out, and each word stays in the log', async () => {
  const came = await add({ categoryId: rentId });
  expect(came).toMatchObject({
    status: 201,
    body: {
      data: {
        ...DIESEL,
        storeId,
        storeName: 'Surulere',
        categoryName: 'Rent',
        expenseDate: '2026-06-01',
        hasReceipt: false,
        createdByName: 'Ada Obi',
      },
    },
  });
  const { id } = expense(came);
  const etag = came.headers.get('etag') ?? '';
  expect((await ada.call('GET', `/expenses/${id}`)).headers.get('etag')).toBe(etag);
  const edit = { amountMinor: 1_450_000, expenseDate: '2026-05-31' };
  expect(await ada.call('PUT', `/expenses/${id}`, { body: edit })).toMatchObject({ status: 428 });
  world.clock.advance(1000);
  const edited = await ada.call('PUT', `/expenses/${id}`, { body: edit, headers: { 'if-match': etag } });
  expect(edited).toMatchObject({ status: 200, body: { data: { ...DIESEL, ...edit, categoryName: 'Rent' } } });
  const stale = await ada.call('PUT', `/expenses/${id}`, { body: edit, headers: { 'if-match': etag } });
  expect(stale).toMatchObject({ status: 412 });
  expect((await ada.call('GET', '/expenses?q=diesel&to=2026-05-31')).body).toMatchObject({ data: [{ id }] });
  expect(await sumOf(ada.businessId)).toMatchObject([
    { expense_date: '2026-05-31', category_id: rentId, expense_count: 1, amount_minor: 1_450_000 },
  ]);
  world.clock.advance(1000);
  expect(await ada.call('DELETE', `/expenses/${id}`)).toMatchObject({
    status: 200,
    body: { data: { archived: true } },
  });
  expect(await ada.call('GET', `/expenses/${id}`)).toMatchObject({ status: 404 });
  expect(await ada.call('DELETE', `/expenses/${id}`)).toMatchObject({ status: 404 });
  expect(await sumOf(ada.businessId)).toEqual([]);
  const audited = await ada.call('GET', `/audit-logs?entityId=${id}`);
  expect(audited.body).toMatchObject({
    data: [
      { action: 'expense.removed' },
      { action: 'expense.corrected', oldValues: { amountMinor: 1_500_000 } },
      { action: 'expense.recorded' },
    ],
  });
  const said = await world.root<{ type: string }[]>`select type from changes where entity_id = ${id} order by seq`;
  expect(said.map(({ type }) => type)).toEqual(['expense.recorded', 'expense.corrected', 'expense.corrected']);
  expect(await verifyBusiness(world.pool, ada.businessId)).toEqual([]);
});

test('a till of the business hears of every head of the books, as one setting', async () => {
  const till = await world.till({ businessId: ada.businessId, storeId, ownerId: ada.userId });
  const told = (data: unknown) => settingSchema.safeParse(recordRowSchema.safeParse(data).data?.fields).data;
  const heads = async () =>
    (await till.pullToHead()).filter(
      ({ entity, data }) => entity === 'setting' && told(data)?.key === EXPENSE_CATEGORIES_KEY,
    );
  const [first] = await heads();
  const names = (data: unknown) => expenseCategoriesSchema.parse(told(data)?.value).map(({ name }) => name);
  expect(names(first?.data)).toContain('Rent');
  await ada.call('POST', '/expenses/categories', { body: { name: 'Airtime' } });
  const [second, ...others] = await heads();
  expect([second?.id, others]).toEqual([first?.id, []]);
  expect(names(second?.data)).toEqual(['Airtime', ...names(first?.data)]);
  expect(await verifyBusiness(world.pool, ada.businessId)).toEqual([]);
});

test('a repeated key records once; lists are filtered and sorted', async () => {
  const headers = { 'idempotency-key': 'diesel-once' };
  const body = { ...DIESEL, storeId, amountMinor: 7, paymentMethod: 'transfer', expenseDate: '2026-02-28' };
  const [first, again] = [
    await ada.call('POST', '/expenses', { body, headers }),
    await ada.call('POST', '/expenses', { body, headers }),
  ];
  expect(expense(again).id).toBe(expense(first).id);
  await add({ amountMinor: 9, expenseDate: '2026-02-01', categoryId: rentId });
  const ids = async (query: string) =>
    dataOf(await ada.call('GET', `/expenses?from=2026-02-01&to=2026-02-28${query}`), z.array(expenseAnswerSchema)).map(
      ({ amountMinor }) => amountMinor,
    );
  expect(await ids('')).toEqual([7, 9]);
  expect(await ids('&sort=-amountMinor')).toEqual([9, 7]);
  expect(await ids(`&categoryId=${rentId}`)).toEqual([9]);
  expect(await ids('&method=transfer')).toEqual([7]);
  expect(await ids('&minAmountMinor=8')).toEqual([9]);
  expect(await ids(`&createdBy=${NOWHERE}`)).toEqual([]);
  expect(await ids('&limit=1&page=2')).toEqual([9]);
});

test('the photo or PDF of a receipt is kept with its expense and given to who may see it', async () => {
  const { id } = expense(await add());
  const send = (of: SignedInOwner, bytes: Buffer, type: string) =>
    fetch(`${world.url}/api/v1/expenses/${id}/receipt`, {
      method: 'POST',
      headers: { authorization: `Bearer ${of.accessToken}`, 'content-type': type },
      body: new Uint8Array(bytes),
    });
  const get = (of: SignedInOwner) =>
    fetch(`${world.url}/api/v1/expenses/${id}/receipt`, { headers: { authorization: `Bearer ${of.accessToken}` } });
  expect((await get(ada)).status).toBe(404);
  const pdf = Buffer.from('%PDF-1.4 a receipt');
  const came = await send(ada, pdf, 'application/pdf');
  expect([came.status, await came.json()]).toMatchObject([200, { data: { id, hasReceipt: true, ...DIESEL } }]);
  const read = await get(ada);
  expect(read.headers.get('content-type')).toBe('application/pdf');
  expect(Buffer.from(await read.arrayBuffer())).toEqual(pdf);
  expect((await get(ben)).status).toBe(404);
  expect((await send(ben, pdf, 'application/pdf')).status).toBe(404);
  expect((await send(ada, Buffer.from('no picture'), 'image/png')).status).toBe(422);
  expect((await send(ada, pdf, 'text/html')).status).toBe(415);
  const sums =
    await world.root`select amount_minor from rollup_expenses where business_id = ${ada.businessId} and category_id = ${NO_ID}
    and expense_date = '2026-06-01'`;
  expect(sums).toEqual([{ amount_minor: DIESEL.amountMinor }]);
  expect(await verifyBusiness(world.pool, ada.businessId)).toEqual([]);
  await ada.call('DELETE', `/expenses/${id}`);
});

test('what is wrong is refused, field by field', async () => {
  const wrong = { amountMinor: 0, expenseDate: '2026-02-30', paymentMethod: 'gift_card', categoryId: 'rent' };
  const came = await ada.call('POST', '/expenses', { body: { storeId, ...wrong } });
  expect(came).toMatchObject({
    status: 422,
    body: {
      errors: Object.keys(wrong)
        .toSorted()
        .map(() => ({})),
    },
  });
  expect(await add({ categoryId: NOWHERE })).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'categoryId' }] },
  });
  expect(await add({ storeId: NOWHERE })).toMatchObject({ status: 404 });
  expect(await ada.call('POST', '/expenses/categories', { body: { name: 'RENT' } })).toMatchObject({ status: 409 });
});

test('nothing of another business, of another store or without the permission', async () => {
  const { id } = expense(await add());
  expect(await ben.call('GET', `/expenses/${id}`)).toMatchObject({ status: 404 });
  expect(await ben.call('PUT', `/expenses/${id}`, { body: { amountMinor: 1 }, headers: ANY })).toMatchObject({
    status: 404,
  });
  expect(await ben.call('DELETE', `/expenses/${id}`)).toMatchObject({ status: 404 });
  expect(await ben.call('POST', '/expenses', { body: { ...DIESEL, storeId } })).toMatchObject({ status: 404 });
  expect((await ben.call('GET', '/expenses')).body).toMatchObject({ data: [] });
  expect((await ben.call('GET', '/expenses/categories')).body).toMatchObject({ data: [] });
  const other = dataOf(await ada.call('POST', '/stores', { body: { name: 'Yaba', code: 'YAB' } }), idOf).id;
  const accountant = await person('accountant', [other]);
  expect(await accountant.call('GET', `/expenses/${id}`)).toMatchObject({ status: 404 });
  expect((await accountant.call('GET', '/expenses')).body).toMatchObject({ data: [] });
  expect(await accountant.call('GET', `/expenses?storeId=${storeId}`)).toMatchObject({ status: 404 });
  expect(await accountant.call('POST', '/expenses', { body: { ...DIESEL, storeId } })).toMatchObject({ status: 404 });
  expect((await accountant.call('POST', '/expenses', { body: { ...DIESEL, storeId: other } })).status).toBe(201);
  const clerk = await person('sales_clerk', []);
  expect(await clerk.call('GET', '/expenses')).toMatchObject({ status: 403 });
});

async function person(key: string, storeIds: readonly string[]): Promise<SignedInOwner> {
  const roles = dataOf(await ada.call('GET', '/roles'), z.array(z.looseObject({ id: z.string(), key: z.string() })));
  const email = `${key}@example.test`;
  const roleId = roles.find((role) => role.key === key)?.id;
  await ada.call('POST', '/users', { body: { fullName: key, roleId, storeIds, email, password: TEST_PASSWORD } });
  await world.root`update users set is_verified = true where email = ${email}`;
  return signIn(world.server, email);
}

const saidSchema = fc.record({
  amountMinor: fc.integer({ min: 1, max: 9999 }).map(minor),
  expenseDate: fc.constantFrom('2026-05-31', '2026-06-01'),
  categoryId: fc.constantFrom(null, '01890000-0000-7000-8000-0000000000a1', '01890000-0000-7000-8000-0000000000a2'),
  isRemoved: fc.boolean(),
});

test('whatever order expenses and corrections of several tills come in, the last word counts and the sums are its own', async () => {
  const business = await world.addBusiness();
  const tills = [await world.till(business), await world.till(business), await world.till(business)];
  const expenses = Array.from({ length: 3 }, world.makeId);
  // The business was written past the feed, which is no matter here.
  const differences = async () =>
    (await verifyBusiness(world.pool, business.businessId)).filter(({ check }) => check !== 'not in the feed');
  const play = fc.asyncProperty(
    fc.array(fc.record({ till: fc.nat(2), of: fc.nat(2), aheadMs: fc.nat(5000), said: saidSchema }), {
      minLength: 1,
      maxLength: 8,
    }),
    async (words) => {
      for (const { till, of, aheadMs, said } of words) {
        const expenseId = expenses[of] ?? '';
        const payload: PayloadOf<'expense.corrected'> = {
          ...said,
          expenseId,
          description: '',
          paymentMethod: 'cash',
          receiptFileId: null,
        };
        tills[till]?.write('expense.corrected', payload, { entityId: expenseId, atMs: world.clock.nowMs() + aheadMs });
      }
      await Promise.all(tills.map((till) => till.pushAll()));
      expect(await differences()).toEqual([]);
    },
  );
  // Some words are there before their expense is, and some come at the same moment.
  await fc.assert(play, { numRuns: 4, endOnFailure: true });
  for (const [index, expenseId] of expenses.entries()) {
    const { isRemoved: _, ...said } = {
      amountMinor: minor(5),
      expenseDate: '2026-06-01',
      categoryId: null,
      isRemoved: false,
    };
    const payload = {
      ...said,
      expenseId,
      description: '',
      paymentMethod: 'cash' as const,
      receiptFileId: null,
      cashMovementId: null,
    };
    tills[index]?.write('expense.recorded', payload, { entityId: expenseId, atMs: world.clock.nowMs() - 60_000 });
  }
  await Promise.all(tills.map((till) => till.pushAll()));
  expect(await differences()).toEqual([]);
  await fc.assert(play, { numRuns: 8, endOnFailure: true });
  const kept = await world.root`select id from expenses where business_id = ${business.businessId}`;
  expect(kept).toHaveLength(3);
});
