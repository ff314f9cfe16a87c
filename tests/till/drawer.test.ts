import { afterEach, beforeEach, expect, test } from 'vitest';
import fc from 'fast-check';
import { minor } from '#shared/base/money.ts';
import {
  cashMoveCall,
  drawerOpenCall,
  shiftCloseCall,
  shiftCurrentCall,
  shiftOpenCall,
  shiftXReportCall,
} from '#shared/till-calls/drawer-calls.ts';
import { saleAddItemCall, saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

let till: TestTill;

beforeEach(async () => {
  till = await openTestTill();
  await till.signIn(SHOP.manager);
});
afterEach(() => till.close());

async function sellFor(method: 'cash' | 'card' | 'transfer', handedMinor?: number): Promise<void> {
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  await till.ok(saleCompleteCall, {
    saleId: sale.saleId,
    tenders: [{ method, amountMinor: minor(handedMinor ?? sale.totalMinor) }],
  });
}

test('a shift runs from float to Z report, counted blind', async () => {
  expect(await till.no(shiftXReportCall, {})).toBe('shift_not_open');
  await till.ok(shiftOpenCall, { floatMinor: minor(500_000) });
  expect(await till.no(shiftOpenCall, { floatMinor: minor(0) })).toBe('shift_already_open');
  await sellFor('cash', 300_000);
  await sellFor('transfer');
  await till.ok(cashMoveCall, { kind: 'out', amountMinor: minor(20_000), reason: 'ice' });
  expect((await till.ok(shiftCurrentCall, {})).shift).toMatchObject({
    expectedMinor: null,
    saleCount: 2,
    salesMinor: 500_000,
  });
  const counted = [
    { denominationMinor: minor(100_000), pieces: 7 },
    { denominationMinor: minor(5000), pieces: 5 },
  ];
  expect(await till.no(shiftCloseCall, { counted: [], varianceReason: '' })).toBe('count_empty');
  const z = await till.ok(shiftCloseCall, { counted });
  expect(z).toMatchObject({
    expectedMinor: 730_000,
    countedMinor: 725_000,
    varianceMinor: -5000,
    cashOutMinor: 20_000,
  });
  expect(z.tenders).toEqual(
    expect.arrayContaining([{ method: 'transfer', amountMinor: 250_000, count: 1, pendingMinor: 250_000 }]),
  );
  expect((await till.ok(shiftCurrentCall, {})).shift).toBeNull();
});

test('a difference above the limit needs a reason', async () => {
  await till.ok(shiftOpenCall, { floatMinor: minor(100_000) });
  const short = { counted: [], countedMinor: minor(80_000) };
  expect(await till.no(shiftCloseCall, short)).toBe('variance_reason_required');
  expect(await till.ok(shiftCloseCall, { ...short, varianceReason: 'change given twice' })).toMatchObject({
    varianceMinor: -20_000,
    varianceReason: 'change given twice',
  });
});

test('a clerk opens the drawer without a sale only with somebody who may', async () => {
  await till.signIn(SHOP.clerk);
  expect(await till.no(drawerOpenCall, { reason: 'change' })).toBe('permission_missing');
  await till.ok(drawerOpenCall, { reason: 'change', approval: { userId: SHOP.manager.id, pin: SHOP.manager.pin } });
  expect(till.devices.seen.drawerOpenings).toBe(1);
  expect(await till.no(cashMoveCall, { kind: 'in', amountMinor: minor(0), reason: 'x' })).toBe('amount_not_positive');
});

test('after any mix of cash a drawer holds the float, what was paid, and what was moved', async () => {
  const move = fc.record({
    kind: fc.constantFrom('in' as const, 'out' as const, 'drop' as const, 'sale' as const),
    amount: fc.integer({ min: 1, max: 900_000 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.nat(1_000_000), fc.array(move, { maxLength: 6 }), async (floatMinor, moves) => {
      await till.ok(shiftOpenCall, { floatMinor: minor(floatMinor) });
      let expected = floatMinor;
      for (const { kind, amount } of moves) {
        if (kind === 'sale') await sellFor('cash', SHOP.milo.priceMinor + amount);
        else await till.ok(cashMoveCall, { kind, amountMinor: minor(amount), reason: 'test' });
        expected += kind === 'sale' ? SHOP.milo.priceMinor : kind === 'in' ? amount : -amount;
      }
      const z = await till.ok(shiftCloseCall, {
        counted: [],
        countedMinor: minor(Math.max(0, expected)),
        varianceReason: 'test',
      });
      expect(z.expectedMinor).toBe(expected);
    }),
    { numRuns: 20 },
  );
}, 60_000);
