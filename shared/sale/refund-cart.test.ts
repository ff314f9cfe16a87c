import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Minor } from '#shared/base/money.ts';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { LEVY, SALES_TAX, VAT, cartOf, countingIds, idOf, lineOf } from '#tests/support/carts.ts';
import type { Cart, Discount } from './cart.ts';
import { checkSums } from './check-sums.ts';
import { priceCart } from './price-cart.ts';
import { type RefundHead, refundCart } from './refund-cart.ts';
import type { RefundChoice } from './refund-lines.ts';
import { returnedSoFar } from './returned-so-far.ts';
import { type SalePayload, salePayloadSchema } from './sale-payload.ts';
import { settle } from './settle.ts';
import { settleRefund } from './settle-refund.ts';
import { type PaymentMethod, type Tender, tenderSchema } from './tender.ts';
import { tendersLeft } from './tenders-left.ts';
import { toPayload } from './to-payload.ts';

const by = idOf(1);
const makeId = countingIds();

function sold(cart: Cart, tenders: readonly Tender[]): SalePayload {
  const priced = priceCart(cart);
  const result = settle({ cart, priced, tenders, makeId });
  if (!result.ok) throw new Error(`refused: ${result.refusal}`);
  return toPayload({
    cart,
    priced,
    settled: result.value,
    receiptNumber: 'R-1',
    cashierName: 'Ada',
    shiftId: null,
    makeId,
  });
}

const head = (cashRoundingMinor: Minor): RefundHead => ({
  saleId: makeId(),
  cashRoundingMinor,
  note: '',
  openedBy: by,
  openedAtMs: 0,
});

function refunded(
  original: SalePayload,
  earlier: readonly SalePayload[],
  chosen: readonly RefundChoice[],
  rounding = minor(0),
): SalePayload {
  const returned = returnedSoFar(original, earlier);
  const made = refundCart({ original, returned, chosen, makeId }, head(rounding));
  if (!made.ok) throw new Error(`refused: ${made.refusal}`);
  const { cart, priced, moves } = made.value;
  const settled = settleRefund({
    original,
    returned,
    totalMinor: priced.totalMinor,
    cashRoundingMinor: rounding,
    makeId,
  });
  return toPayload({ cart, priced, settled, receiptNumber: 'R-2', cashierName: 'Ada', shiftId: null, makeId, moves });
}

/** Sums by key, without the zeros. */
function tally(entries: Iterable<readonly [string, number]>): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [key, amount] of entries) sums[key] = (sums[key] ?? 0) + amount;
  return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0));
}

/** Everything a sale is worth, by tender, tax rate, line amount and stock. */
function worth(sales: readonly SalePayload[], sign: number): Record<string, number> {
  return tally(
    sales.flatMap((sale) => [
      ...sale.payments.map(
        (payment) => [`${payment.method} ${payment.reference}`, payment.amountMinor * sign] as const,
      ),
      ...sale.lines.flatMap((line) => [
        ...line.taxes.flatMap((tax) => [
          [`tax ${tax.taxRateId}`, tax.taxMinor * sign] as const,
          [`base ${tax.taxRateId}`, tax.baseMinor * sign] as const,
        ]),
        ...line.moves.map((move) => [`stock ${move.variantId}`, move.quantityMilli * sign] as const),
      ]),
      ['gross', sale.grossMinor * sign],
      ['discount', sale.discountMinor * sign],
      ['tax', sale.taxMinor * sign],
      ['subtotal', sale.subtotalMinor * sign],
      ['total', sale.totalMinor * sign],
      ['rounding', sale.roundingMinor * sign],
      ['paid', sale.paidMinor * sign],
      ['balance', sale.balanceMinor * sign],
    ]),
  );
}

const discountArb: fc.Arbitrary<Discount | null> = fc.option(
  fc.oneof(
    fc.integer({ min: 1, max: 1_000_000 }).map((ppm): Discount => ({ kind: 'percent', ppm, reason: 'r', by })),
    fc.nat(900).map((amount): Discount => ({ kind: 'amount', amountMinor: minor(amount), reason: 'r', by })),
  ),
);

