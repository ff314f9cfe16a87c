import { afterEach, beforeEach, expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { formatMoney } from '#shared/base/format-money.ts';
import { receiptToText } from '#shared/receipt/to-text.ts';
import { customerSaveCall } from '#shared/till-calls/customer-calls.ts';
import { customerAccountCall, customerDebtorsCall, customerHistoryCall } from '#shared/till-calls/debt-calls.ts';
import { shiftOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { paymentPrintCall, paymentReceiveCall } from '#shared/till-calls/payment-calls.ts';
import { saleAddItemCall, saleCompleteCall, saleOpenCall } from '#shared/till-calls/sale-calls.ts';
import { idOf } from '#tests/support/carts.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

const DAY_MS = 86_400_000;
const customerId = SHOP.customer.id;
const NOTHING = { days0To30Minor: 0, days31To60Minor: 0, days61To90Minor: 0, daysOver90Minor: 0, unknownMinor: 0 };

let till: TestTill;
beforeEach(async () => {
  till = await openTestTill();
  await till.signIn(SHOP.manager);
  await till.ok(shiftOpenCall, { floatMinor: minor(0) });
});
afterEach(() => till.close());

/** One tin on account, as somebody with the right to go above a limit sells it. */
async function sellOnAccount(to: string): Promise<number> {
  const { saleId } = await till.ok(saleOpenCall, { customerId: to });
  const item = { variantId: SHOP.milo.variantId };
  const { totalMinor } = await till.ok(saleAddItemCall, { saleId, item, quantityMilli: milli(1000) });
  await till.ok(saleCompleteCall, { saleId, tenders: [{ method: 'credit', amountMinor: totalMinor }] });
  return totalMinor;
}

const bring = (amountMinor: number) =>
  till.ok(paymentReceiveCall, {
    pays: { customerId },
    amountMinor: minor(amountMinor),
    tenders: [{ method: 'cash', amountMinor: minor(amountMinor + 10_000) }],
  });

const written = (amountMinor: number) => formatMoney(minor(amountMinor), { locale: 'en-NG', currency: 'NGN' });

async function waitDays(days: number): Promise<void> {
  till.clock.setWall(till.clock.nowMs() + days * DAY_MS);
  await till.signIn(SHOP.manager);
}

test('a debt is aged by what was bought, and money pays the oldest first', async () => {
  const tin = await sellOnAccount(customerId);
  await waitDays(40);
  await sellOnAccount(customerId);
  await waitDays(30);
  await sellOnAccount(customerId);
  const account = await till.ok(customerAccountCall, { customerId });
  expect(account.owesMinor).toBe(3 * tin);
  expect(account.ages).toEqual({ ...NOTHING, days0To30Minor: 2 * tin, days61To90Minor: tin });
  await bring(tin + 100);
  const after = await till.ok(customerAccountCall, { customerId });
  expect(after.ages).toEqual({ ...NOTHING, days0To30Minor: 2 * tin - 100 });
});

test('what another store sold on account is owed, and its age is not guessed', async () => {
  const tin = await sellOnAccount(customerId);
  await till.inFiles((store) =>
    store.write((writer) =>
      writer.ledgers.putBalance({
        accountKind: 'customer',
        accountId: customerId,
        balanceMinor: 700_000,
        includedEpoch: null,
        includedSeq: 0,
        quarantined: [],
      }),
    ),
  );
  await till.signIn(SHOP.manager);
  const account = await till.ok(customerAccountCall, { customerId });
  expect(account).toMatchObject({ owesMinor: 700_000 + tin, ages: { days0To30Minor: tin, unknownMinor: 700_000 } });
});

test('the list of who owes begins with the largest debt and leaves out whoever owes nothing', async () => {
  const other = await till.ok(customerSaveCall, { id: null, name: 'Ngozi Eze', phone: '0805 555 0199' });
  const paid = await till.ok(customerSaveCall, { id: null, name: 'Paid Up', phone: '0805 555 0100' });
  const tin = await sellOnAccount(customerId);
  const larger = (await sellOnAccount(other.id)) + (await sellOnAccount(other.id));
  const owed = await sellOnAccount(paid.id);
  await till.ok(paymentReceiveCall, {
    pays: { customerId: paid.id },
    amountMinor: minor(owed),
    tenders: [{ method: 'card', amountMinor: minor(owed) }],
  });
  const book = await till.ok(customerDebtorsCall, {});
  expect(book.debtors.map(({ customer, owesMinor }) => [customer.id, owesMinor])).toEqual([
    [other.id, larger],
    [customerId, tin],
  ]);
  expect(book).toMatchObject({ count: 2, owesMinor: larger + tin, ages: { ...NOTHING, days0To30Minor: larger + tin } });
  const one = await till.ok(customerDebtorsCall, { limit: 1 });
  expect([one.debtors.length, one.count, one.owesMinor]).toEqual([1, 2, larger + tin]);
});

test('the history tells what was bought and what was brought, newest first', async () => {
  const tin = await sellOnAccount(customerId);
  till.clock.pass(60_000);
  const { receivedId } = await bring(50_000);
  const { entries } = await till.ok(customerHistoryCall, { customerId });
  expect(entries).toMatchObject([
    { kind: 'payment', receivedId, amountMinor: 50_000, method: 'cash', state: 'confirmed' },
    { kind: 'sale', totalMinor: tin, onAccountMinor: tin, isVoided: false },
  ]);
  expect(await till.no(customerHistoryCall, { customerId: idOf(999) })).toBe('customer_unknown');
});

test('money for a debt has its receipt, with what is still owed; a printer that is off says so', async () => {
  const tin = await sellOnAccount(customerId);
  const { receivedId } = await bring(50_000);
  await till.ok(paymentPrintCall, { receivedId });
  const slip = till.devices.printed.find(({ saleId }) => saleId === receivedId);
  const text = slip === undefined ? '' : receiptToText(slip, 48);
  expect(text).toMatch(/PAYMENT RECEIVED/);
  expect(text).toMatch(new RegExp(`Still owed +${written(tin - 50_000)}`));
  expect(text).toMatch(/CHANGE +₦100\.00/);
  till.devices.seen.isPrinterOn = false;
  expect(await till.no(paymentPrintCall, { receivedId })).toBe('printer_offline');
  expect(await till.no(paymentPrintCall, { receivedId: idOf(999) })).toBe('payment_unknown');
});
