import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomBytes } from 'node:crypto';
import { NO_ID, type Id, uuidV7 } from '#shared/base/ids.ts';
import { costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { Difference } from '#server/db/checks/check.ts';
import { listBusinesses } from '#server/db/list-businesses.ts';
import { differencesOf } from '#server/db/verify-server.ts';
import { salePayload } from '../sync/support/make-goods.ts';
import { receivedPayload } from '../sync/support/receive-money.ts';
import { type RealOffice, openRealOffice } from '../sync/support/real-office.ts';
import { TestTill } from '../sync/support/test-till.ts';

const makeId = (): Id => uuidV7(office.clock.nowMs, randomBytes(10));
let office: RealOffice;

beforeAll(async () => {
  office = await openRealOffice();
  await fillShop(office);
});
afterAll(() => office[Symbol.asyncDispose]());

/** A shop with a product of the web, a till's day (drawer, goods, a sale, a refund, a count), and a till whose change can't be read. */
async function fillShop({ url, clock, owner, code }: RealOffice): Promise<void> {
  const body = { name: 'Peak Milk 400 g', sku: 'PM400', sellingPriceMinor: 125_000, costE4: 500_000 };
  expect((await owner('POST', '/products', { body })).status).toBe(201);
  const world = { url, clock: { nowMs: () => clock.nowMs }, makeId };
  const till = await TestTill.enrol(world, makeId(), await code());
  await till.hello();
  const [shiftId, variantId, saleId, lineId] = [makeId(), makeId(), makeId(), makeId()];
  till.write('shift.opened', { shiftId, floatMinor: minor(5000), shiftDate: '2026-06-01', openedAtMs: clock.nowMs });
  const received = { id: makeId(), variantId, batchId: NO_ID, quantityMilli: milli(9000), unitCostE4: costE4(70) };
  till.write('stock.received', { receiptId: makeId(), supplierId: null, note: '', lines: [received] });
  const things = [{ variantId, quantityMilli: 2000, priceMinor: 10_000, lineId }];
  till.write('sale.completed', salePayload(makeId, { saleId, shiftId, things, receiptNumber: 'LEK-T1-A-000001' }), {
    entityId: saleId,
  });
  const back = [{ variantId, quantityMilli: -1000, priceMinor: 10_000, refundOfLineId: lineId }];
  const refund = { saleId: makeId(), shiftId, refundOf: saleId, things: back, receiptNumber: 'LEK-T1-A-000002' };
  till.write('sale.refunded', salePayload(makeId, refund), { entityId: refund.saleId });
  const [customerId, debtId] = [makeId(), makeId()];
  const payment = { id: makeId(), method: 'credit', state: 'confirmed' } as const;
  const onAccount = [{ variantId, quantityMilli: 1000, priceMinor: 9000 }];
  const debt = { saleId: debtId, shiftId, customerId, things: onAccount, payment, receiptNumber: 'LEK-T1-A-000003' };
  till.write('sale.completed', salePayload(makeId, debt), { entityId: debtId });
  till.write('payment.received', receivedPayload(makeId, { saleId: debtId, customerId, shiftId, amountMinor: 2500 }));
  const creditId = makeId();
  const { receivedId: loadId, payments } = receivedPayload(makeId, {
    saleId,
    amountMinor: 400,
    payment: { method: 'card' },
  });
  const who = { creditId, kind: 'gift_card', codeHash: 'ab'.repeat(32), codeEnd: 'XW3D', customerId: null } as const;
  const paid = { shiftId, currency: 'NGN', amountMinor: minor(400), payments, note: '' };
  till.write('credit.loaded', { loadId, ...who, ...paid }, { entityId: creditId });
  const moved = { cashMovementId: makeId(), shiftId, kind: 'out' as const, amountMinor: minor(700), reason: 'ice' };
  till.write('cash.moved', moved);
  const counted = { id: makeId(), variantId, batchId: NO_ID, countedMilli: milli(7500), expectedMilli: milli(8000) };
  till.write('stock.counted', { countId: makeId(), note: '', lines: [counted] });
  const cash = { countedMinor: minor(16_800), expectedMinor: minor(16_800), varianceMinor: minor(0) };
  const z = { counted: [], varianceReason: '', saleCount: 2, refundCount: 1, tenders: [], ...cash };
  till.write('shift.closed', { shiftId, closedAtMs: clock.nowMs, ...z });
  const pushed = await till.pushAll();
  expect(pushed.ok).toBe(true);
  const odd = await TestTill.enrol(world, makeId(), await code());
  await odd.hello();
  odd.writeBody('{"broken');
  expect((await odd.pushAll()).ok).toBe(true);
}

/** Breaks something past every guard, looks, and takes it back. */
async function differencesAfter(breakIt: string): Promise<Difference[]> {
  let found: Difference[] = [];
  class TakenBack extends Error {}
  await office.look
    .begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx.unsafe(breakIt);
      found = await differencesOf(tx, office.businessId);
      throw new TakenBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error;
    });
  return found;
}

