import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { cartOf, countingIds, idOf, lineOf } from '#tests/support/carts.ts';
import { priceCart } from './price-cart.ts';
import { type SettleRefusal, settle } from './settle.ts';
import type { Settled } from './settled.ts';
import { type PaymentMethod, type Tender, paymentMethodSchema, tenderSchema } from './tender.ts';

const pay = (method: PaymentMethod, amountMinor: number, given: Partial<Tender> = {}): Tender => ({
  ...tenderSchema.parse({ method, amountMinor }),
  ...given,
});

function settled(
  totalMinor: number,
  tenders: readonly Tender[],
  given: { rounding?: number; customer?: boolean } = {},
) {
  const line = lineOf(1, {
    quantityMilli: milli(totalMinor < 0 ? -1000 : 1000),
    unitPriceMinor: minor(Math.abs(totalMinor)),
  });
  const cart = cartOf([line], {
    kind: totalMinor < 0 ? 'refund' : 'sale',
    cashRoundingMinor: minor(given.rounding ?? 0),
    customerId: given.customer === true ? idOf(5) : null,
  });
  return settle({ cart, priced: priceCart(cart), tenders, makeId: countingIds() });
}

function accepted(outcome: ReturnType<typeof settled>): Settled {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal}`);
  return outcome.value;
}

function refusal(outcome: ReturnType<typeof settled>): SettleRefusal | null {
  return outcome.ok ? null : outcome.refusal;
}

test('cash above what is due gives change', () => {
  expect(accepted(settled(8576, [pay('cash', 10_000)]))).toMatchObject({
    changeMinor: 1424,
    paidMinor: 8576,
    roundingMinor: 0,
  });
});

test('the sale of the sample receipt: five ways of paying, cash rounded to five naira', () => {
  const result = accepted(
    settled(
      3_657_600,
      [
        pay('card', 1_000_000, { reference: '004512' }),
        pay('transfer', 500_000, { state: 'confirmed' }),
        pay('transfer', 800_000),
        pay('credit', 500_000),
        pay('cash', 1_000_000),
      ],
      { rounding: 500, customer: true },
    ),
  );
  expect(result).toMatchObject({
    roundingMinor: -100,
    changeMinor: 142_500,
    balanceMinor: 500_000,
    paidMinor: 3_157_500,
  });
  expect(result.payments.map((payment) => payment.state)).toEqual([
    'confirmed',
    'confirmed',
    'pending',
    'confirmed',
    'confirmed',
  ]);
  expect(result.payments.at(-1)).toMatchObject({
    tenderedMinor: 1_000_000,
    changeMinor: 142_500,
    amountMinor: 857_500,
  });
});

test('only cash is rounded', () => {
  expect(accepted(settled(1003, [pay('card', 1003)], { rounding: 5 })).roundingMinor).toBe(0);
  expect(accepted(settled(1003, [pay('cash', 1005)], { rounding: 5 }))).toMatchObject({
    roundingMinor: 2,
    changeMinor: 0,
  });
});

test('cash may be nothing where rounding leaves nothing due, and then there is no payment', () => {
  const result = accepted(settled(1002, [pay('card', 1000), pay('cash', 0)], { rounding: 5 }));
  expect(result).toMatchObject({ roundingMinor: -2, paidMinor: 1000 });
  expect(result.payments).toHaveLength(1);
});

test('change comes out of the cash that was handed over last, then out of the cash before it', () => {
  const result = accepted(settled(900, [pay('cash', 1000), pay('cash', 50)]));
  expect(result.payments.map((payment) => payment.amountMinor)).toEqual([900, 0]);
});

test('a sale of nothing needs no payment', () => {
  expect(accepted(settled(0, []))).toMatchObject({ payments: [], paidMinor: 0, balanceMinor: 0 });
  expect(refusal(settled(0, [pay('card', 5)]))).toBe('tender_over');
});

test('a refund is paid out exactly, and cash of it is rounded', () => {
  expect(accepted(settled(-1003, [pay('cash', -1005)], { rounding: 5 }))).toMatchObject({
    roundingMinor: -2,
    paidMinor: -1005,
    changeMinor: 0,
  });
  expect(refusal(settled(-1003, [pay('cash', -1010)], { rounding: 5 }))).toBe('tender_over');
  expect(refusal(settled(-1003, [pay('card', -1000)]))).toBe('tender_short');
});

test('what is wrong with a payment is said', () => {
  expect(settled(1000, [pay('cash', 900)])).toMatchObject({ refusal: 'tender_short', details: { leftMinor: 100 } });
  expect(settled(1000, [pay('card', 1001)])).toMatchObject({ refusal: 'tender_over', details: { overMinor: 1 } });
  expect(refusal(settled(1000, []))).toBe('tender_short');
  expect(refusal(settled(1000, [pay('card', 1000), pay('cash', 500)]))).toBe('tender_over');
  expect(refusal(settled(1000, [pay('cash', -1000)]))).toBe('tender_sign');
  expect(refusal(settled(1000, [pay('card', 0), pay('cash', 1000)]))).toBe('tender_sign');
  expect(refusal(settled(1000, [pay('cash', 1000, { state: 'pending' })]))).toBe('tender_state');
  expect(refusal(settled(1000, [pay('transfer', 1000, { state: 'declined' })]))).toBe('tender_state');
  expect(refusal(settled(1000, [pay('credit', 1000)]))).toBe('customer_required');
  expect(refusal(settle({ cart: cartOf([]), priced: priceCart(cartOf([])), tenders: [], makeId: countingIds() }))).toBe(
    'sale_empty',
  );
});

test('total and rounding always are what was paid and what is owed', () => {
  const tenders = fc.array(
    fc.record({
      method: fc.constantFrom(...paymentMethodSchema.options),
      amount: fc.integer({ min: -3000, max: 3000 }),
    }),
    { maxLength: 5 },
  );
  let acceptedCount = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: -3000, max: 3000 }),
      tenders,
      fc.constantFrom(0, 5, 100),
      (total, given, rounding) => {
        const result = settled(
          total,
          [...given.map(({ method, amount }) => pay(method, amount)), pay('cash', Math.sign(total) * 9000)],
          {
            rounding,
            customer: true,
          },
        );
        if (!result.ok) return;
        acceptedCount += 1;
        const { totalMinor, roundingMinor, paidMinor, balanceMinor, payments } = result.value;
        expect(totalMinor + roundingMinor).toBe(paidMinor + balanceMinor);
        expect(Math.abs(roundingMinor) * 2).toBeLessThanOrEqual(rounding);
        for (const payment of payments) expect(payment.amountMinor).toBe(payment.tenderedMinor - payment.changeMinor);
      },
    ),
    { numRuns: 1000 },
  );
  expect(acceptedCount).toBeGreaterThan(20);
});
