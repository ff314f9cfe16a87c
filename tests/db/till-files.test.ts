import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { cashMoveCall, shiftCloseCall, shiftOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { expenseRecordCall, expenseTakeBackCall } from '#shared/till-calls/expense-calls.ts';
import { creditLoadCall } from '#shared/till-calls/credit-calls.ts';
import { paymentReceiveCall } from '#shared/till-calls/payment-calls.ts';
import { saleAddItemCall, saleCompleteCall, saleRefundCall } from '#shared/till-calls/sale-calls.ts';
import { stockAdjustCall, stockCountCall, stockReceiveCall } from '#shared/till-calls/stock-calls.ts';
import { openFile } from '#till/store/connection.ts';
import { verifyTill } from '#till/store/verify/verify-till.ts';
import { type TestTill, START_MS, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

let folder: string;
let till: TestTill;

/** A day of a till: a drawer, goods, a sale, a refund, cash out, a count, and the drawer closed. */
beforeAll(async () => {
  till = await openTestTill();
  folder = till.folder;
  await till.signIn(SHOP.manager);
  await till.ok(shiftOpenCall, { floatMinor: minor(5000) });
  const { variantId } = SHOP.milo;
  await till.ok(stockReceiveCall, { lines: [{ variantId, quantityMilli: milli(9000), unitCostE4: costE4(70) }] });
  await till.ok(stockAdjustCall, { reason: 'damaged', lines: [{ variantId, quantityMilli: milli(-1000) }] });
  const sale = await till.ok(saleAddItemCall, {
    saleId: null,
    item: { code: SHOP.milo.code },
    quantityMilli: milli(2000),
  });
  const sold = await till.ok(saleCompleteCall, {
    saleId: sale.saleId,
    tenders: [{ method: 'cash', amountMinor: sale.cashTotalMinor }],
  });
  const lines = [{ lineId: sale.lines[0]?.id ?? '', quantityMilli: milli(1000), restock: true }];
  await till.ok(saleRefundCall, { refundOf: sold.saleId, lines, tenders: null, reason: 'too much' });
  await till.ok(cashMoveCall, { kind: 'out', amountMinor: minor(700), reason: 'ice' });
  await till.ok(expenseRecordCall, { description: 'Diesel', amountMinor: minor(300), method: 'cash' });
  const wrong = await till.ok(expenseRecordCall, { description: 'Ice', amountMinor: minor(40), method: 'card' });
  await till.ok(expenseTakeBackCall, { expenseId: wrong.expenseId });
  await till.ok(paymentReceiveCall, {
    pays: { customerId: SHOP.customer.id },
    amountMinor: minor(1200),
    tenders: [{ method: 'cash', amountMinor: minor(1200) }],
    allowOver: true,
  });
  await till.ok(creditLoadCall, {
    credit: { kind: 'gift_card' },
    amountMinor: minor(3000),
    tenders: [{ method: 'card', amountMinor: minor(3000) }],
  });
  await till.ok(stockCountCall, { lines: [{ variantId, countedMilli: milli(6000) }] });
  await till.ok(shiftCloseCall, { counted: [], countedMinor: minor(255_200) });
});
afterAll(() => till.close());

test('the files of a till that runs have no difference', () => {
  expect(verifyTill(folder, START_MS)).toEqual([]);
});

/** Copies the files, breaks the copy, and says which checks it fails. */
function failedAfter(breakIt: (copy: string) => void): string[] {
  const copy = mkdtempSync(join(tmpdir(), 'stockavoo-broken-'));
  try {
    for (const name of readdirSync(folder).filter((one) => /^(till|draft)\.db/.test(one)))
      copyFileSync(join(folder, name), join(copy, name));
    breakIt(copy);
    return verifyTill(copy, START_MS).map(({ check }) => check);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
const run = (sql: string) => (copy: string) => {
  const db = openFile(join(copy, 'till.db'));
  db.pragma('foreign_keys = OFF');
  db.exec(sql);
  db.close();
};

test.each([
  ['body of a change', `UPDATE change_log SET body = replace(body, 'ice', 'beer') WHERE type = 'cash.moved'`],
  ['chain', `UPDATE change_log SET hash = 'ff' WHERE seq = 1`],
  ['chain', `UPDATE change_log SET body_hash = 'ff' WHERE type = 'shift.closed'`],
  ['chain without holes', `DELETE FROM change_log WHERE type = 'cash.moved'`],
  ['clock', `UPDATE meta SET value = '0000000000000001' WHERE key = 'hlc'`],
  ['sale and its change', `UPDATE sales SET total_minor = total_minor + 1 WHERE kind = 'sale'`],
  ['sale and its change', `DELETE FROM payments WHERE amount_minor < 0`],
  ['sale and its change', `DELETE FROM sales WHERE kind = 'refund'`],
  ['sale without a change', `DELETE FROM change_log WHERE type = 'sale.refunded'`],
  ['receipt number', `UPDATE sales SET receipt_number = 'LEK-T1-A-000001'`],
  ['receipt counter', `UPDATE meta SET value = '1' WHERE key = 'receipt_counter:A'`],
  ['stock of a change', `UPDATE stock_movements SET quantity_milli = 8999 WHERE kind = 'receive'`],
  ['stock of a change', `DELETE FROM stock_movements WHERE kind = 'sale'`],
  ['movement without a change', `UPDATE stock_movements SET change_id = id WHERE kind = 'refund'`],
  ['count', `UPDATE own_counts SET counted_milli = 1`],
  ['cash of a drawer', `DELETE FROM cash_movements`],
  ['expense and its changes', `UPDATE expenses SET amount_minor = 1`],
  ['expense and its changes', `DELETE FROM expense_corrections`],
  ['Z report', `UPDATE received_payments SET shift_id = NULL`],
  ['money received and its change', `DELETE FROM received_payments`],
  ['ledger of a change', `UPDATE ledger_entries SET amount_minor = 1200`],
  ['ledger of a credit', `DELETE FROM ledger_entries WHERE account_kind = 'credit'`],
  ['credit and its change', `UPDATE credits SET code_hash = 'ff'`],
  ['Z report', `UPDATE shifts SET expected_minor = 1`],
  ['Z report', `UPDATE payments SET amount_minor = amount_minor - 5 WHERE amount_minor > 0`],
  ['file', `DELETE FROM sales WHERE kind = 'sale'`],
])('%s: %s is found and named', (check, breakIt) => {
  expect(failedAfter(run(breakIt))).toContain(check);
});

test('a file whose pages make no sense is a difference, and so is a damaged file of carts', () => {
  expect(failedAfter((copy) => writeFileSync(join(copy, 'till.db'), Buffer.alloc(8192, 0xa5)))).toEqual(['file']);
  expect(failedAfter((copy) => writeFileSync(join(copy, 'draft.db'), Buffer.alloc(8192, 0xa5)))).toEqual(['file']);
});

test('a folder without a till is said to be one, and none is made', () => {
  const empty = mkdtempSync(join(tmpdir(), 'stockavoo-empty-'));
  try {
    expect(() => verifyTill(empty, START_MS)).toThrow('No till’s file lies in');
    expect(readdirSync(empty)).toEqual([]);
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
});
