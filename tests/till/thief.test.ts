import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { parseChange } from '#shared/changes/parse-change.ts';
import { cashMoveCall, shiftCloseCall, shiftOpenCall, shiftXReportCall } from '#shared/till-calls/drawer-calls.ts';
import {
  saleAddItemCall,
  saleChangeLineCall,
  saleClearCall,
  saleCompleteCall,
  saleCurrentCall,
  saleDiscountCall,
  saleOpenCall,
  saleRefundCall,
  saleRemoveLineCall,
  saleUndoCall,
} from '#shared/till-calls/sale-calls.ts';
import { stockLookUpCall, stockReceiveCall } from '#shared/till-calls/stock-calls.ts';
import { staffSignInCall } from '#shared/till-calls/till-calls.ts';
import { costE4 } from '#shared/base/money.ts';
import type { Log } from '#till/ports/log.ts';
import { idOf } from '#tests/support/carts.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

let till: TestTill;
const logged: string[] = [];
const note = (event: string, fields: unknown): void => void logged.push(`${event} ${JSON.stringify(fields)}`);
const log: Log = { info: note, warn: note, error: note };
const byManager = { userId: SHOP.manager.id, pin: SHOP.manager.pin };
const percent = (ppm: number) => ({ kind: 'percent' as const, ppm });
const amount = (amountMinor: number) => ({ kind: 'amount' as const, amountMinor: minor(amountMinor) });

beforeEach(async () => {
  logged.length = 0;
  till = await openTestTill({ deps: { log } });
  await till.signIn();
});
afterEach(() => till.close());

const scan = (quantity: number, saleId: string | null = null) =>
  till.ok(saleAddItemCall, { saleId, item: { code: SHOP.milo.code }, quantityMilli: milli(quantity * 1000) });

async function sell(quantity: number, method: 'cash' | 'card' | 'transfer' = 'cash') {
  const sale = await scan(quantity);
  const done = await till.ok(saleCompleteCall, {
    saleId: sale.saleId,
    tenders: [{ method, amountMinor: sale.totalMinor }],
  });
  return { ...done, lineId: sale.lines[0]?.id ?? '' };
}

const payloadsOf = async (type: 'sale.completed' | 'sale.abandoned') => {
  const bodies = await till.inFiles((store) =>
    store.read((reader) => reader.changes.after(SHOP.epoch, 0, 1000).filter((change) => change.type === type)),
  );
  await till.signIn();
  return bodies.flatMap(({ body }) => {
    const change = parseChange(body);
    return change.ok && change.value.type === type ? [change.value.payload] : [];
  });
};

test('a gift card or store credit that no ledger stands behind pays for nothing, and nothing goes back to one', async () => {
  const sale = await scan(1);
  for (const method of ['gift_card', 'store_credit'] as const) {
    const tenders = [{ method, amountMinor: sale.totalMinor }];
    expect(await till.no(saleCompleteCall, { saleId: sale.saleId, tenders })).toBe('credit_code_required');
    const madeUp = [{ method, amountMinor: sale.totalMinor, reference: idOf(998) }];
    expect(await till.no(saleCompleteCall, { saleId: sale.saleId, tenders: madeUp })).toBe('credit_unknown');
  }
  expect((await till.ok(saleCurrentCall, {})).sale?.saleId).toBe(sale.saleId);
  const sold = await sell(1);
  const back = {
    refundOf: sold.saleId,
    lines: [{ lineId: sold.lineId, quantityMilli: milli(1000), restock: true }],
    tenders: [{ method: 'store_credit' as const, amountMinor: minor(-250_000) }],
    reason: '',
    approval: byManager,
  };
  expect(await till.no(saleRefundCall, back)).toBe('credit_code_required');
});

test('a customer who was taken off the list since owes nothing more', async () => {
  const { saleId } = await till.ok(saleOpenCall, { customerId: SHOP.customer.id });
  const sale = await scan(1, saleId);
  await till.inFiles((store) =>
    store.write((writer) => {
      const known = writer.records.get('customer', SHOP.customer.id);
      if (known === null) throw new Error('no such customer');
      writer.records.put('customer', SHOP.customer.id, { ...known, isDeleted: true });
    }),
  );
  await till.signIn();
  const tenders = [{ method: 'credit' as const, amountMinor: sale.totalMinor }];
  expect(await till.no(saleCompleteCall, { saleId, tenders })).toBe('customer_unknown');
});

test('two discounts within the limit that are more together take a second person', async () => {
  const { saleId, lines } = await scan(1);
  const lineId = lines[0]?.id ?? '';
  await till.ok(saleDiscountCall, { saleId, lineId, discount: percent(50_000), reason: 'regular' });
  const second = { saleId, lineId: null, discount: percent(50_000), reason: 'again' };
  expect(await till.no(saleDiscountCall, second)).toBe('discount_over_limit');
  expect((await till.ok(saleDiscountCall, { ...second, approval: byManager })).totalMinor).toBe(225_625);
  const again = await scan(1, saleId);
  expect(again.lines).toHaveLength(2);
});

