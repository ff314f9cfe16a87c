import { afterEach, beforeEach, expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import {
  saleAddItemCall,
  saleBringBackCall,
  saleChangeLineCall,
  saleClearCall,
  saleCompleteCall,
  saleExchangeCall,
  saleKeepPaymentsCall,
  saleParkCall,
  saleRecallCall,
  saleRefundCall,
  saleRefundableCall,
  saleRemoveLineCall,
  saleUndoCall,
} from '#shared/till-calls/sale-calls.ts';
import { stockLookUpCall } from '#shared/till-calls/stock-calls.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

let till: TestTill;
const byManager = { userId: SHOP.manager.id, pin: SHOP.manager.pin };

beforeEach(async () => {
  till = await openTestTill();
  await till.signIn(SHOP.manager);
});
afterEach(() => till.close());

async function sell(quantityMilli: number, method: 'cash' | 'card' = 'cash') {
  const sale = await till.ok(saleAddItemCall, {
    saleId: null,
    item: { code: SHOP.milo.code },
    quantityMilli: milli(quantityMilli),
  });
  const done = await till.ok(saleCompleteCall, {
    saleId: sale.saleId,
    tenders: [{ method, amountMinor: sale.totalMinor }],
  });
  return { ...done, lineId: sale.lines[0]?.id ?? '' };
}
const exchanged = (sold: { saleId: string; lineId: string }, pieces: number, saleId: string | null = null) => ({
  saleId,
  refundOf: sold.saleId,
  lines: [{ lineId: sold.lineId, quantityMilli: milli(pieces * 1000), restock: true }],
  reason: 'wrong size',
});
const add = (saleId: string, pieces: number) =>
  till.ok(saleAddItemCall, { saleId, item: { code: SHOP.milo.code }, quantityMilli: milli(pieces * 1000) });
const onHand = async () =>
  (await till.ok(stockLookUpCall, { variantId: SHOP.milo.variantId })).levels.map((level) => level.onHandMilli);
const typesWritten = () =>
  till.inFiles((store) => store.read((reader) => reader.changes.open(50).map(({ type }) => type)));

test('what comes back counts against what is taken instead, and the customer pays the difference', async () => {
  const sold = await sell(2000);
  const begun = await till.ok(saleExchangeCall, exchanged(sold, 1));
  expect(begun).toMatchObject({ kind: 'exchange', refundOf: sold.saleId, totalMinor: -250_000 });
  const sale = await add(begun.saleId, 3);
  expect(sale).toMatchObject({ totalMinor: 500_000 });
  expect(sale.lines.map(({ quantityMilli }) => quantityMilli)).toEqual([-1000, 3000]);
  const done = await till.ok(saleCompleteCall, {
    saleId: sale.saleId,
    tenders: [{ method: 'cash', amountMinor: minor(500_000) }],
  });
  expect(done).toMatchObject({ kind: 'exchange', totalMinor: 500_000, receiptNumber: 'LEK-T1-A-000002' });
  expect(await till.ok(saleRefundableCall, { saleId: sold.saleId })).toMatchObject({
    lines: [{ soldMilli: 2000, refundedMilli: 1000, leftMilli: 1000 }],
  });
  expect(await onHand()).toEqual([-4000]);
});

test('the same for the same needs no payment', async () => {
  const sold = await sell(1000);
  const begun = await till.ok(saleExchangeCall, exchanged(sold, 1));
  const sale = await add(begun.saleId, 1);
  expect(await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders: [] })).toMatchObject({
    kind: 'exchange',
    totalMinor: 0,
    payments: [],
  });
});

