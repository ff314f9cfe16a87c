import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { LEVY, SALES_TAX, VAT, cartOf, idOf, lineOf } from '#tests/support/carts.ts';
import type { Cart, CartLine, Discount } from './cart.ts';
import { priceCart } from './price-cart.ts';
import type { PricedCart } from './priced.ts';

const by = idOf(1);
const percent = (ppm: number): Discount => ({ kind: 'percent', ppm, reason: 'test', by });
const amount = (amountMinor: number): Discount => ({
  kind: 'amount',
  amountMinor: minor(amountMinor),
  reason: 'test',
  by,
});

const discounts = fc.option(
  fc.oneof(fc.integer({ min: 1, max: 1_000_000 }).map(percent), fc.integer({ min: 1, max: 500_000 }).map(amount)),
);
const lines = fc
  .array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 20_000 }),
      price: fc.nat(1_000_000),
      discount: discounts,
      taxRates: fc.subarray([VAT, LEVY, SALES_TAX]),
      fixed: fc.option(fc.nat(100_000)),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((given) =>
    given.map(({ quantity, price, discount, taxRates, fixed }, place) =>
      lineOf(place + 1, {
        baseUnit: 'kg',
        quantityMilli: milli(quantity),
        unitPriceMinor: minor(price),
        discount,
        taxRates,
        fixedGrossMinor: fixed === null ? null : minor(fixed),
      }),
    ),
  );
const carts = fc.tuple(lines, discounts).map(([made, discount]) => cartOf(made, { discount }));

function mirrored(cart: Cart): Cart {
  const mirror = (line: CartLine): CartLine => ({
    ...line,
    quantityMilli: milli(-line.quantityMilli),
    fixedGrossMinor: line.fixedGrossMinor === null ? null : minor(-line.fixedGrossMinor),
  });
  return { ...cart, lines: cart.lines.map(mirror) };
}

/** A priced cart as bare numbers, each times `sign`. */
function figures(priced: PricedCart, sign: number): readonly number[] {
  const rows = priced.lines.flatMap((line) => [
    line.grossMinor,
    line.lineDiscountMinor,
    line.cartDiscountMinor,
    line.discountMinor,
    line.taxMinor,
    line.subtotalMinor,
    line.totalMinor,
    ...line.taxes.flatMap((tax) => [tax.baseMinor, tax.taxMinor]),
  ]);
  const sums = [priced.grossMinor, priced.discountMinor, priced.taxMinor, priced.subtotalMinor, priced.totalMinor];
  return [...rows, ...sums].map((figure) => (figure === 0 ? 0 : figure * sign));
}

test('every sum of a priced cart adds up exactly', () => {
  fc.assert(
    fc.property(carts, (cart) => {
      const priced = priceCart(cart);
      let total = 0;
      for (const line of priced.lines) {
        const added = line.taxes.reduce((sum, tax) => sum + (tax.inclusive ? 0 : tax.taxMinor), 0);
        expect(line.discountMinor).toBe(line.lineDiscountMinor + line.cartDiscountMinor);
        expect(line.taxMinor).toBe(line.taxes.reduce((sum, tax) => sum + tax.taxMinor, 0));
        expect(line.totalMinor).toBe(line.grossMinor - line.discountMinor + added);
        expect(line.subtotalMinor).toBe(line.totalMinor - line.taxMinor);
        expect(line.grossMinor - line.discountMinor).toBeGreaterThanOrEqual(0);
        total += line.totalMinor;
      }
      expect(priced.totalMinor).toBe(total);
      expect(priced.taxMinor).toBe(priced.taxes.reduce((sum, tax) => sum + tax.taxMinor, 0));
    }),
  );
});

test('a cart of returned goods is the mirror of the same cart of sold ones', () => {
  fc.assert(
    fc.property(carts, (cart) => {
      expect(figures(priceCart(mirrored(cart)), -1)).toEqual(figures(priceCart(cart), 1));
    }),
  );
});

test('a discount on the whole sale is spread exactly, and takes off what it says', () => {
  fc.assert(
    fc.property(lines, fc.integer({ min: 1, max: 1_000_000 }), (made, ppm) => {
      const plain = priceCart(cartOf(made));
      const net = plain.grossMinor - plain.discountMinor;
      const priced = priceCart(cartOf(made, { discount: percent(ppm) }));
      const spreadMinor = priced.lines.reduce((sum, line) => sum + line.cartDiscountMinor, 0);
      expect(Math.abs(spreadMinor - (net * ppm) / 1_000_000)).toBeLessThanOrEqual(0.5);
    }),
  );
});

