import { afterEach, beforeEach, expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { shiftCloseCall, shiftOpenCall, shiftXReportCall } from '#shared/till-calls/drawer-calls.ts';
import { customerAccountCall } from '#shared/till-calls/debt-calls.ts';
import { paymentReceiveCall } from '#shared/till-calls/payment-calls.ts';
import { saleAddItemCall, saleCompleteCall, saleOpenCall, saleRefundCall } from '#shared/till-calls/sale-calls.ts';
import { idOf } from '#tests/support/carts.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';
import { verifyTill } from '#till/store/verify/verify-till.ts';

let till: TestTill;
const customerId = SHOP.customer.id;
beforeEach(async () => {
  till = await openTestTill();
  await till.signIn(SHOP.manager);
  await till.ok(shiftOpenCall, { floatMinor: minor(100_000) });
});
afterEach(() => till.close());

const owes = async () => (await till.ok(customerAccountCall, { customerId })).owesMinor;
const cash = (amountMinor: number) => ({ method: 'cash' as const, amountMinor: minor(amountMinor) });

/** Two tins to Chief Balogun: so much of it on account, the rest by card. */
async function sellOnAccount(onAccountMinor: number | null): Promise<{ saleId: string; totalMinor: number }> {
  const { saleId } = await till.ok(saleOpenCall, { customerId });
  const item = { variantId: SHOP.milo.variantId };
  const { totalMinor } = await till.ok(saleAddItemCall, { saleId, item, quantityMilli: milli(2000) });
  const credit = onAccountMinor ?? totalMinor;
  const tenders = [
    { method: 'credit' as const, amountMinor: minor(credit) },
    ...(totalMinor > credit ? [{ method: 'card' as const, amountMinor: minor(totalMinor - credit) }] : []),
  ];
  await till.ok(saleCompleteCall, { saleId, tenders });
  return { saleId, totalMinor };
}

test('what went on account is owed, and a part of it paid in cash counts in the drawer that took it', async () => {
  const { totalMinor } = await sellOnAccount(null);
  expect(await owes()).toBe(totalMinor);
  const paid = await till.ok(paymentReceiveCall, {
    pays: { customerId },
    amountMinor: minor(50_000),
    tenders: [cash(60_000)],
  });
  expect(paid).toMatchObject({ changeMinor: 10_000, owesMinor: totalMinor - 50_000 });
  expect(await owes()).toBe(totalMinor - 50_000);
  const report = await till.ok(shiftXReportCall, {});
  expect(report).toMatchObject({ saleCount: 1, salesMinor: totalMinor });
  expect(report.tenders).toEqual([
    { method: 'credit', amountMinor: totalMinor, count: 1, pendingMinor: 0 },
    { method: 'cash', amountMinor: 50_000, count: 1, pendingMinor: 0 },
  ]);
  await till.restart();
  await till.signIn(SHOP.manager);
  expect(await owes()).toBe(totalMinor - 50_000);
  const closed = await till.ok(shiftCloseCall, { counted: [], countedMinor: minor(150_000) });
  expect(closed).toMatchObject({ expectedMinor: 150_000, varianceMinor: 0 });
  expect(verifyTill(till.folder, till.clock.nowMs())).toEqual([]);
});

test('more than is owed is asked about once, and then taken', async () => {
  const { totalMinor } = await sellOnAccount(20_000);
  expect(totalMinor).toBeGreaterThan(20_000);
  const over = { pays: { customerId }, amountMinor: minor(25_000), tenders: [cash(25_000)] };
  expect(await till.no(paymentReceiveCall, over)).toBe('payment_over');
  expect(await owes()).toBe(20_000);
  expect(await till.ok(paymentReceiveCall, { ...over, allowOver: true })).toMatchObject({ owesMinor: -5000 });
  expect(await owes()).toBe(-5000);
});

test('a later part of a sale is held against what is left of that sale', async () => {
  const { saleId, totalMinor } = await sellOnAccount(30_000);
  const part = (amount: number) => ({
    pays: { saleId },
    amountMinor: minor(amount),
    tenders: [{ method: 'transfer' as const, amountMinor: minor(amount), reference: 'GTB 0042' }],
  });
  expect(await till.ok(paymentReceiveCall, part(10_000))).toMatchObject({
    owesMinor: 20_000,
    payments: [{ state: 'pending', reference: 'GTB 0042' }],
  });
  expect(await till.no(paymentReceiveCall, part(20_001))).toBe('payment_over');
  expect(await till.ok(paymentReceiveCall, part(20_000))).toMatchObject({ owesMinor: 0 });
  expect(await owes()).toBe(0);
  expect(totalMinor).toBeGreaterThan(30_000);
});

test('goods that come back to the account are owed no more', async () => {
  const { saleId, totalMinor } = await sellOnAccount(null);
  const [line] = await till.inFiles((store) =>
    store.read((reader) => (reader.sales.document(saleId)?.sale.lines ?? []).map(({ id }) => id)),
  );
  await till.signIn(SHOP.manager);
  await till.ok(saleRefundCall, {
    refundOf: saleId,
    lines: [{ lineId: line ?? '', quantityMilli: milli(1000), restock: true }],
    tenders: null,
    reason: 'dented',
  });
  expect(await owes()).toBe(totalMinor / 2);
});

test('nobody, a sale that is not known, and a refund are not paid; a debt isn’t paid by a debt', async () => {
  const tenders = [cash(100)];
  const amountMinor = minor(100);
  expect(await till.no(paymentReceiveCall, { pays: { customerId: idOf(999) }, amountMinor, tenders })).toBe(
    'customer_unknown',
  );
  expect(await till.no(paymentReceiveCall, { pays: { saleId: idOf(999) }, amountMinor, tenders })).toBe(
    'payment_sale_unknown',
  );
  await sellOnAccount(5000);
  const byDebt = [{ method: 'credit' as const, amountMinor }];
  expect(await till.no(paymentReceiveCall, { pays: { customerId }, amountMinor, tenders: byDebt })).toBe(
    'tender_unavailable',
  );
  expect(await till.no(customerAccountCall, { customerId: idOf(999) })).toBe('customer_unknown');
});