test('for less, the difference goes back the way the receipt was paid; another way a manager decides', async () => {
  const sold = await sell(3000, 'card');
  await till.signIn(SHOP.clerk);
  const begun = await till.ok(saleExchangeCall, { ...exchanged(sold, 2), approval: byManager });
  const sale = await add(begun.saleId, 1);
  expect(sale.totalMinor).toBe(-250_000);
  const paidOut = (method: 'cash' | 'card') => ({
    saleId: sale.saleId,
    tenders: [{ method, amountMinor: minor(-250_000) }],
  });
  expect(await till.no(saleCompleteCall, paidOut('cash'))).toBe('permission_missing');
  expect(await till.ok(saleCompleteCall, paidOut('card'))).toMatchObject({
    totalMinor: -250_000,
    payments: [{ method: 'card', amountMinor: -250_000 }],
  });
});

test('above a role’s limit goods come back with a manager’s word, and both stand on record', async () => {
  const sold = await sell(9000);
  await till.signIn(SHOP.clerk);
  expect(await till.no(saleExchangeCall, exchanged(sold, 9))).toBe('permission_missing');
  await till.ok(saleExchangeCall, { ...exchanged(sold, 9), approval: byManager });
  expect((await typesWritten()).filter((type) => type === 'override.granted')).toHaveLength(1);
});

test('a sale takes back goods of one receipt, and no more of it than was sold', async () => {
  const [sold, other] = [await sell(1000), await sell(1000)];
  expect(await till.no(saleExchangeCall, exchanged(sold, 2))).toBe('refund_too_much');
  const begun = await till.ok(saleExchangeCall, exchanged(sold, 1));
  expect(await till.no(saleExchangeCall, exchanged(other, 1, begun.saleId))).toBe('exchange_of_other');
  expect(
    await till.no(saleChangeLineCall, {
      saleId: begun.saleId,
      lineId: begun.lines[0]?.id ?? '',
      quantityMilli: milli(-2000),
    }),
  ).toBe('line_from_receipt');
});

test('goods that came back elsewhere meanwhile are not given back twice', async () => {
  const sold = await sell(1000);
  const begun = await till.ok(saleExchangeCall, exchanged(sold, 1));
  await till.ok(saleRefundCall, {
    refundOf: sold.saleId,
    lines: [{ lineId: sold.lineId, quantityMilli: milli(1000), restock: true }],
    tenders: null,
    reason: '',
  });
  const sale = await add(begun.saleId, 1);
  expect(await till.no(saleCompleteCall, { saleId: sale.saleId, tenders: [] })).toBe('refund_too_much');
});

test('without what comes back it is a sale, and with nothing else a refund', async () => {
  const sold = await sell(2000);
  const begun = await till.ok(saleExchangeCall, exchanged(sold, 1));
  const both = await add(begun.saleId, 1);
  const plain = await till.ok(saleRemoveLineCall, { saleId: both.saleId, lineId: both.lines[0]?.id ?? '' });
  const pays = [{ method: 'cash' as const, amountMinor: plain.totalMinor }];
  expect(await till.ok(saleCompleteCall, { saleId: plain.saleId, tenders: pays })).toMatchObject({
    kind: 'sale',
    totalMinor: 250_000,
  });
  const again = await till.ok(saleExchangeCall, exchanged(sold, 1));
  const back = [{ method: 'cash' as const, amountMinor: minor(-250_000) }];
  expect(await till.ok(saleCompleteCall, { saleId: again.saleId, tenders: back })).toMatchObject({ kind: 'refund' });
  expect((await typesWritten()).filter((type) => type === 'sale.refunded')).toHaveLength(1);
});

test('an exchange can be taken back like any edit, and dropped and brought back it is worth the same', async () => {
  const sold = await sell(2000);
  const open = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  const begun = await till.ok(saleExchangeCall, exchanged(sold, 1, open.saleId));
  expect(begun.totalMinor).toBe(0);
  expect(await till.ok(saleUndoCall, { saleId: open.saleId })).toMatchObject({ kind: 'sale', totalMinor: 250_000 });
  await till.ok(saleUndoCall, { saleId: open.saleId, redo: true });
  await till.ok(saleClearCall, { saleId: open.saleId });
  const again = await till.ok(saleBringBackCall, {});
  expect(again).toMatchObject({ kind: 'exchange', totalMinor: 0 });
  expect(await till.ok(saleCompleteCall, { saleId: again.saleId, tenders: [] })).toMatchObject({ kind: 'exchange' });
});