test('a fixed discount that was small on ten is not the price of one', async () => {
  const { saleId, lines } = await scan(10);
  const lineId = lines[0]?.id ?? '';
  await till.ok(saleDiscountCall, { saleId, lineId, discount: amount(125_000), reason: 'bulk' });
  const one = { saleId, lineId, quantityMilli: milli(1000) };
  expect(await till.no(saleChangeLineCall, one)).toBe('discount_over_limit');
  expect(await till.ok(saleChangeLineCall, { ...one, quantityMilli: milli(11_000) })).toMatchObject({
    totalMinor: 2_625_000,
  });
  await till.ok(saleDiscountCall, { saleId, lineId, discount: null });
  const more = await till.ok(saleAddItemCall, { saleId, item: { code: SHOP.airtime.code } });
  await till.ok(saleDiscountCall, { saleId, lineId: null, discount: amount(140_000), reason: 'bulk' });
  expect(more.lines).toHaveLength(2);
  expect(await till.no(saleRemoveLineCall, { saleId, lineId })).toBe('discount_over_limit');
  await till.ok(saleDiscountCall, { saleId, lineId: null, discount: null });
  await till.ok(saleRemoveLineCall, { saleId, lineId });
});

test('the role’s limit is for all that comes back of a receipt, and for money that goes the way it came', async () => {
  const sold = await sell(3, 'card');
  const back = (tenders: 'as paid' | 'in cash') => ({
    refundOf: sold.saleId,
    lines: [{ lineId: sold.lineId, quantityMilli: milli(1000), restock: true }],
    tenders: tenders === 'as paid' ? null : [{ method: 'cash' as const, amountMinor: minor(-250_000) }],
    reason: '',
  });
  expect(await till.no(saleRefundCall, back('in cash'))).toBe('permission_missing');
  expect(await till.ok(saleRefundCall, back('as paid'))).toMatchObject({
    payments: [{ method: 'card', amountMinor: -250_000 }],
  });
  expect(await till.no(saleRefundCall, back('as paid'))).toBe('permission_missing');
  expect(await till.ok(saleRefundCall, { ...back('in cash'), approval: byManager })).toMatchObject({
    payments: [{ method: 'cash', amountMinor: -250_000 }],
  });
});

test('a transfer that was never found is not paid out', async () => {
  const sold = await sell(1, 'transfer');
  await till.inFiles((store) =>
    store.write((writer) => {
      for (const payment of writer.sales.paymentsOf(sold.saleId))
        writer.sales.settlePayment(payment.id, 'not_found', '');
    }),
  );
  await till.signIn(SHOP.manager);
  const back = {
    refundOf: sold.saleId,
    lines: [{ lineId: sold.lineId, quantityMilli: milli(1000), restock: true }],
    tenders: null,
    reason: '',
  };
  expect(await till.no(saleRefundCall, back)).toBe('payment_not_received');
  await till.signIn();
  const asIfPaid = [{ method: 'transfer' as const, amountMinor: minor(-250_000) }];
  expect(await till.no(saleRefundCall, { ...back, tenders: asIfPaid })).toBe('permission_missing');
});

test('what is taken back before the customer pays stands in the journal as if it had been removed', async () => {
  const { saleId } = await scan(1);
  await till.ok(saleAddItemCall, { saleId, item: { code: SHOP.airtime.code } });
  await scan(2, saleId);
  await till.ok(saleUndoCall, { saleId });
  await till.ok(saleUndoCall, { saleId });
  await till.ok(saleCompleteCall, { saleId, tenders: [{ method: 'card', amountMinor: minor(250_000) }] });
  expect((await payloadsOf('sale.completed'))[0]?.journal).toMatchObject([
    { event: 'quantity_lowered', lineName: 'Milo 500 g', quantityMilli: 2000, amountMinor: 500_000 },
    { event: 'line_removed', lineName: 'Airtime 500', quantityMilli: 1000, amountMinor: 50_000 },
  ]);
});