test('price times quantity is rounded half away from zero', () => {
  const at = (quantity: number, price: number): number =>
    priceCart(cartOf([lineOf(1, { baseUnit: 'kg', quantityMilli: milli(quantity), unitPriceMinor: minor(price) })]))
      .totalMinor;
  expect(at(1245, 680_000)).toBe(846_600);
  expect(at(500, 1)).toBe(1);
  expect(at(499, 1)).toBe(0);
  expect(at(-500, 1)).toBe(-1);
});

test('inclusive tax is divided out of what is left after both discounts', () => {
  const line = lineOf(1, { unitPriceMinor: minor(350_000), taxRates: [VAT], discount: percent(100_000) });
  const priced = priceCart(cartOf([line], { discount: amount(15_000) }));
  expect(priced.lines[0]).toMatchObject({
    grossMinor: 350_000,
    lineDiscountMinor: 35_000,
    cartDiscountMinor: 15_000,
    totalMinor: 300_000,
    taxMinor: 20_930,
  });
});

test('two inclusive rates are divided out together, and an exclusive one is added on the base', () => {
  const priced = priceCart(cartOf([lineOf(1, { unitPriceMinor: minor(109_500), taxRates: [VAT, LEVY, SALES_TAX] })]));
  expect(priced.lines[0]).toMatchObject({ subtotalMinor: 100_000, taxMinor: 17_750, totalMinor: 117_750 });
  expect(priced.lines[0]?.taxes.map((tax) => tax.taxMinor)).toEqual([7500, 2000, 8250]);
  expect(priced.lines[0]?.taxes.map((tax) => tax.baseMinor)).toEqual([100_000, 100_000, 100_000]);
});

test('the label of a weighed pack says the amount, whatever price times quantity gives', () => {
  const line = lineOf(1, {
    baseUnit: 'kg',
    quantityMilli: milli(333),
    unitPriceMinor: minor(999),
    fixedGrossMinor: minor(350),
  });
  expect(priceCart(cartOf([line])).totalMinor).toBe(350);
});

test('an amount off is never more than the line, even after its quantity was lowered', () => {
  expect(priceCart(cartOf([lineOf(1, { discount: amount(5000) })])).totalMinor).toBe(0);
});

test('in an exchange the discount on the sale lies on the goods that leave, and a receipt’s amounts stand', () => {
  const back = lineOf(2, { quantityMilli: milli(-1000), refundOfLineId: idOf(50), priceSource: 'receipt' });
  const worth = priceCart(cartOf([{ ...back, unitPriceMinor: minor(77) }])).lines[0];
  if (worth === undefined) throw new Error('a line was priced');
  const cart = cartOf([lineOf(1, { unitPriceMinor: minor(1000) }), back], {
    kind: 'exchange',
    discount: percent(100_000),
  });
  const priced = priceCart(cart, new Map([[back.id, worth]]));
  expect(priced.lines.map((line) => line.totalMinor)).toEqual([900, -77]);
  expect(priced.totalMinor).toBe(823);
});

test('free lines take no part of a discount and no tax', () => {
  const priced = priceCart(
    cartOf([lineOf(1, { unitPriceMinor: minor(0), taxRates: [VAT] }), lineOf(2)], { discount: amount(30) }),
  );
  expect(priced.lines.map((line) => line.cartDiscountMinor)).toEqual([0, 30]);
  expect(priced.lines[0]?.taxes[0]).toMatchObject({ baseMinor: 0, taxMinor: 0 });
});

test('the dearest cart that is let in adds up exactly, and a dearer line is refused at the door', () => {
  const dear = lineOf(1, { unitPriceMinor: minor(1_000_000_000_000), taxRates: [VAT, SALES_TAX] });
  const cart = cartOf(
    Array.from({ length: 2000 }, (_, place) => ({ ...dear, id: idOf(place + 1) })),
    { discount: percent(333_333) },
  );
  const priced = priceCart(cart);
  const exact = priced.lines.reduce((sum, line) => sum + BigInt(line.totalMinor), 0n);
  expect(BigInt(priced.totalMinor)).toBe(exact);
  expect(priced.lines.reduce((sum, line) => sum + line.cartDiscountMinor, 0)).toBe(666_666_000_000_000);
  expect(() => priceCart(cartOf([{ ...dear, unitPriceMinor: minor(1_000_000_000_001) }]))).toThrow(
    'more than a line may hold',
  );
  expect(() => priceCart(cartOf([{ ...dear, quantityMilli: milli(1_000_000_001) }]))).toThrow(
    'more than a million units',
  );
});