test('goods come into an exchange from its receipt only, and once they are out of it another receipt may be taken', async () => {
  const [sold, other] = [await sell(1000), await sell(1000)];
  const begun = await till.ok(saleExchangeCall, exchanged(sold, 1));
  expect(
    await till.no(saleAddItemCall, {
      saleId: begun.saleId,
      item: { code: SHOP.milo.code },
      quantityMilli: milli(-9000),
    }),
  ).toBe('quantity_not_positive');
  const empty = await till.ok(saleRemoveLineCall, { saleId: begun.saleId, lineId: begun.lines[0]?.id ?? '' });
  expect(empty).toMatchObject({ kind: 'sale', refundOf: null });
  expect(await till.ok(saleExchangeCall, exchanged(other, 1, begun.saleId))).toMatchObject({ refundOf: other.saleId });
});

test('what was paid of a sale is given back before an exchange makes it worth nothing', async () => {
  const sold = await sell(3000);
  const open = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  const part = [{ method: 'card' as const, amountMinor: minor(50_000) }];
  await till.ok(saleKeepPaymentsCall, { saleId: open.saleId, payments: part });
  const sale = await till.ok(saleExchangeCall, exchanged(sold, 1, open.saleId));
  expect(sale.totalMinor).toBe(0);
  expect(await till.no(saleCompleteCall, { saleId: sale.saleId, tenders: [] })).toBe('sale_part_paid');
  await till.ok(saleKeepPaymentsCall, { saleId: sale.saleId, payments: [] });
  await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders: [] });
});

test('two exchanges that were parked together do not pass a role’s limit that each of them keeps', async () => {
  const sold = await sell(2000);
  await till.signIn(SHOP.clerk);
  const one = await till.ok(saleExchangeCall, exchanged(sold, 1));
  await till.ok(saleParkCall, { saleId: one.saleId });
  const two = await till.ok(saleExchangeCall, exchanged(sold, 1));
  const back = (saleId: string) => ({ saleId, tenders: [{ method: 'cash' as const, amountMinor: minor(-250_000) }] });
  await till.ok(saleCompleteCall, back(two.saleId));
  await till.ok(saleRecallCall, { saleId: one.saleId });
  expect(await till.no(saleCompleteCall, back(one.saleId))).toBe('permission_missing');
  await till.ok(saleCompleteCall, { ...back(one.saleId), approval: byManager });
});

test('what was paid with goods of an exchange goes out as money with a manager’s word only', async () => {
  const sold = await sell(1000, 'card');
  await till.signIn(SHOP.clerk);
  const begun = await till.ok(saleExchangeCall, exchanged(sold, 1));
  const sale = await add(begun.saleId, 1);
  const even = await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders: [] });
  const back = {
    refundOf: even.saleId,
    lines: [{ lineId: sale.lines[1]?.id ?? '', quantityMilli: milli(1000), restock: true }],
    tenders: null,
    reason: '',
  };
  expect(await till.no(saleRefundCall, back)).toBe('permission_missing');
  expect(await till.ok(saleRefundCall, { ...back, approval: byManager })).toMatchObject({ totalMinor: -250_000 });
});

test('an exchange takes the first of a new sale back too, and parks nothing that is not there', async () => {
  const sold = await sell(1000);
  const begun = await till.ok(saleExchangeCall, exchanged(sold, 1));
  expect(begun).toMatchObject({ canUndo: true, parkedCount: 0 });
  expect(await till.ok(saleUndoCall, { saleId: begun.saleId })).toMatchObject({ kind: 'sale', lines: [] });
  await add(begun.saleId, 1);
  expect(await till.ok(saleExchangeCall, exchanged(sold, 1))).toMatchObject({ kind: 'exchange', parkedCount: 1 });
});