test('a shop in which nothing was touched has no difference, and its owner can list it', async () => {
  expect(await differencesAfter('select 1')).toEqual([]);
  expect(await listBusinesses(office.databaseUrl())).toContain(office.businessId);
});

test.each([
  ['chain without holes', `delete from changes where type = 'cash.moved'`],
  ['chain', `update changes set hash = '\\x00' where type = 'shift.opened'`],
  ['body of a change', `update changes set body = replace(body, 'ice', 'beer') where type = 'cash.moved'`],
  ['head of a chain', `update till_epochs set last_hash = 'ff' where last_seq > 0`],
  ['quarantine', `update changes set outcome = 'quarantined' where type = 'cash.moved'`],
  ['sale and its change', `update sales_orders set total_minor = total_minor + 1 where kind = 'sale'`],
  ['sale and its change', `delete from payments where amount_minor < 0`],
  ['sale and its change', `delete from sales_orders where kind = 'refund'`],
  ['sale and its change', `update stock_movements set quantity_milli = -1 where kind = 'sale'`],
  ['stock of a change', `update stock_movements set quantity_milli = 8999 where kind = 'receive'`],
  ['movement without a change', `update stock_movements set change_id = id where kind = 'refund'`],
  ['cash of a drawer', `update cash_movements set amount_minor = 70`],
  ['shift and its changes', `update shifts set float_minor = 0`],
  ['Z report', `update payments set amount_minor = amount_minor - 5 where amount_minor > 0`],
  ['Z report', `update sales_orders set shift_id = null where kind = 'refund'`],
  ['money received and its change', `delete from payments where received_id is not null`],
  ['money received and its change', `update payments set shift_id = null where received_id is not null`],
  ['credit', `update credits set balance_minor = 0`],
  ['credit', `update credits set code_hash = 'ff'`],
  ['credit', `delete from credit_ledger`],
  ['debt of a customer', `update customer_balances set balance_minor = 0`],
  ['debt of a customer', `delete from customer_ledger where kind = 'payment'`],
  ['paid of a sale', `update sales_orders set paid_minor = 0 where customer_id is not null`],
  ['paid of a sale', `update sales_orders set payment_status = 'paid' where customer_id is not null`],
  ['not in the feed', `delete from feed where entity = 'customer_balance'`],
  ['receipt number', `update sales_orders set order_number = 'LEK-T1-A-000001'`],
  ['receipt series', `update receipt_series set counter = 1`],
  ['feed counter', `update business_feed set counter = 1`],
  ['not in the feed', `delete from feed where entity = 'product'`],
  ['not in the feed', `delete from feed where entity = 'level'`],
  ['not in the feed', `delete from feed where entity = 'own_fact'`],
  ['in the feed only', `update feed set id = id || 'x' where entity = 'sale'`],
  ['level', `update inventory set quantity_milli = quantity_milli - 1000`],
  ['variance of a count', `update stock_count_lines set variance_milli = 0`],
  ['rollup_sales_hour', `update rollup_sales_hour set net_minor = 0`],
  ['rollup_sales_tender', `delete from rollup_sales_tender`],
])('%s: %s is found and named', async (check, breakIt) => {
  const names = (await differencesAfter(breakIt)).map((difference) => difference.check);
  expect(names).toContain(check);
});
