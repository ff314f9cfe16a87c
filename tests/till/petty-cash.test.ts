import { afterEach, beforeEach, expect, test } from 'vitest';
import fc from 'fast-check';
import { minor } from '#shared/base/money.ts';
import { EXPENSE_CATEGORIES_KEY } from '#shared/people/expense-categories.ts';
import { SYSTEM_ROLES } from '#shared/people/system-roles.ts';
import { cashMoveCall, shiftCloseCall, shiftOpenCall, shiftXReportCall } from '#shared/till-calls/drawer-calls.ts';
import { expenseListCall, expenseRecordCall, expenseTakeBackCall } from '#shared/till-calls/expense-calls.ts';
import { verifyTill } from '#till/store/verify/verify-till.ts';
import { idOf } from '#tests/support/carts.ts';
import { START_MS, type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP, putRecord } from '#tests/support/till/seeded-shop.ts';

const DIESEL_ID = idOf(600);
const DAY_MS = 86_400_000;
const diesel = (amountMinor: number) => ({
  description: 'Diesel, Baba Sule',
  amountMinor: minor(amountMinor),
  method: 'cash' as const,
});
const approval = { userId: SHOP.manager.id, pin: SHOP.manager.pin };

let till: TestTill;

beforeEach(async () => {
  till = await openTestTill();
  await till.signIn(SHOP.manager);
});
afterEach(() => till.close());

const openShift = (floatMinor = 500_000) => till.ok(shiftOpenCall, { floatMinor: minor(floatMinor) });
const close = (countedMinor: number) =>
  till.ok(shiftCloseCall, { counted: [], countedMinor: minor(countedMinor), varianceReason: 'test' });

/** What the till wrote down, in order: the type of each change. */
const written = async (): Promise<string[]> =>
  till.inFiles((store) => store.read((reader) => reader.changes.after(SHOP.epoch, 0, 100).map(({ type }) => type)));

test('petty cash from the drawer is counted once: paid out on the X report, and no longer expected by the count', async () => {
  expect(await till.no(expenseRecordCall, diesel(20_000))).toBe('shift_not_open');
  await openShift();
  const paid = await till.ok(expenseRecordCall, diesel(20_000));
  expect(paid).toMatchObject({ byName: 'Ngozi Eze', method: 'cash', isRemoved: false, canTakeBack: true });
  expect(till.devices.seen.drawerOpenings).toBe(2);
  expect(await till.ok(shiftXReportCall, {})).toMatchObject({ cashOutMinor: 20_000, expectedMinor: null });
  expect(await till.ok(expenseListCall, {})).toMatchObject({
    expenses: [{ expenseId: paid.expenseId, description: 'Diesel, Baba Sule', amountMinor: 20_000 }],
    totalMinor: 20_000,
    isDrawerOpen: true,
  });
  expect(await close(480_000)).toMatchObject({ expectedMinor: 480_000, varianceMinor: 0, cashOutMinor: 20_000 });
  expect(await written()).toEqual([
    'staff.signed_in',
    'shift.opened',
    'cash.moved',
    'expense.recorded',
    'shift.closed',
  ]);
  expect(verifyTill(till.folder, START_MS)).toEqual([]);
});

test('what was paid another way leaves the drawer as it is, and needs none', async () => {
  await till.ok(expenseRecordCall, { ...diesel(30_000), method: 'transfer' });
  await openShift();
  await till.ok(expenseRecordCall, { ...diesel(40_000), method: 'mobile_money' });
  expect(await till.ok(expenseListCall, {})).toMatchObject({ totalMinor: 70_000 });
  expect(await close(500_000)).toMatchObject({ expectedMinor: 500_000, cashOutMinor: 0 });
});

test('a wrong expense is taken back once, with its cash, while its drawer is open', async () => {
  await openShift();
  const wrong = await till.ok(expenseRecordCall, diesel(20_000));
  till.clock.pass(1000);
  const right = await till.ok(expenseRecordCall, diesel(7000));
  expect(await till.no(expenseTakeBackCall, { expenseId: idOf(999) })).toBe('expense_unknown');
  expect(await till.ok(expenseTakeBackCall, { expenseId: wrong.expenseId })).toMatchObject({
    isRemoved: true,
    canTakeBack: false,
  });
  expect(await till.no(expenseTakeBackCall, { expenseId: wrong.expenseId })).toBe('expense_removed');
  expect(await till.ok(expenseListCall, {})).toMatchObject({ totalMinor: 7000 });
  expect(await close(493_000)).toMatchObject({ expectedMinor: 493_000, cashOutMinor: 27_000, cashInMinor: 20_000 });
  expect(await till.no(expenseTakeBackCall, { expenseId: right.expenseId })).toBe('expense_counted');
  await openShift();
  expect(await till.no(expenseTakeBackCall, { expenseId: right.expenseId })).toBe('expense_counted');
  expect(await till.ok(expenseListCall, {})).toMatchObject({
    expenses: [{ canTakeBack: false }, { isRemoved: true }],
  });
  await till.restart();
  expect(verifyTill(till.folder, START_MS)).toEqual([]);
});

