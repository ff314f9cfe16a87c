import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import type { Tender } from '#shared/sale/tender.ts';
import { takePayments } from './take-payments.ts';

const paid = (method: Tender['method'], amountMinor: number): Tender => ({
  method,
  amountMinor: minor(amountMinor),
  reference: '',
});
const sale = { totalMinor: 3_657_600, cashRoundingMinor: 500 };

test('cash for the rest is rounded, and its change is shown before it is given', () => {
  const tenders = [
    paid('card', 1_000_000),
    paid('transfer', 500_000),
    paid('transfer', 800_000),
    paid('credit', 500_000),
  ];
  expect(takePayments({ ...sale, tenders, method: 'cash', keyedMinor: 1_000_000 })).toEqual({
    leftMinor: 857_500,
    takenMinor: 2_800_000,
    givenMinor: 1_000_000,
    changeMinor: 142_500,
    roundingMinor: -100,
    finishes: true,
  });
});

test('other ways pay to the last kobo and give no change', () => {
  expect(takePayments({ ...sale, tenders: [], method: 'transfer', keyedMinor: null })).toMatchObject({
    leftMinor: 3_657_600,
    changeMinor: 0,
    roundingMinor: 0,
    finishes: true,
  });
  expect(takePayments({ ...sale, tenders: [], method: 'card', keyedMinor: 1000 })).toMatchObject({
    givenMinor: 1000,
    finishes: false,
  });
});

test('what is left and what was taken are the whole, however a sale is split', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000_000 }),
      fc.array(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 6 }),
      (totalMinor, parts) => {
        const tenders = parts.map((part) => paid('card', part));
        const taking = takePayments({ totalMinor, cashRoundingMinor: 0, tenders, method: 'card', keyedMinor: null });
        expect(taking.leftMinor).toBe(Math.max(0, totalMinor - taking.takenMinor));
        expect(taking.finishes).toBe(true);
      },
    ),
  );
});
