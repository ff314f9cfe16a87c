import { afterEach, beforeEach, expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { customerAccountCall } from '#shared/till-calls/debt-calls.ts';
import { shiftOpenCall, shiftXReportCall } from '#shared/till-calls/drawer-calls.ts';
import { paymentPromisedCall, paymentReceiveCall, paymentSettleCall } from '#shared/till-calls/payment-calls.ts';
import { saleAddItemCall, saleCompleteCall, saleOpenCall } from '#shared/till-calls/sale-calls.ts';
import { idOf } from '#tests/support/carts.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';
import { verifyTill } from '#till/store/verify/verify-till.ts';

const customerId = SHOP.customer.id;

let till: TestTill;
beforeEach(async () => {
  till = await openTestTill();
  await till.signIn(SHOP.manager);
  await till.ok(shiftOpenCall, { floatMinor: minor(0) });
});
afterEach(() => till.close());

async function sell(method: 'transfer' | 'credit', reference = ''): Promise<number> {
  const { saleId } = await till.ok(saleOpenCall, { customerId });
  const item = { variantId: SHOP.milo.variantId };
  const { totalMinor } = await till.ok(saleAddItemCall, { saleId, item, quantityMilli: milli(1000) });
  await till.ok(saleCompleteCall, { saleId, tenders: [{ method, amountMinor: totalMinor, reference }] });
  till.clock.pass(60_000);
  return totalMinor;
}

const waiting = () => till.ok(paymentPromisedCall, { state: 'pending' });
const owes = async () => (await till.ok(customerAccountCall, { customerId })).owesMinor;

test('transfers that wait are listed with their sale, newest first, and leave the list when the money is seen', async () => {
  const amount = await sell('transfer', 'Bisi Ogunleye');
  await sell('transfer', 'GTB 4411');
  const list = await waiting();
  expect(list).toMatchObject({
    count: 2,
    comesMinor: 2 * amount,
    goesMinor: 0,
    payments: [{ reference: 'GTB 4411' }, { reference: 'Bisi Ogunleye', method: 'transfer', state: 'pending' }],
  });
  const first = list.payments.at(-1);
  expect(first?.receiptNumber).toMatch(/^LEK-T1-A-/);
  const paymentId = first?.paymentId ?? '';
  const seen = await till.ok(paymentSettleCall, { paymentId, state: 'confirmed', reference: 'GTB 0042' });
  expect(seen).toMatchObject({ paymentId, state: 'confirmed', reference: 'GTB 0042' });
  expect((await waiting()).payments.map(({ reference }) => reference)).toEqual(['GTB 4411']);
  expect((await till.ok(shiftXReportCall, {})).tenders).toMatchObject([{ count: 2, pendingMinor: amount }]);
  expect(await till.no(paymentSettleCall, { paymentId, state: 'not_found' })).toBe('payment_settled');
  expect(await till.no(paymentSettleCall, { paymentId: idOf(999), state: 'confirmed' })).toBe('payment_unknown');
});

test('a transfer that was not found stands among those, and can still be seen later', async () => {
  await sell('transfer', 'GTB 4411');
  const [payment] = (await waiting()).payments;
  const paymentId = payment?.paymentId ?? '';
  await till.ok(paymentSettleCall, { paymentId, state: 'not_found' });
  expect(await waiting()).toMatchObject({ count: 0, comesMinor: 0 });
  const missing = await till.ok(paymentPromisedCall, { state: 'not_found' });
  expect(missing.payments).toMatchObject([{ paymentId, reference: 'GTB 4411', state: 'not_found' }]);
  expect((await till.ok(shiftXReportCall, {})).tenders).toEqual([]);
  await till.ok(paymentSettleCall, { paymentId, state: 'confirmed' });
  expect(await till.ok(paymentPromisedCall, { state: 'not_found' })).toMatchObject({ count: 0 });
});

test('a debt that was paid by a transfer which never came is owed again at once', async () => {
  const tin = await sell('credit');
  const part = minor(100_000);
  const { payments } = await till.ok(paymentReceiveCall, {
    pays: { customerId },
    amountMinor: part,
    tenders: [{ method: 'transfer', amountMinor: part, reference: 'GTB 0099' }],
  });
  const paymentId = payments[0]?.id ?? '';
  expect(await owes()).toBe(tin - part);
  const list = await waiting();
  expect(list.payments).toMatchObject([{ paymentId, receiptNumber: null, customerName: 'Chief Balogun' }]);
  await till.ok(paymentSettleCall, { paymentId, state: 'not_found' });
  expect(await owes()).toBe(tin);
  await till.ok(paymentSettleCall, { paymentId, state: 'confirmed' });
  expect(await owes()).toBe(tin - part);
  await till.restart();
  await till.signIn(SHOP.manager);
  expect(await owes()).toBe(tin - part);
  expect(verifyTill(till.folder, till.clock.nowMs())).toEqual([]);
});
