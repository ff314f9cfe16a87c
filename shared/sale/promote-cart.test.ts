import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { PromotionRule, PromotionTarget } from '#shared/catalogue/promotion-rule.ts';
import { cartOf, idOf, lineOf } from '#tests/support/carts.ts';
import type { CartLine } from './cart.ts';
import { discountAmount } from './discount-amount.ts';
import { lineGross } from './line-net.ts';
import { priceCart } from './price-cart.ts';
import { type Promotion, promoteCart, withoutPromotions } from './promote-cart.ts';

const ALL: PromotionTarget = { kind: 'all' };
const promotion = (id: number, rule: PromotionRule, target: PromotionTarget = ALL): Promotion => ({
  id: idOf(id),
  name: `Promotion ${id}`,
  target,
  rule,
});
let lines = 0;
const tin = (quantity: number, more: Partial<CartLine> = {}): CartLine =>
  lineOf((lines += 1), { unitPriceMinor: minor(500), quantityMilli: milli(quantity * 1000), ...more });
const saved = (rule: PromotionRule, quantity: number): number =>
  priceCart(promoteCart(cartOf([tin(quantity)]), [promotion(1, rule)])).discountMinor;

test.each([
  ['a tenth off', { kind: 'percent', ppm: 100_000 }, 3, 150],
  ['50 off each', { kind: 'amount_each', amountMinor: minor(50) }, 3, 150],
  ['more off each than it costs', { kind: 'amount_each', amountMinor: minor(900) }, 2, 1000],
  ['each for 400', { kind: 'fixed_price', priceMinor: minor(400) }, 3, 300],
  ['a fixed price that is dearer', { kind: 'fixed_price', priceMinor: minor(600) }, 3, 0],
  ['three for two, of two', { kind: 'pay_for', take: 3, pay: 2 }, 2, 0],
  ['three for two, of three', { kind: 'pay_for', take: 3, pay: 2 }, 3, 500],
  ['three for two, of seven', { kind: 'pay_for', take: 3, pay: 2 }, 7, 1000],
  ['three for 1200, of four', { kind: 'price_for', take: 3, priceMinor: minor(1200) }, 4, 300],
  ['three for more than they cost', { kind: 'price_for', take: 3, priceMinor: minor(2000) }, 3, 0],
] satisfies [string, PromotionRule, number, number][])('%s', (_, rule, quantity, expected) => {
  expect(saved(rule, quantity)).toBe(expected);
});

test('each line gets the promotion that saves most, named as its reason, and loses it when it ends', () => {
  const weak = promotion(1, { kind: 'percent', ppm: 50_000 });
  const strong = promotion(2, { kind: 'pay_for', take: 3, pay: 2 });
  const cart = promoteCart(cartOf([tin(3), tin(1, { variantId: idOf(900) })]), [weak, strong]);
  expect(cart.lines.map(({ discount }) => discount?.reason)).toEqual(['Promotion 2', 'Promotion 1']);
  expect(promoteCart(cart, []).lines.map(({ discount }) => discount)).toEqual([null, null]);
});

test('what a person gave or priced, a return, and a carton’s code take no part in what counts pieces', () => {
  const half = promotion(1, { kind: 'percent', ppm: 500_000 });
  const given = { kind: 'percent' as const, ppm: 10_000, reason: 'regular', by: idOf(7) };
  const untouched: CartLine[] = [
    tin(1, { discount: given }),
    tin(1, { priceSource: 'override' }),
    tin(-1, { refundOfLineId: idOf(8) }),
    tin(1, { fixedGrossMinor: minor(77), priceSource: 'embedded' }),
  ];
  expect(promoteCart(cartOf(untouched), [half]).lines).toEqual(untouched);
  const carton = tin(3, { unit: { name: 'carton', factorMilli: milli(12_000) } });
  const threeForTwo = promotion(2, { kind: 'pay_for', take: 3, pay: 2 });
  expect(promoteCart(cartOf([carton]), [threeForTwo]).lines[0]?.discount).toBeNull();
  expect(promoteCart(cartOf([carton]), [half]).lines[0]?.discount).toMatchObject({ ppm: 500_000 });
});

test('targets choose by category, product and variant', () => {
  const line = tin(1, { categoryId: idOf(41), productId: idOf(42), variantId: idOf(43) });
  const off: PromotionRule = { kind: 'percent', ppm: 100_000 };
  const isGiven = (target: PromotionTarget): boolean =>
    promoteCart(cartOf([line]), [promotion(1, off, target)]).lines[0]?.discount !== null;
  expect(isGiven({ kind: 'categories', ids: [idOf(41)] })).toBe(true);
  expect(isGiven({ kind: 'products', ids: [idOf(42)] })).toBe(true);
  expect(isGiven({ kind: 'variants', ids: [idOf(43)] })).toBe(true);
  for (const kind of ['categories', 'products', 'variants'] as const)
    expect(isGiven({ kind, ids: [idOf(99)] })).toBe(false);
});

const amount = fc.integer({ min: 0, max: 5000 }).map(minor);
const rules: fc.Arbitrary<PromotionRule> = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), ppm: fc.integer({ min: 1, max: 1_000_000 }) }),
  fc.record({ kind: fc.constant('amount_each' as const), amountMinor: amount }),
  fc.record({ kind: fc.constant('fixed_price' as const), priceMinor: amount }),
  fc.record({ kind: fc.constant('price_for' as const), take: fc.integer({ min: 2, max: 9 }), priceMinor: amount }),
  fc
    .tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 8 }))
    .filter(([take, pay]) => pay < take)
    .map(([take, pay]) => ({ kind: 'pay_for' as const, take, pay })),
);

test('no promotion makes anything dearer or cost less than nothing, none depends on order, and giving again changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(rules, { maxLength: 5 }),
      fc.integer({ min: 1, max: 30_000 }),
      fc.integer({ min: 0, max: 10_000 }),
      (wanted, quantity, price) => {
        const promotions = wanted.map((rule, place) => promotion(place + 1, rule));
        const cart = cartOf([tin(1, { quantityMilli: milli(quantity), unitPriceMinor: minor(price) })]);
        const once = promoteCart(cart, promotions);
        const [line] = once.lines;
        if (line === undefined) return;
        const taken = discountAmount(line.discount, lineGross(line));
        expect(taken).toBeGreaterThanOrEqual(0);
        expect(taken).toBeLessThanOrEqual(lineGross(line));
        expect(promoteCart(once, promotions)).toEqual(once);
        expect(promoteCart(cart, promotions.toReversed())).toEqual(once);
        expect(withoutPromotions(once)).toEqual(cart);
      },
    ),
  );
});
