import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { VAT, cartOf, countingIds, idOf, lineOf } from '#tests/support/carts.ts';
import { checkSums } from './check-sums.ts';
import { priceCart } from './price-cart.ts';
import { type SalePayload, salePayloadSchema } from './sale-payload.ts';
import { settle } from './settle.ts';
import { tenderSchema } from './tender.ts';
import { toPayload } from './to-payload.ts';

const by = idOf(1);

function sample(): SalePayload {
  const weighed = lineOf(2, {
    baseUnit: 'kg',
    quantityMilli: milli(1245),
    discount: { kind: 'percent', ppm: 100_000, reason: 'ripe', by },
  });
  const cart = cartOf(
    [lineOf(1, { taxRates: [VAT] }), weighed, lineOf(3, { quantityMilli: milli(-1000), restock: false })],
    {
      kind: 'exchange',
      discount: { kind: 'amount', amountMinor: minor(20), reason: 'friend', by },
    },
  );
  const makeId = countingIds();
  const priced = priceCart(cart);
  const settled = settle({ cart, priced, tenders: [tenderSchema.parse({ method: 'cash', amountMinor: 500 })], makeId });
  if (!settled.ok) throw new Error(`refused: ${settled.refusal}`);
  return toPayload({
    cart,
    priced,
    settled: settled.value,
    receiptNumber: 'R-1',
    cashierName: 'Ada',
    shiftId: null,
    makeId,
  });
}

test('the finished fact is whole: it parses, adds up, moves its stock and says why something was cheaper', () => {
  const sale = sample();
  expect(salePayloadSchema.parse(sale)).toEqual(sale);
  expect(checkSums(sale)).toEqual([]);
  expect(sale.lines.map((line) => line.moves.map((move) => move.quantityMilli))).toEqual([[1000], [1245], []]);
  expect(sale.lines.map((line) => line.discountReason)).toEqual(['friend', 'ripe; friend', '']);
});

test('a reason that is too long is cut between characters', () => {
  const sale = sample();
  const long = { ...lineOf(1), discount: { kind: 'percent', ppm: 1000, reason: `x${'🙂'.repeat(59)}`, by } as const };
  const cart = cartOf([{ ...long, unitPriceMinor: minor(10_000) }], { discount: { ...long.discount, reason: '🙂' } });
  const priced = priceCart(cart);
  const made = toPayload({
    cart,
    priced,
    settled: {
      payments: [],
      totalMinor: priced.totalMinor,
      roundingMinor: minor(0),
      paidMinor: minor(0),
      balanceMinor: minor(0),
      changeMinor: minor(0),
    },
    receiptNumber: 'R',
    cashierName: '',
    shiftId: null,
    makeId: countingIds(),
  });
  const reason = made.lines[0]?.discountReason ?? '';
  expect(reason.isWellFormed()).toBe(true);
  expect(reason.length).toBeLessThanOrEqual(120);
  expect(sale.lines).toHaveLength(3);
});

const amounts = [
  'grossMinor',
  'discountMinor',
  'taxMinor',
  'subtotalMinor',
  'totalMinor',
  'roundingMinor',
  'paidMinor',
  'balanceMinor',
] as const;

test.each(amounts)('a sale whose %s is off by one is found', (field) => {
  const sale = sample();
  expect(checkSums({ ...sale, [field]: sale[field] + 1 })).not.toEqual([]);
});

test.each([
  'grossMinor',
  'lineDiscountMinor',
  'cartDiscountMinor',
  'discountMinor',
  'taxMinor',
  'subtotalMinor',
  'totalMinor',
] as const)('a line whose %s is off by one is found', (field) => {
  const sale = sample();
  const lines = sale.lines.map((line, place) => (place === 0 ? { ...line, [field]: line[field] + 1 } : line));
  expect(checkSums({ ...sale, lines })).not.toEqual([]);
});

test('a payment that is not what was handed over less the change is found', () => {
  const sale = sample();
  const payments = sale.payments.map((payment) => ({ ...payment, changeMinor: minor(payment.changeMinor + 1) }));
  expect(checkSums({ ...sale, payments })).toEqual(['payment_amount']);
});