test('a repeated call pays once', async () => {
  await openShift();
  const callId = '0190a5f4-6f8e-4a53-9c1d-2b2f9a6d3c11';
  const first = await till.ok(expenseRecordCall, diesel(20_000), callId);
  expect(await till.ok(expenseRecordCall, diesel(20_000), callId)).toEqual(first);
  expect(await till.ok(shiftXReportCall, {})).toMatchObject({ cashOutMinor: 20_000 });
});

test('amounts that no drawer pays are refused', async () => {
  await openShift();
  expect(await till.no(expenseRecordCall, diesel(0))).toBe('amount_not_positive');
  expect(await till.no(expenseRecordCall, diesel(-5))).toBe('amount_not_positive');
  expect(await till.no(expenseRecordCall, diesel(Number.MAX_SAFE_INTEGER))).toBe('amount_too_large');
  expect(await till.no(expenseRecordCall, { ...diesel(5), description: '  ' })).toBe('bad_input');
});

test('a clerk spends up to the limit of the role; above it somebody agrees whose own limit it is within', async () => {
  await openShift();
  await till.signIn(SHOP.clerk);
  expect(await till.no(expenseRecordCall, diesel(100))).toBe('permission_missing');
  await till.inFiles((store) =>
    store.write((writer) => {
      const limits = { discountPpm: 0, refundMinor: minor(0), pettyMinor: minor(10_000) };
      putRecord(writer, 'role', SHOP.clerkRoleId, { ...SYSTEM_ROLES.sales_clerk, limits });
      const colleague = writer.records.get('staff', SHOP.clerk.id)?.fields ?? {};
      writer.records.put('staff', idOf(13), {
        fields: { ...colleague, fullName: 'Bisi Ade' },
        ranks: {},
        includedEpoch: null,
        includedSeq: 0,
        isDeleted: false,
      });
    }),
  );
  await till.signIn(SHOP.clerk);
  const own = await till.ok(expenseRecordCall, diesel(10_000));
  await till.ok(expenseTakeBackCall, { expenseId: own.expenseId });
  expect(await till.no(expenseRecordCall, diesel(10_001))).toBe('petty_over_limit');
  const colleague = { userId: idOf(13), pin: SHOP.clerk.pin };
  expect(await till.no(expenseRecordCall, { ...diesel(10_001), approval: colleague })).toBe('petty_over_limit');
  const large = await till.ok(expenseRecordCall, { ...diesel(10_001), approval });
  expect(large.byName).toBe('Ada Obi');
  expect(await till.no(expenseTakeBackCall, { expenseId: large.expenseId })).toBe('petty_over_limit');
  await till.ok(expenseTakeBackCall, { expenseId: large.expenseId, approval });
  expect((await written()).filter((type) => type === 'override.granted')).toHaveLength(2);
});

test('the heads of the office’s books are offered, and none that it does not have is taken', async () => {
  await openShift();
  expect(await till.no(expenseRecordCall, { ...diesel(100), categoryId: DIESEL_ID })).toBe('expense_category_unknown');
  await till.inFiles((store) =>
    store.write((writer) =>
      putRecord(writer, 'setting', idOf(601), {
        storeId: null,
        key: EXPENSE_CATEGORIES_KEY,
        value: [{ id: DIESEL_ID, name: 'Fuel' }],
      }),
    ),
  );
  await till.signIn(SHOP.manager);
  expect((await till.ok(expenseListCall, {})).categories).toEqual([{ id: DIESEL_ID, name: 'Fuel' }]);
  const paid = await till.ok(expenseRecordCall, { ...diesel(100), categoryId: DIESEL_ID });
  expect(paid.categoryName).toBe('Fuel');
});

test('the list is of the day, or of the shift where it was opened on a day before', async () => {
  await openShift();
  await till.ok(expenseRecordCall, diesel(100));
  till.clock.pass(DAY_MS);
  await till.ok(expenseRecordCall, diesel(20));
  expect(await till.ok(expenseListCall, {})).toMatchObject({ totalMinor: 120 });
  await close(499_880);
  expect(await till.ok(expenseListCall, {})).toMatchObject({ totalMinor: 20, isDrawerOpen: false });
});

test('after any mix of petty cash, what was taken back of it and other cash, a drawer holds what is left', async () => {
  const step = fc.record({
    kind: fc.constantFrom('petty' as const, 'back' as const, 'transfer' as const, 'in' as const, 'drop' as const),
    amount: fc.integer({ min: 1, max: 9000 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
      await openShift();
      let expected = 500_000;
      for (const { kind, amount } of steps) {
        const sign = { petty: -1, back: 0, transfer: 0, in: 1, drop: -1 }[kind];
        expected += sign * amount;
        if (kind === 'in' || kind === 'drop')
          await till.ok(cashMoveCall, { kind, amountMinor: minor(amount), reason: 'x' });
        else {
          const method = kind === 'transfer' ? kind : ('cash' as const);
          const { expenseId } = await till.ok(expenseRecordCall, { ...diesel(amount), method });
          if (kind === 'back') await till.ok(expenseTakeBackCall, { expenseId });
        }
      }
      expect((await close(expected)).expectedMinor).toBe(expected);
    }),
    { numRuns: 10 },
  );
}, 60_000);
