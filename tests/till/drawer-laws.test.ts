import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import {
  cashMoveCall,
  drawerOpenCall,
  shiftCloseCall,
  shiftCurrentCall,
  shiftOpenCall,
  shiftXReportCall,
} from '#shared/till-calls/drawer-calls.ts';
import { paymentReceiveCall } from '#shared/till-calls/payment-calls.ts';
import {
  saleAddItemCall,
  saleCompleteCall,
  saleRefundCall,
  saleRefundableCall,
} from '#shared/till-calls/sale-calls.ts';
import { tillStateCall } from '#shared/till-calls/till-calls.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

const HOUR_MS = 3_600_000;

let till: TestTill;

beforeEach(async () => {
  till = await openTestTill();
  await till.signIn(SHOP.manager);
});
afterEach(() => till.close());

type Sold = { readonly saleId: string; readonly inDrawerMinor: number };

/** Sells pieces; cash is handed over with so much too much, to be given back as change. */
async function sell(pieces: number, method: 'cash' | 'card', overMinor: number): Promise<Sold> {
  const sale = await till.ok(saleAddItemCall, {
    saleId: null,
    item: { code: SHOP.milo.code },
    quantityMilli: milli(pieces * 1000),
  });
  const handedMinor = sale.totalMinor + (method === 'cash' ? overMinor : 0);
  const done = await till.ok(saleCompleteCall, {
    saleId: sale.saleId,
    tenders: [{ method, amountMinor: minor(handedMinor) }],
  });
  return { saleId: done.saleId, inDrawerMinor: method === 'cash' ? handedMinor - done.changeMinor : 0 };
}

/** A customer pays a debt; gives what stays in the drawer of it. */
async function payDebt(method: 'cash' | 'card', amountMinor: number, overMinor: number): Promise<number> {
  const handedMinor = amountMinor + (method === 'cash' ? overMinor : 0);
  const paid = await till.ok(paymentReceiveCall, {
    pays: { customerId: SHOP.customer.id },
    amountMinor: minor(amountMinor),
    tenders: [{ method, amountMinor: minor(handedMinor) }],
    allowOver: true,
  });
  return method === 'cash' ? handedMinor - paid.changeMinor : 0;
}

/** Takes one piece back where there is one left; gives what went out of the drawer. */
async function takeBack(saleId: string): Promise<number> {
  const line = (await till.ok(saleRefundableCall, { saleId })).lines.find((known) => known.leftMilli >= 1000);
  if (line === undefined) return 0;
  const done = await till.ok(saleRefundCall, {
    refundOf: saleId,
    lines: [{ lineId: line.lineId, quantityMilli: milli(1000), restock: true }],
    tenders: null,
    reason: 'dented',
  });
  return -done.payments.reduce((sum, payment) => sum + (payment.method === 'cash' ? payment.amountMinor : 0), 0);
}

const step = fc.oneof(
  fc.record({
    kind: fc.constant('sell' as const),
    pieces: fc.integer({ min: 1, max: 4 }),
    method: fc.constantFrom('cash' as const, 'card' as const),
    overMinor: fc.nat(200_000),
  }),
  fc.record({ kind: fc.constant('back' as const), which: fc.nat(10) }),
  fc.record({
    kind: fc.constant('debt' as const),
    method: fc.constantFrom('cash' as const, 'card' as const),
    amountMinor: fc.integer({ min: 1, max: 50_000 }),
    overMinor: fc.nat(20_000),
  }),
  fc.record({
    kind: fc.constantFrom('in' as const, 'out' as const, 'drop' as const),
    amountMinor: fc.integer({ min: 1, max: 50_000 }),
  }),
);

test('a drawer holds float + cash taken − change + paid in − paid out − drops + debts − refunds, whatever the day was like', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(500_000), fc.array(step, { minLength: 1, maxLength: 8 }), async (floatMinor, steps) => {
      await till.ok(shiftOpenCall, { floatMinor: minor(floatMinor) });
      const sold: Sold[] = [];
      let insideMinor = floatMinor;
      for (const each of steps) {
        if (each.kind === 'sell') {
          const sale = await sell(each.pieces, each.method, each.overMinor);
          sold.push(sale);
          insideMinor += sale.inDrawerMinor;
        } else if (each.kind === 'back') {
          const sale = sold[each.which % Math.max(1, sold.length)];
          if (sale !== undefined) insideMinor -= await takeBack(sale.saleId);
        } else if (each.kind === 'debt') {
          insideMinor += await payDebt(each.method, each.amountMinor, each.overMinor);
        } else {
          await till.ok(cashMoveCall, { kind: each.kind, amountMinor: minor(each.amountMinor), reason: 'day' });
          insideMinor += each.kind === 'in' ? each.amountMinor : -each.amountMinor;
        }
      }
      const z = await till.ok(shiftCloseCall, {
        counted: [],
        countedMinor: minor(Math.max(0, insideMinor)),
        varianceReason: 'test',
      });
      expect(z.expectedMinor).toBe(insideMinor);
    }),
    { numRuns: 12 },
  );
});

