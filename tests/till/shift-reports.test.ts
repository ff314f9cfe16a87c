import { afterEach, beforeEach, expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { receiptToText } from '#shared/receipt/to-text.ts';
import {
  shiftCloseCall,
  shiftOpenCall,
  shiftPastCall,
  shiftPrintCall,
  shiftZReportCall,
} from '#shared/till-calls/drawer-calls.ts';
import { saleAddItemCall, saleCompleteCall, saleFindCall } from '#shared/till-calls/sale-calls.ts';
import { idOf } from '#tests/support/carts.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

let till: TestTill;

beforeEach(async () => {
  till = await openTestTill();
  await till.signIn(SHOP.manager);
});
afterEach(() => till.close());

async function sellOne(): Promise<string> {
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders: [{ method: 'cash', amountMinor: sale.totalMinor }] });
  return sale.saleId;
}

/** Opens a shift, sells one, and closes it 100.00 short. */
async function workOneShift(): Promise<string> {
  await till.ok(shiftOpenCall, { floatMinor: minor(100_000) });
  await sellOne();
  till.clock.pass(60_000);
  const counted = { counted: [], countedMinor: minor(340_000), varianceReason: 'change given twice' };
  return (await till.ok(shiftCloseCall, counted)).shiftId;
}

const paper = () => till.devices.printed.map((document) => receiptToText(document, 48)).at(-1) ?? '';

test('an X report prints blind, and says what came in', async () => {
  expect(await till.no(shiftPrintCall, { shiftId: null })).toBe('shift_not_open');
  await till.ok(shiftOpenCall, { floatMinor: minor(100_000) });
  await sellOne();
  await till.ok(shiftPrintCall, { shiftId: null });
  expect(paper()).toContain('X REPORT');
  expect(paper()).toMatch(/Float +1,000\.00/);
  expect(paper()).toMatch(/Cash, 1 +2,500\.00/);
  expect(paper()).not.toContain('Should be in the drawer');
});

test('a Z report prints again as it was counted', async () => {
  const shiftId = await workOneShift();
  expect(await till.ok(shiftPastCall, {})).toMatchObject({ shifts: [{ shiftId, varianceMinor: -10_000 }] });
  expect(await till.ok(shiftZReportCall, { shiftId })).toMatchObject({ expectedMinor: 350_000, countedMinor: 340_000 });
  await till.ok(shiftPrintCall, { shiftId });
  expect(paper()).toContain('Z REPORT');
  expect(paper()).toMatch(/Should be in the drawer +3,500\.00/);
  expect(paper()).toMatch(/Counted +3,400\.00/);
  expect(paper()).toMatch(/SHORT +₦100\.00/);
  expect(paper()).toContain('Because: change given twice');
});

test('a printer that is off is said at once, and nothing waits for it', async () => {
  const shiftId = await workOneShift();
  const printed = till.devices.printed.length;
  till.devices.seen.isPrinterOn = false;
  expect(await till.no(shiftPrintCall, { shiftId })).toBe('printer_offline');
  till.devices.seen.isPrinterOn = true;
  till.clock.pass(60_000);
  await till.ok(shiftPrintCall, { shiftId });
  expect(till.devices.printed.length).toBe(printed + 1);
});

test('a clerk sees the own shifts, somebody with shifts.read those of all', async () => {
  const shiftId = await workOneShift();
  await till.signIn(SHOP.clerk);
  expect((await till.ok(shiftPastCall, {})).shifts).toEqual([]);
  expect(await till.no(shiftZReportCall, { shiftId })).toBe('permission_missing');
  expect(await till.no(shiftPrintCall, { shiftId: idOf(404) })).toBe('shift_unknown');
  const own = await workOneShift();
  expect((await till.ok(shiftPastCall, {})).shifts).toMatchObject([{ shiftId: own }]);
  await till.ok(shiftZReportCall, { shiftId: own });
  await till.signIn(SHOP.manager);
  const first = await till.ok(shiftPastCall, { limit: 1 });
  const second = await till.ok(shiftPastCall, { limit: 1, beforeMs: first.nextBeforeMs });
  expect([...first.shifts, ...second.shifts].map((shift) => shift.shiftId)).toEqual([own, shiftId]);
});

test('receipts are listed page by page, the latest first and each once, though several are of one moment', async () => {
  const sold: string[] = [];
  for (let number = 0; number < 5; number += 1) sold.push(await sellOne());
  const pageAfter = async (last?: { occurredAtMs: number; saleId: string }) => {
    const before = last === undefined ? null : { occurredAtMs: last.occurredAtMs, saleId: last.saleId };
    return (await till.ok(saleFindCall, { text: '', limit: 2, before })).sales;
  };
  const first = await pageAfter();
  const second = await pageAfter(first.at(-1));
  const third = await pageAfter(second.at(-1));
  const listed = [...first, ...second, ...third].map(({ saleId }) => saleId);
  expect(listed.toSorted()).toEqual(sold.toSorted());
});
