import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { cartOf, idOf, lineOf } from '#tests/support/carts.ts';
import type { Cart, CartLine } from './cart.ts';
import type { LineTaxRate } from './line-tax-rate.ts';
import { exemptCart } from './exempt-cart.ts';
import { priceCart } from './price-cart.ts';
import { promoteCart } from './promote-cart.ts';

const VAT: LineTaxRate = { taxRateId: idOf(70), name: 'VAT', ratePpm: 75_000, inclusive: true };
const LEVY: LineTaxRate = { taxRateId: idOf(71), name: 'Levy', ratePpm: 50_000, inclusive: false };
const tin = (more: Partial<CartLine> = {}): CartLine =>
  lineOf(1, {
    unitPriceMinor: minor(1075),
    listPriceMinor: minor(1075),
    quantityMilli: milli(2000),
    taxRates: [VAT],
    ...more,
  });
const exempt = (line: CartLine): Cart => ({ ...cartOf([line]), isTaxExempt: true });
const paid = (line: CartLine): number => priceCart(exemptCart(exempt(line))).totalMinor;

test('nobody else’s cart is touched', () => {
  const cart = cartOf([tin()]);
  expect(exemptCart(cart)).toBe(cart);
  const named = { ...cart, isTaxExempt: false };
  expect(exemptCart(named)).toBe(named);
});

test.each([
  ['a tax that is in the price is divided out', {}, 2000],
  ['a tax that is added is not', { taxRates: [LEVY] }, 2150],
  ['of both the one in the price is divided out', { taxRates: [VAT, LEVY] }, 2000],
  ['a label’s amount', { fixedGrossMinor: minor(2150), priceSource: 'embedded' }, 2000],
  ['a price that a person said', { unitPriceMinor: minor(900), priceSource: 'override' }, 1800],
  ['an open price', { unitPriceMinor: minor(900), priceSource: 'open' }, 1800],
  ['a line of a receipt', { quantityMilli: milli(-2000), refundOfLineId: idOf(9), priceSource: 'receipt' }, -2150],
] satisfies [string, Partial<CartLine>, number][])('%s', (_, more, expected) => {
  expect(paid(tin(more))).toBe(expected);
});

test('a promotion takes off the same share of what is left', () => {
  const three = promoteCart(exempt(tin({ quantityMilli: milli(3000) })), [
    { id: idOf(5), name: 'Three for two', target: { kind: 'all' }, rule: { kind: 'pay_for', take: 3, pay: 2 } },
  ]);
  expect(priceCart(exemptCart(three)).totalMinor).toBe(2000);
});

test('there is no tax, nothing is dearer than with it, and doing it again changes nothing', () => {
  const rate = fc.record({
    taxRateId: fc.constant(idOf(72)),
    name: fc.constant('Tax'),
    ratePpm: fc.integer({ min: 0, max: 1_000_000 }),
    inclusive: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(rate, { maxLength: 3 }),
      fc.integer({ min: 0, max: 100_000 }),
      fc.integer({ min: 1, max: 9 }),
      (taxRates, price, pieces) => {
        const line = tin({ taxRates, unitPriceMinor: minor(price), quantityMilli: milli(pieces * 1000) });
        const once = exemptCart(exempt(line));
        const priced = priceCart(once);
        expect(priced.taxMinor).toBe(0);
        // Each piece is rounded on its own.
        expect(priced.totalMinor).toBeLessThanOrEqual(priceCart(cartOf([line])).totalMinor + pieces);
        expect(exemptCart(once)).toEqual(once);
      },
    ),
  );
});