test('the drawer’s content is said only after it was counted, by no report before', async () => {
  await till.ok(shiftOpenCall, { floatMinor: minor(100_000) });
  await sell(1, 'cash', 0);
  expect((await till.ok(shiftCurrentCall, {})).shift?.expectedMinor).toBeNull();
  expect(await till.ok(shiftXReportCall, {})).toMatchObject({ expectedMinor: null, saleCount: 1 });
  expect(await till.no(shiftCloseCall, { counted: [], countedMinor: minor(0) })).toBe('variance_reason_required');
  expect((await till.ok(shiftCurrentCall, {})).shift).not.toBeNull();
});

test('every double tap at the drawer gets the first answer and does nothing twice', async () => {
  const taps = {
    open: async (callId: string) => till.ok(shiftOpenCall, { floatMinor: minor(100_000) }, callId),
    move: async (callId: string) =>
      till.ok(cashMoveCall, { kind: 'in', amountMinor: minor(5_000), reason: 'coins' }, callId),
    kick: async (callId: string) => till.ok(drawerOpenCall, { reason: 'change' }, callId),
    close: async (callId: string) =>
      till.ok(shiftCloseCall, { counted: [{ denominationMinor: minor(5_000), pieces: 21 }] }, callId),
  };
  for (const tap of Object.values(taps)) {
    const callId = randomUUID();
    const first: unknown = await tap(callId);
    expect(await tap(callId)).toEqual(first);
  }
  expect(till.devices.seen.drawerOpenings).toBe(3);
  const types = await till.inFiles((store) =>
    store.read((reader) => reader.changes.after(SHOP.epoch, 0, 100).map((change) => change.type)),
  );
  expect(types).toEqual(['staff.signed_in', 'shift.opened', 'cash.moved', 'drawer.opened', 'shift.closed']);
});

test('cash out by a clerk takes a second person, and both are written down with it', async () => {
  await till.ok(shiftOpenCall, { floatMinor: minor(100_000) });
  await till.signIn(SHOP.clerk);
  const out = { kind: 'out' as const, amountMinor: minor(1_000), reason: 'ice' };
  expect(await till.no(cashMoveCall, out)).toBe('permission_missing');
  expect(await till.no(cashMoveCall, { ...out, approval: { userId: SHOP.manager.id, pin: '000000' } })).toBe(
    'wrong_pin',
  );
  await till.ok(cashMoveCall, { ...out, approval: { userId: SHOP.manager.id, pin: SHOP.manager.pin } });
  expect((await till.ok(shiftCurrentCall, {})).shift).toMatchObject({ cashOutMinor: 1_000 });
  const overrides = await till.inFiles((store) =>
    store.read((reader) =>
      reader.changes
        .after(SHOP.epoch, 0, 100)
        .filter((change) => change.type === 'override.granted')
        .map((change) => change.body),
    ),
  );
  expect(overrides.map((body): unknown => JSON.parse(body))).toMatchObject([
    { actorId: SHOP.clerk.id, payload: { grantedBy: SHOP.manager.id, permission: 'cash.move' } },
  ]);
});

test('a shift older than a day is a warning and stops nothing', async () => {
  await till.ok(shiftOpenCall, { floatMinor: minor(0) });
  expect((await till.ok(tillStateCall, {})).warnings.map((warning) => warning.code)).not.toContain('shift_old');
  till.clock.pass(25 * HOUR_MS);
  expect((await till.ok(tillStateCall, {})).warnings.map((warning) => warning.code)).toContain('shift_old');
  await sell(1, 'cash', 0);
  expect(await till.ok(shiftCloseCall, { counted: [], countedMinor: minor(250_000) })).toMatchObject({
    businessDate: '2026-03-14',
    saleCount: 1,
    varianceMinor: 0,
  });
});

test('a Z report counts its own shift only, and no cash moves while no drawer is open', async () => {
  await sell(1, 'cash', 0);
  expect(await till.no(cashMoveCall, { kind: 'in', amountMinor: minor(1), reason: 'x' })).toBe('shift_not_open');
  for (const sales of [2, 1]) {
    await till.ok(shiftOpenCall, { floatMinor: minor(0) });
    for (let sale = 0; sale < sales; sale += 1) await sell(1, 'cash', 0);
    const countedMinor = minor(sales * SHOP.milo.priceMinor);
    expect(await till.ok(shiftCloseCall, { counted: [], countedMinor })).toMatchObject({
      saleCount: sales,
      salesMinor: countedMinor,
      varianceMinor: 0,
    });
  }
});
