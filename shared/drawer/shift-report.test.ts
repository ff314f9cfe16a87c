import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { paymentMethodSchema, paymentStateSchema } from '#shared/sale/tender.ts';
import { countCash } from './count-cash.ts';
import { denominationsOf } from './denominations.ts';
import { cashVariance, expectedCash, needsVarianceReason } from './expected-cash.ts';
import { shiftReport } from './shift-report.ts';

const money = fc.integer({ min: -1_000_000, max: 1_000_000 }).map(minor);
const payments = fc.array(
  fc.record({
    method: fc.constantFrom(...paymentMethodSchema.options),
    amountMinor: money,
    state: fc.constantFrom(...paymentStateSchema.options),
  }),
);
const movements = fc.array(
  fc.record({
    kind: fc.constantFrom('in' as const, 'out' as const, 'drop' as const),
    amountMinor: fc.nat(1_000_000).map(minor),
  }),
);

test('a drawer that goes through a day step by step ends at what the rule expects', () => {
  fc.assert(
    fc.property(money, payments, movements, (floatMinor, paid, moved) => {
      let inside: number = floatMinor;
      for (const { method, amountMinor } of paid) inside += method === 'cash' ? amountMinor : 0;
      for (const { kind, amountMinor } of moved) inside = kind === 'in' ? inside + amountMinor : inside - amountMinor;
      const expected = expectedCash({ floatMinor, payments: paid, movements: moved });
      expect(expected).toBe(inside);
      expect(cashVariance(minor(inside + 7), expected)).toBe(7);
      const merged = shiftReport({ floatMinor, sales: [], payments: paid, movements: moved });
      expect(merged.expectedMinor).toBe(expected);
      expect(
        merged.cashInMinor -
          merged.cashOutMinor -
          merged.dropMinor +
          floatMinor +
          paid.reduce((sum, each) => sum + (each.method === 'cash' ? each.amountMinor : 0), 0),
      ).toBe(expected);
    }),
  );
});

test('an X report adds up sales, refunds and ways of paying, and leaves out money that never came', () => {
  const sale = { kind: 'sale' as const, totalMinor: minor(1000), discountMinor: minor(50), taxMinor: minor(70) };
  const refund = { kind: 'refund' as const, totalMinor: minor(-300), discountMinor: minor(-10), taxMinor: minor(-21) };
  const report = shiftReport({
    floatMinor: minor(5000),
    sales: [sale, { ...sale, kind: 'exchange', totalMinor: minor(200) }, refund],
    payments: [
      { method: 'cash', amountMinor: minor(600), state: 'confirmed' },
      { method: 'transfer', amountMinor: minor(400), state: 'pending' },
      { method: 'transfer', amountMinor: minor(200), state: 'confirmed' },
      { method: 'transfer', amountMinor: minor(900), state: 'not_found' },
      { method: 'cash', amountMinor: minor(-300), state: 'confirmed' },
    ],
    movements: [
      { kind: 'in', amountMinor: minor(100) },
      { kind: 'out', amountMinor: minor(40) },
      { kind: 'drop', amountMinor: minor(2000) },
    ],
  });
  expect(report).toEqual({
    saleCount: 2,
    refundCount: 1,
    salesMinor: 1200,
    refundsMinor: 300,
    discountMinor: 90,
    taxMinor: 119,
    tenders: [
      { method: 'cash', amountMinor: 300, count: 2, pendingMinor: 0 },
      { method: 'transfer', amountMinor: 600, count: 2, pendingMinor: 400 },
    ],
    cashInMinor: 100,
    cashOutMinor: 40,
    dropMinor: 2000,
    expectedMinor: 3360,
  });
});

test('sums of several sales and payments give the report that they give one by one', () => {
  fc.assert(
    fc.property(payments, (paid) => {
      const summed = paid.map((each) => ({ ...each, count: 1 }));
      const twice = paid.map((each) => ({ ...each, amountMinor: minor(each.amountMinor * 2), count: 2 }));
      const facts = { floatMinor: minor(0), sales: [], movements: [] };
      expect(shiftReport({ ...facts, payments: [...paid, ...summed] }).tenders).toEqual(
        shiftReport({ ...facts, payments: twice }).tenders,
      );
    }),
  );
});

test('a counted drawer is its notes times their worth', () => {
  expect(
    countCash([
      { denominationMinor: minor(100_000), pieces: 3 },
      { denominationMinor: minor(500), pieces: 4 },
    ]),
  ).toBe(302_000);
  expect(countCash([])).toBe(0);
  expect(() => countCash([{ denominationMinor: minor(500), pieces: -1 }])).toThrow('not negative');
});

test('a difference beyond the limit asks for a reason, too much as well as too little', () => {
  expect([-501, -500, 500, 501].map((off) => needsVarianceReason(minor(off), minor(500)))).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect(needsVarianceReason(minor(0), minor(0))).toBe(false);
});

test('every list of notes falls, and an unknown currency has one too', () => {
  expect(denominationsOf('NGN').map((note) => note / 100)).toEqual([1000, 500, 200, 100, 50, 20, 10, 5]);
  for (const currency of [
    'NGN',
    'GHS',
    'KES',
    'ZAR',
    'XOF',
    'XAF',
    'EUR',
    'GBP',
    'USD',
    'CHF',
    'INR',
    'JPY',
    'KWD',
    'XXX',
  ]) {
    const notes = denominationsOf(currency);
    expect(notes.length).toBeGreaterThan(5);
    expect(notes).toEqual([...new Set(notes)].toSorted((a, b) => b - a));
  }
});