const saleArb = fc
  .record({
    lines: fc.array(
      fc.record({
        pieces: fc.integer({ min: 1, max: 4 }),
        grams: fc.nat(999),
        price: fc.nat(3000),
        discount: discountArb,
        rates: fc.subarray([VAT, LEVY, SALES_TAX]),
        part: fc.integer({ min: 1, max: 2500 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    discount: discountArb,
    rounding: fc.constantFrom(0, 5, 50, 500),
    ways: fc.array(
      fc.tuple(fc.constantFrom<PaymentMethod>('card', 'transfer', 'credit', 'cash', 'gift_card'), fc.nat(100)),
      { maxLength: 4 },
    ),
  })
  .map(({ lines, discount, rounding, ways }) => {
    const made = lines.map((line, place) => {
      const base = lineOf(place + 1);
      return {
        ...base,
        baseUnit: 'kg',
        quantityMilli: milli(line.pieces * 1000 + line.grams),
        unitPriceMinor: minor(line.price),
        discount: line.discount,
        taxRates: line.rates,
        parts: base.parts.map((part) => ({ ...part, quantityMilli: milli(line.part) })),
      };
    });
    const cart = cartOf(made, { discount, cashRoundingMinor: minor(rounding), customerId: idOf(7) });
    const { totalMinor } = priceCart(cart);
    let left: number = totalMinor;
    const tenders: Tender[] = [];
    ways.forEach(([method, share], place) => {
      const amount = Math.floor((left * share) / 100);
      if (amount === 0) return;
      if (method !== 'cash') left -= amount;
      tenders.push(
        tenderSchema.parse({ method, amountMinor: amount, reference: method === 'cash' ? '' : `ref ${place}` }),
      );
    });
    if (left > 0) tenders.push(tenderSchema.parse({ method: 'cash', amountMinor: left + 500 }));
    const hasIdleCash = left === 0 && tenders.some((tender) => tender.method === 'cash');
    return {
      sale: sold(cart, hasIdleCash ? tenders.filter((tender) => tender.method !== 'cash') : tenders),
      rounding: minor(rounding),
    };
  });

type Step = { readonly lineId: string; readonly quantityMilli: number };

/** Cuts every line into pieces at these fractions, and shuffles the pieces by the keys. */
function steps(sale: SalePayload, cuts: readonly number[], keys: readonly number[]): Step[] {
  const pieces = sale.lines.flatMap((line) => {
    const marks = [...cuts.map((cut) => Math.floor(line.quantityMilli * cut)), 0, line.quantityMilli];
    const sorted = [...new Set(marks)].toSorted((a, b) => a - b);
    return sorted.slice(1).map((mark, place) => ({ lineId: line.id, quantityMilli: mark - (sorted[place] ?? 0) }));
  });
  return pieces
    .map((piece, place) => ({ piece, key: keys[place % keys.length] ?? 0 }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ piece }) => piece);
}

test('refunding all lines, in any order and any split, gives back exactly what was paid: per tender, per tax rate, to the last unit of stock', () => {
  const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 });
  fc.assert(
    fc.property(
      saleArb,
      cuts,
      fc.array(fc.nat(), { minLength: 7, maxLength: 30 }),
      fc.record({ size: fc.integer({ min: 1, max: 3 }), later: fc.option(fc.constantFrom(0, 5, 50, 500)) }),
      ({ sale, rounding }, at, keys, { size, later }) => {
        expect(checkSums(sale)).toEqual([]);
        const refunds: SalePayload[] = [];
        const queue = steps(sale, at, keys);
        while (queue.length > 0) {
          const chosen = queue
            .splice(0, size)
            .map(({ lineId, quantityMilli }) => ({ lineId, quantityMilli: milli(quantityMilli), restock: true }));
          // The shop may have changed how it rounds since the sale, and again since the first refund.
          const now = later !== null && refunds.length % 2 === 1 ? minor(later) : rounding;
          const refund = refunded(sale, refunds, chosen, queue.length === 0 && later !== null ? minor(later) : now);
          expect(checkSums(refund)).toEqual([]);
          expect(salePayloadSchema.safeParse(refund).success).toBe(true);
          expect(refund.totalMinor).toBeLessThanOrEqual(0);
          refunds.push(refund);
          const givenBack = -refunds.reduce((sum, { totalMinor }) => sum + totalMinor, 0);
          expect(givenBack).toBeLessThanOrEqual(sale.totalMinor);
        }
        expect(worth(refunds, -1)).toEqual(worth([sale], 1));
        expect(tendersLeft(sale, returnedSoFar(sale, refunds)).filter((tender) => tender.leftMinor !== 0)).toEqual([]);
      },
    ),
    { numRuns: 500 },
  );
});

const three = (): SalePayload =>
  sold(cartOf([lineOf(1, { quantityMilli: milli(3000), unitPriceMinor: minor(33), taxRates: [VAT] })]), [
    tenderSchema.parse({ method: 'cash', amountMinor: 100 }),
  ]);

test('more than was sold can’t come back, and the refusal says how much is left', () => {
  const sale = three();
  const lineId = sale.lines[0]?.id ?? '';
  const one = refunded(sale, [], [{ lineId, quantityMilli: milli(2000), restock: true }]);
  const returned = returnedSoFar(sale, [one]);
  const refusal = (chosen: readonly RefundChoice[]) =>
    refundCart({ original: sale, returned, chosen, makeId }, head(minor(0)));
  expect(refusal([{ lineId, quantityMilli: milli(2000), restock: true }])).toMatchObject({
    refusal: 'refund_too_much',
    details: { leftMilli: 1000 },
  });
  const twice = { lineId, quantityMilli: milli(1000), restock: true };
  expect(refusal([twice, twice])).toMatchObject({ refusal: 'refund_too_much', details: { leftMilli: 0 } });
  expect(refusal([{ ...twice, quantityMilli: milli(500) }])).toMatchObject({ refusal: 'quantity_not_whole' });
  expect(refusal([{ ...twice, quantityMilli: milli(-1000) }])).toMatchObject({ refusal: 'quantity_not_positive' });
  expect(refusal([{ ...twice, lineId: idOf(77) }])).toMatchObject({ refusal: 'refund_line_unknown' });
  expect(refusal([])).toMatchObject({ refusal: 'sale_empty' });
  expect(refundCart({ original: one, returned, chosen: [twice], makeId }, head(minor(0)))).toMatchObject({
    refusal: 'refund_sale_unknown',
  });
});

test('goods that don’t go back on the shelf move no stock, and the next part still moves its own', () => {
  const sale = three();
  const lineId = sale.lines[0]?.id ?? '';
  const broken = refunded(sale, [], [{ lineId, quantityMilli: milli(1000), restock: false }]);
  const good = refunded(sale, [broken], [{ lineId, quantityMilli: milli(2000), restock: true }]);
  expect(broken.lines[0]?.moves).toEqual([]);
  expect(good.lines[0]?.moves.map((move) => move.quantityMilli)).toEqual([-2000]);
});

test('parts that don’t divide are rounded half away from zero as they add up', () => {
  const discount: Discount = { kind: 'amount', amountMinor: minor(100), reason: 'r', by };
  const cart = cartOf([lineOf(1, { quantityMilli: milli(3000), unitPriceMinor: minor(100), discount })]);
  const sale = sold(cart, [tenderSchema.parse({ method: 'card', amountMinor: 200 })]);
  const one = [{ lineId: sale.lines[0]?.id ?? '', quantityMilli: milli(1000), restock: true }];
  const refunds: SalePayload[] = [];
  for (let piece = 0; piece < 3; piece += 1) refunds.push(refunded(sale, refunds, one));
  expect(refunds.map((refund) => refund.totalMinor)).toEqual([-67, -66, -67]);
});

test('two tills that refunded the same line apart lead to a last refund that makes the sum right', () => {
  const sale = sold(
    cartOf([
      lineOf(1, {
        quantityMilli: milli(3000),
        unitPriceMinor: minor(100),
        discount: { kind: 'amount', amountMinor: minor(200), reason: 'r', by },
      }),
    ]),
    [tenderSchema.parse({ method: 'card', amountMinor: 100 })],
  );
  const one = [{ lineId: sale.lines[0]?.id ?? '', quantityMilli: milli(1000), restock: true }];
  const apart = [refunded(sale, [], one), refunded(sale, [], one)];
  expect(apart.map((refund) => refund.totalMinor)).toEqual([-33, -33]);
  expect(refunded(sale, apart, one).totalMinor).toBe(-34);
});

test('what was paid in parts goes back in the order of the payments', () => {
  const sale = sold(cartOf([lineOf(1, { quantityMilli: milli(2000), unitPriceMinor: minor(500) })]), [
    tenderSchema.parse({ method: 'card', amountMinor: 600, reference: '1234' }),
    tenderSchema.parse({ method: 'transfer', amountMinor: 400 }),
  ]);
  const half = [{ lineId: sale.lines[0]?.id ?? '', quantityMilli: milli(1000), restock: true }];
  const first = refunded(sale, [], half);
  const second = refunded(sale, [first], half);
  const ways = (refund: SalePayload) =>
    refund.payments.map(({ method, amountMinor, reference }) => [method, amountMinor, reference]);
  const left = (earlier: readonly SalePayload[]) =>
    tendersLeft(sale, returnedSoFar(sale, earlier)).map(({ method, leftMinor }) => [method, leftMinor]);
  expect(left([])).toEqual([
    ['card', 600],
    ['transfer', 400],
  ]);
  expect(left([first])).toEqual([
    ['card', 100],
    ['transfer', 400],
  ]);
  expect(ways(first)).toEqual([['card', -500, '1234']]);
  expect(ways(second)).toEqual([
    ['card', -100, '1234'],
    ['transfer', -400, ''],
  ]);
});

test('goods that were paid for with returned goods come back as cash', () => {
  const back = lineOf(2, { quantityMilli: milli(-1000), unitPriceMinor: minor(300) });
  const cart = cartOf([lineOf(1, { unitPriceMinor: minor(500) }), back], { kind: 'exchange' });
  const exchange = sold(cart, [tenderSchema.parse({ method: 'card', amountMinor: 200 })]);
  const refund = refunded(
    exchange,
    [],
    [{ lineId: exchange.lines[0]?.id ?? '', quantityMilli: milli(1000), restock: true }],
  );
  expect(refund.payments.map(({ method, amountMinor }) => [method, amountMinor])).toEqual([
    ['card', -200],
    ['cash', -300],
  ]);
  expect(checkSums(refund)).toEqual([]);
});