test('removing, taking the removal back and the scan too leaves a trace; giving all again leaves none', async () => {
  const { saleId } = await scan(1);
  const { lines } = await till.ok(saleAddItemCall, { saleId, item: { code: SHOP.airtime.code } });
  await till.ok(saleRemoveLineCall, { saleId, lineId: lines[1]?.id ?? '' });
  await till.ok(saleUndoCall, { saleId });
  await till.ok(saleUndoCall, { saleId });
  await till.ok(saleAddItemCall, { saleId, item: { variantId: SHOP.service.variantId }, unitPriceMinor: minor(100) });
  await till.ok(saleClearCall, { saleId, reason: 'gone' });
  expect((await payloadsOf('sale.abandoned'))[0]?.journal.map((entry) => entry.event)).toEqual([
    'line_removed',
    'cart_cleared',
  ]);
  const kept = await scan(1);
  await scan(1, kept.saleId);
  await till.ok(saleUndoCall, { saleId: kept.saleId });
  await till.ok(saleUndoCall, { saleId: kept.saleId, redo: true });
  await till.ok(saleCompleteCall, {
    saleId: kept.saleId,
    tenders: [{ method: 'card', amountMinor: minor(500_000) }],
  });
  expect((await payloadsOf('sale.completed'))[0]?.journal).toEqual([]);
});

test('amounts that no shop handles are refused, and every report still adds up', async () => {
  await till.signIn(SHOP.manager);
  const huge = minor(Number.MAX_SAFE_INTEGER);
  expect(await till.no(shiftOpenCall, { floatMinor: huge })).toBe('amount_too_large');
  await till.ok(shiftOpenCall, { floatMinor: minor(0) });
  expect(await till.no(cashMoveCall, { kind: 'in', amountMinor: huge, reason: 'lottery' })).toBe('amount_too_large');
  const sale = await scan(1);
  const cash = { method: 'cash' as const, amountMinor: huge };
  expect(await till.no(saleCompleteCall, { saleId: sale.saleId, tenders: [cash, cash] })).toBe('amount_too_large');
  const stock = {
    lines: [{ variantId: SHOP.milo.variantId, quantityMilli: milli(9_000_000_000_000_000), unitCostE4: costE4(1) }],
  };
  expect(await till.no(stockReceiveCall, stock)).toBe('quantity_too_large');
  expect(await till.no(shiftCloseCall, { counted: [{ denominationMinor: huge, pieces: 1_000_000 }] })).toBe(
    'amount_too_large',
  );
  expect((await till.ok(shiftXReportCall, {})).cashInMinor).toBe(0);
  expect(await till.ok(stockLookUpCall, { variantId: SHOP.milo.variantId })).toMatchObject({
    levels: [{ onHandMilli: 0 }],
  });
});

test('a clock that is set back after wrong PINs locks nobody out for years', async () => {
  const guess = () => till.no(staffSignInCall, { userId: SHOP.manager.id, pin: '000000' });
  till.clock.setWall(Date.UTC(2036, 0, 1));
  expect([await guess(), await guess(), await guess()]).toEqual(['wrong_pin', 'wrong_pin', 'wrong_pin']);
  till.clock.setWall(Date.UTC(2026, 2, 14, 9, 0));
  expect(await guess()).toBe('pin_paused');
  till.clock.pass(30_001);
  await till.ok(staffSignInCall, { userId: SHOP.manager.id, pin: SHOP.manager.pin });
});

test('guesses at the second person’s PIN are counted like those at the door, over a restart too', async () => {
  const { saleId, lines } = await scan(1);
  const guess = () =>
    till.no(saleDiscountCall, {
      saleId,
      lineId: lines[0]?.id ?? '',
      discount: percent(500_000),
      reason: 'friend',
      approval: { userId: SHOP.manager.id, pin: '000001' },
    });
  expect([await guess(), await guess(), await guess()]).toEqual(['wrong_pin', 'wrong_pin', 'wrong_pin']);
  await till.restart();
  await till.signIn();
  expect(await guess()).toBe('pin_paused');
  expect(await till.no(staffSignInCall, { userId: SHOP.manager.id, pin: SHOP.manager.pin })).toBe('pin_paused');
});

test('no PIN and no verifier of one stands in a log, a file of the till, or a row that waits for an update', async () => {
  const verifier = '$2b$04$0123456789012345678901';
  await till.no(staffSignInCall, { userId: SHOP.manager.id, pin: '73519482' });
  await till.raw({ name: 'staff.sign_in', input: { userId: SHOP.manager.id, pin: '73519482x' } });
  await till.inFiles((store) =>
    store.write((writer) => {
      const raw = JSON.stringify({ fields: { pinHash: verifier }, ranks: {} });
      const row = { entity: 'staff', id: SHOP.clerk.id, op: 'put' as const, feedSeq: 1, reason: 'unreadable' };
      writer.sync.park({ ...row, raw, parkedMs: 0 });
      expect(writer.sync.parked(1)[0]?.raw).toBe(raw);
    }),
  );
  expect(logged.join('\n')).not.toContain('73519482');
  for (const name of readdirSync(till.folder)) {
    if (!/^(till\.db|draft\.db|pending|head)/.test(name)) continue;
    const text = readFileSync(join(till.folder, name), 'latin1');
    expect(text.includes('73519482'), name).toBe(false);
    expect(text.includes(verifier), name).toBe(false);
  }
});
