import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { expenseAnswerSchema } from '#shared/api/expense-endpoints.ts';
import { shiftReportAnswerSchema } from '#shared/api/shift-endpoints.ts';
import { minor } from '#shared/base/money.ts';
import { changeBodySchema } from '#shared/changes/change-body.ts';
import { cashMoveCall, shiftCloseCall, shiftOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { expenseRecordCall, expenseTakeBackCall } from '#shared/till-calls/expense-calls.ts';
import { saleAddItemCall, saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import { dataOf } from '../support/api-caller.ts';
import { type TestTill, openTestTill } from '../support/till/open-till.ts';
import { SHOP } from '../support/till/seeded-shop.ts';
import { type TradeDesk, openTradeDesk } from '../support/trade-desk.ts';

let desk: TradeDesk;
let till: TestTill;
beforeAll(async () => {
  [desk, till] = [await openTradeDesk(), await openTestTill()];
  await till.signIn(SHOP.manager);
});
afterAll(async () => {
  await till.close();
  await desk[Symbol.asyncDispose]();
});

/** A shift with petty cash of every kind in it. */
async function workOneShift() {
  await till.ok(shiftOpenCall, { floatMinor: minor(500_000) });
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  await till.ok(saleCompleteCall, {
    saleId: sale.saleId,
    tenders: [{ method: 'cash', amountMinor: sale.cashTotalMinor }],
  });
  await till.ok(cashMoveCall, { kind: 'drop', amountMinor: minor(300_000), reason: 'to the safe' });
  const pay = (description: string, amountMinor: number, method: 'cash' | 'transfer' = 'cash') =>
    till.ok(expenseRecordCall, { description, amountMinor: minor(amountMinor), method });
  await pay('Diesel', 20_000);
  const wrong = await pay('Ice, typed wrong', 90_000);
  await till.ok(expenseTakeBackCall, { expenseId: wrong.expenseId });
  await pay('Ice', 9000);
  await pay('Internet', 55_000, 'transfer');
  return till.ok(shiftCloseCall, { counted: [], countedMinor: minor(421_000), varianceReason: '' });
}

test('what the till expects in the drawer after petty cash is what the office makes of its changes, with each expense once', async () => {
  const z1 = await workOneShift();
  expect(z1).toMatchObject({ expectedMinor: 421_000, varianceMinor: 0, cashOutMinor: 119_000, cashInMinor: 90_000 });
  const bodies = await till.inFiles((store) =>
    store.read((reader) => reader.changes.after(SHOP.epoch, 0, 100).map(({ body }) => body)),
  );
  for (const body of bodies) {
    desk.server.clock.advance(1000);
    await desk.apply([changeBodySchema.parse(JSON.parse(body))]);
  }
  const shift = dataOf(await desk.ada.call('GET', `/shifts/${z1.shiftId}`), shiftReportAnswerSchema);
  const { expectedMinor, cashOutMinor, cashInMinor, dropMinor } = z1;
  expect(shift).toMatchObject({
    expectedSoFarMinor: expectedMinor,
    expectedMinor,
    cashOutMinor,
    cashInMinor,
    dropMinor,
    varianceMinor: 0,
  });
  const expenses = dataOf(await desk.ada.call('GET', '/expenses?sort=-amountMinor'), z.array(expenseAnswerSchema));
  expect(expenses).toMatchObject([
    { description: 'Internet', amountMinor: 55_000, cashMovementId: null },
    { description: 'Diesel', amountMinor: 20_000 },
    { description: 'Ice', amountMinor: 9000 },
  ]);
  // Each that a drawer paid names the cash that left it, and that cash is in the shift.
  const moved = new Set(shift.cashMovements.map(({ id }) => id));
  for (const { paymentMethod, cashMovementId } of expenses)
    expect(moved.has(cashMovementId ?? '')).toBe(paymentMethod === 'cash');
  await desk.verified();
});
