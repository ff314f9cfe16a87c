import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  saleAddItemCall,
  saleClearCall,
  saleCompleteCall,
  saleCurrentCall,
  saleKeepPaymentsCall,
  saleParkCall,
  saleRecallCall,
  saleUndoCall,
} from '#shared/till-calls/sale-calls.ts';
import { minor } from '#shared/base/money.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

let till: TestTill;

beforeEach(async () => {
  till = await openTestTill();
  await till.signIn();
});
afterEach(() => till.close());

const CARD = { method: 'card' as const, amountMinor: minor(100_000), reference: '0442' };

async function partPaid(): Promise<string> {
  const { saleId } = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  expect(await till.ok(saleKeepPaymentsCall, { saleId, payments: [CARD] })).toMatchObject({
    payments: [CARD],
    paidMinor: 100_000,
  });
  return saleId;
}

test('what was paid so far is still there after a restart, after parking, and after edits', async () => {
  const saleId = await partPaid();
  await till.restart();
  await till.signIn();
  expect((await till.ok(saleCurrentCall, {})).sale).toMatchObject({ payments: [CARD] });
  await till.ok(saleParkCall, { saleId });
  await till.signIn(SHOP.manager);
  expect(await till.ok(saleRecallCall, { saleId })).toMatchObject({ payments: [CARD] });
  await till.ok(saleAddItemCall, { saleId, item: { code: SHOP.airtime.code } });
  expect(await till.ok(saleUndoCall, { saleId })).toMatchObject({ payments: [CARD], totalMinor: 250_000 });
});

test('a sale that is part paid is not dropped until that is given back', async () => {
  const saleId = await partPaid();
  expect(await till.no(saleClearCall, { saleId })).toBe('sale_part_paid');
  await till.ok(saleKeepPaymentsCall, { saleId, payments: [] });
  await till.ok(saleClearCall, { saleId });
  expect((await till.ok(saleCurrentCall, {})).sale).toBeNull();
});

test('an empty sale takes no payment, and none goes the other way or beyond what a shop handles', async () => {
  const saleId = await partPaid();
  const wrong = (amountMinor: number) => [{ ...CARD, amountMinor: minor(amountMinor) }];
  expect(await till.no(saleKeepPaymentsCall, { saleId, payments: wrong(-1) })).toBe('tender_sign');
  expect(await till.no(saleKeepPaymentsCall, { saleId, payments: wrong(0) })).toBe('tender_sign');
  expect(await till.no(saleKeepPaymentsCall, { saleId, payments: wrong(Number.MAX_SAFE_INTEGER) })).toBe(
    'amount_too_large',
  );
  const huge = wrong(Number.MAX_SAFE_INTEGER);
  expect(await till.no(saleKeepPaymentsCall, { saleId, payments: [...huge, ...huge] })).toBe('amount_too_large');
  expect((await till.ok(saleCurrentCall, {})).sale?.payments).toEqual([CARD]);
  await till.ok(saleKeepPaymentsCall, { saleId, payments: [] });
  await till.ok(saleUndoCall, { saleId });
  expect(await till.no(saleKeepPaymentsCall, { saleId, payments: [CARD] })).toBe('sale_empty');
});

test('the next sale begins with nothing paid', async () => {
  const saleId = await partPaid();
  const cash = { method: 'cash' as const, amountMinor: minor(150_000) };
  await till.ok(saleCompleteCall, { saleId, tenders: [CARD, cash] });
  const next = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  expect(next).toMatchObject({ payments: [], paidMinor: 0 });
});
