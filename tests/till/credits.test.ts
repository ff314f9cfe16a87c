import { afterEach, beforeEach, expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { parseChange } from '#shared/changes/parse-change.ts';
import { creditFindCall, creditLoadCall, creditPrintCall } from '#shared/till-calls/credit-calls.ts';
import { shiftCloseCall, shiftOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { paymentReceiveCall } from '#shared/till-calls/payment-calls.ts';
import { receiptToText } from '#shared/receipt/to-text.ts';
import { receiptGetCall } from '#shared/till-calls/receipt-calls.ts';
import { saleAddItemCall, saleCompleteCall, saleRefundCall } from '#shared/till-calls/sale-calls.ts';
import { idOf } from '#tests/support/carts.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP, putRecord } from '#tests/support/till/seeded-shop.ts';
import { verifyTill } from '#till/store/verify/verify-till.ts';

let till: TestTill;
beforeEach(async () => {
  till = await openTestTill();
  await till.signIn(SHOP.manager);
  await till.ok(shiftOpenCall, { floatMinor: minor(100_000) });
});
afterEach(() => till.close());

const cash = (amountMinor: number) => ({ method: 'cash' as const, amountMinor: minor(amountMinor) });
const by = (method: 'gift_card' | 'store_credit', amountMinor: number, reference: string) => ({
  method,
  amountMinor: minor(amountMinor),
  reference,
});

async function sellCard(amountMinor: number): Promise<{ code: string; creditId: string }> {
  const loaded = await till.ok(creditLoadCall, {
    credit: { kind: 'gift_card' },
    amountMinor: minor(amountMinor),
    tenders: [cash(amountMinor)],
  });
  return { code: loaded.code ?? '', creditId: loaded.credit.creditId };
}

async function openSale(): Promise<{ saleId: string; totalMinor: number; lineId: string }> {
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  return { saleId: sale.saleId, totalMinor: sale.totalMinor, lineId: sale.lines[0]?.id ?? '' };
}
const balance = async (code: string) => (await till.ok(creditFindCall, { code })).balanceMinor;

test('a gift card is sold, found by its code however it is typed, and spent; the drawer counts what was paid for it', async () => {
  const { code, creditId } = await sellCard(500_000);
  expect(code).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
  const typed = code.toLowerCase().replaceAll('-', ' ');
  expect(await till.ok(creditFindCall, { code: typed })).toMatchObject({
    creditId,
    kind: 'gift_card',
    codeEnd: code.slice(-4),
    balanceMinor: 500_000,
    spendableMinor: 500_000,
  });
  const { saleId, totalMinor } = await openSale();
  const sold = await till.ok(saleCompleteCall, { saleId, tenders: [by('gift_card', totalMinor, typed)] });
  expect(sold.payments).toMatchObject([{ method: 'gift_card', reference: creditId, state: 'confirmed' }]);
  expect(await balance(code)).toBe(500_000 - totalMinor);
  // Neither the code nor the id of the card stands on the paper.
  const receipt = JSON.stringify((await till.ok(receiptGetCall, { saleId })).document);
  expect(receipt).not.toContain(creditId);
  expect(await till.ok(shiftCloseCall, { counted: [], countedMinor: minor(600_000) })).toMatchObject({
    varianceMinor: 0,
  });
  await till.restart();
  await till.signIn(SHOP.manager);
  expect(await balance(code)).toBe(500_000 - totalMinor);
  expect(verifyTill(till.folder, till.clock.nowMs())).toEqual([]);
});

test('the code of a card is written down nowhere but in the answer to whoever sold it', async () => {
  const { code } = await sellCard(1000);
  const bodies = await till.inFiles((store) =>
    store.read((reader) => reader.changes.after(SHOP.epoch, 0, 100).map(({ body }) => body)),
  );
  const loaded = bodies.flatMap((body) => {
    const read = parseChange(body);
    return read.ok && read.value.type === 'credit.loaded' ? [read.value.payload] : [];
  });
  expect(loaded).toMatchObject([{ codeEnd: code.slice(-4), amountMinor: 1000 }]);
  expect(bodies.join('\n')).not.toContain(code.replaceAll('-', ''));
  expect(bodies.join('\n')).not.toContain(code);
});

test('no more is spent than stands on it, in however many parts, and not by another way or code', async () => {
  const { code } = await sellCard(100_000);
  const { saleId, totalMinor } = await openSale();
  const pay = (...tenders: readonly ReturnType<typeof by>[]) => ({
    saleId,
    tenders: [...tenders, cash(totalMinor)],
  });
  expect(await till.no(saleCompleteCall, pay(by('gift_card', 60_000, code), by('gift_card', 60_000, code)))).toBe(
    'credit_short',
  );
  expect(await till.no(saleCompleteCall, pay(by('store_credit', 50_000, code)))).toBe('credit_unknown');
  expect(await till.no(saleCompleteCall, pay(by('gift_card', 50_000, 'ABCD-EFGH-JKLM')))).toBe('credit_unknown');
  expect(await till.no(saleCompleteCall, pay(by('gift_card', 50_000, '')))).toBe('credit_code_required');
  expect(await till.no(creditFindCall, { code: idOf(999) })).toBe('credit_unknown');
  expect(await balance(code)).toBe(100_000);
});

test('goods paid by card go back on the card, and others on a store credit that was opened for it', async () => {
  const { code } = await sellCard(500_000);
  const first = await openSale();
  const tenders = [by('gift_card', first.totalMinor, code)];
  await till.ok(saleCompleteCall, { saleId: first.saleId, tenders });
  const back = (lineId: string) => [{ lineId, quantityMilli: milli(1000), restock: true }];
  await till.ok(saleRefundCall, { refundOf: first.saleId, lines: back(first.lineId), tenders: null, reason: 'dented' });
  expect(await balance(code)).toBe(500_000);
  const other = await openSale();
  await till.ok(saleCompleteCall, { saleId: other.saleId, tenders: [cash(other.totalMinor)] });
  const opened = await till.ok(creditLoadCall, {
    credit: { kind: 'store_credit', customerId: SHOP.customer.id },
    amountMinor: minor(0),
    tenders: [],
  });
  await till.ok(saleRefundCall, {
    refundOf: other.saleId,
    lines: back(other.lineId),
    tenders: [by('store_credit', -other.totalMinor, opened.code ?? '')],
    reason: 'changed mind',
  });
  expect(await balance(opened.code ?? '')).toBe(other.totalMinor);
  const again = await openSale();
  await till.ok(saleCompleteCall, {
    saleId: again.saleId,
    tenders: [by('store_credit', again.totalMinor, opened.code ?? '')],
  });
  expect(await balance(opened.code ?? '')).toBe(0);
});

test('change that the drawer lacks is owed as a slip, and pays a debt later', async () => {
  const slip = await till.ok(creditLoadCall, {
    credit: { kind: 'change_owed' },
    amountMinor: minor(4000),
    tenders: [cash(4000)],
  });
  const paid = await till.ok(paymentReceiveCall, {
    pays: { customerId: SHOP.customer.id },
    amountMinor: minor(4000),
    tenders: [by('store_credit', 4000, slip.code ?? '')],
    allowOver: true,
  });
  expect(paid.owesMinor).toBe(-4000);
  expect(await balance(slip.code ?? '')).toBe(0);
});

test('a card takes more, a printed card keeps its code, and a code is given once', async () => {
  const printed = { kind: 'gift_card' as const, code: 'GIFT 0001 2026' };
  const load = (credit: object, amountMinor: number) => ({
    credit: { ...printed, ...credit },
    amountMinor: minor(amountMinor),
    tenders: [cash(amountMinor)],
  });
  const first = await till.ok(creditLoadCall, load({}, 5000));
  expect(first).toMatchObject({ code: 'GIFT 0001 2026', credit: { codeEnd: '2026' } });
  expect(await till.no(creditLoadCall, load({}, 5000))).toBe('credit_exists');
  const more = { credit: { creditId: first.credit.creditId }, amountMinor: minor(2500), tenders: [cash(2500)] };
  expect(await till.ok(creditLoadCall, more)).toMatchObject({ code: null, credit: { balanceMinor: 7500 } });
  expect(await till.no(creditLoadCall, { ...more, credit: { creditId: idOf(999) } })).toBe('credit_unknown');
  expect(await till.no(creditLoadCall, { ...more, tenders: [cash(2000)] })).toBe('tender_short');
});

test('a credit that nobody pays for takes somebody who may give money back', async () => {
  await till.signIn(SHOP.clerk);
  const gift = { credit: { kind: 'store_credit' as const }, amountMinor: minor(5000), tenders: [] };
  expect(await till.no(creditLoadCall, gift)).toBe('permission_missing');
  const approval = { userId: SHOP.manager.id, pin: SHOP.manager.pin };
  expect(await till.ok(creditLoadCall, { ...gift, approval })).toMatchObject({ credit: { balanceMinor: 5000 } });
});

test('without word of the office no more is spent of a card than the business allows', async () => {
  await till.inFiles((store) =>
    store.write((writer) =>
      putRecord(writer, 'setting', idOf(32), { storeId: null, key: 'credit_offline_limit_minor', value: 300_000 }),
    ),
  );
  await till.signIn(SHOP.manager);
  const { code } = await sellCard(900_000);
  expect(await till.ok(creditFindCall, { code })).toMatchObject({ balanceMinor: 900_000, spendableMinor: 300_000 });
  const spend = async () => {
    const { saleId, totalMinor } = await openSale();
    return { saleId, tenders: [by('gift_card', totalMinor, code)] };
  };
  await till.ok(saleCompleteCall, await spend());
  expect(await till.no(saleCompleteCall, await spend())).toBe('credit_offline_limit');
});

test('a gift card is printed with its code and what stands on it', async () => {
  const sold = await till.ok(creditLoadCall, {
    credit: { kind: 'gift_card' },
    amountMinor: minor(500_000),
    tenders: [{ method: 'cash', amountMinor: minor(500_000) }],
  });
  const code = sold.code ?? '';
  await till.ok(creditPrintCall, { code });
  const slip = till.devices.printed.find(({ saleId }) => saleId === sold.credit.creditId);
  const text = slip === undefined ? '' : receiptToText(slip, 48);
  expect(text).toContain('GIFT CARD');
  expect(text).toContain(code);
  expect(text).toMatch(/On it now +₦5,000\.00/);
  expect(await till.no(creditPrintCall, { code: 'NO SUCH CARD' })).toBe('credit_unknown');
});
