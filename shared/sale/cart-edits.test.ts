import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { type Outcome } from '#shared/base/outcome.ts';
import { milli } from '#shared/base/quantity.ts';
import { cartOf, idOf, lineOf } from '#tests/support/carts.ts';
import { addLine } from './add-line.ts';
import { CART_LINES_MAX, type Discount, JOURNAL_ENTRIES_MAX, type JournalEntry, cartSchema } from './cart.ts';
import { changeLine } from './change-line.ts';
import { clearCart } from './clear-cart.ts';
import { discountCart, discountableMinor } from './discount-cart.ts';
import { discountLine } from './discount-line.ts';
import type { EditBy } from './edit-by.ts';
import { priceCart } from './price-cart.ts';
import { removeLine } from './remove-line.ts';
import { setCustomer } from './set-customer.ts';

const by: EditBy = { atMs: 1_790_000_000_500, actorId: idOf(1), approvedBy: idOf(2) };
const percent: Discount = { kind: 'percent', ppm: 100_000, reason: 'dented', by: idOf(1) };
const amountOff = (amountMinor: number, reason = 'dented'): Discount => ({
  kind: 'amount',
  amountMinor: minor(amountMinor),
  reason,
  by: idOf(1),
});

function accepted<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal}`);
  return outcome.value;
}

function refusal(outcome: Outcome<unknown>): string | null {
  return outcome.ok ? null : outcome.refusal;
}

const again = (number: number, of: Parameters<typeof lineOf>[1] = {}) => ({ ...lineOf(1, of), id: idOf(number) });

test('the same thing again raises the quantity, and says which line was touched', () => {
  const cart = cartOf([lineOf(1), lineOf(2)]);
  const added = accepted(addLine(cart, again(3, { quantityMilli: milli(2000) }), true));
  expect(added).toMatchObject({ lineId: idOf(1), isNew: false });
  expect(added.cart.lines.map((line) => line.quantityMilli)).toEqual([3000, 1000]);
  expect(cart.lines[0]?.quantityMilli).toBe(1000);
});

test.each([
  ['another price', { unitPriceMinor: minor(99) }],
  ['another unit', { unit: { name: 'carton', factorMilli: milli(12_000) } }],
  ['another batch', { batchId: idOf(66) }],
  ['a serial number', { serial: 'S1' }],
  ['a note', { note: 'gift' }],
  ['a discount', { discount: percent }],
  ['a label that says its own amount', { fixedGrossMinor: minor(120) }],
])('%s makes a line of its own', (_what, of) => {
  const added = accepted(addLine(cartOf([lineOf(1)]), again(3, of), true));
  expect(added).toMatchObject({ lineId: idOf(3), isNew: true });
  expect(added.cart.lines).toHaveLength(2);
});

test('whoever asks for a line of its own gets it, and a line with a discount is left alone', () => {
  expect(accepted(addLine(cartOf([lineOf(1)]), again(3), false)).cart.lines).toHaveLength(2);
  expect(accepted(addLine(cartOf([lineOf(1, { discount: percent })]), again(3), true)).cart.lines).toHaveLength(2);
});

test('what a line can’t hold is refused in words, never with a crash', () => {
  const add = (of: Parameters<typeof lineOf>[1], kind: 'sale' | 'refund' | 'exchange' = 'sale') =>
    refusal(addLine(cartOf([], { kind }), lineOf(1, of), true));
  expect(add({ quantityMilli: milli(0) })).toBe('quantity_not_positive');
  expect(add({ quantityMilli: milli(-1000) })).toBe('quantity_not_positive');
  expect(add({ quantityMilli: milli(1000) }, 'refund')).toBe('quantity_not_positive');
  expect(add({ quantityMilli: milli(-1000) }, 'refund')).toBeNull();
  expect(add({ quantityMilli: milli(-1000) }, 'exchange')).toBe('quantity_not_positive');
  expect(add({ quantityMilli: milli(-1000), refundOfLineId: idOf(70) }, 'exchange')).toBeNull();
  expect(add({ quantityMilli: milli(1500) })).toBe('quantity_not_whole');
  expect(add({ quantityMilli: milli(1500), baseUnit: 'kg' })).toBeNull();
  expect(add({ quantityMilli: milli(1_000_001_000) })).toBe('quantity_too_large');
  expect(add({ unitPriceMinor: minor(-1) })).toBe('price_negative');
  expect(add({ unitPriceMinor: minor(Number.MAX_SAFE_INTEGER) })).toBe('price_too_large');
  expect(add({ unitPriceMinor: minor(1_000_000_000_000), quantityMilli: milli(1_000_000_000) })).toBe(
    'price_too_large',
  );
  expect(add({ fixedGrossMinor: minor(2_000_000_000_000) })).toBe('price_too_large');
});

test('what the edits let in can always be priced', () => {
  const dearest = lineOf(1, { quantityMilli: milli(1_000_000_000), unitPriceMinor: minor(1_000_000) });
  expect(priceCart(accepted(addLine(cartOf([]), dearest, true)).cart).totalMinor).toBe(1_000_000_000_000);
  expect(refusal(addLine(cartOf([dearest]), again(3, { unitPriceMinor: minor(1_000_000) }), true))).toBe(
    'quantity_too_large',
  );
});

test('a sale holds so many lines and no more', () => {
  const cart = cartOf(Array.from({ length: CART_LINES_MAX }, (_, place) => lineOf(place + 1)));
  expect(addLine(cart, lineOf(5000), true)).toMatchObject({
    refusal: 'sale_too_large',
    details: { max: CART_LINES_MAX },
  });
  expect(accepted(addLine(cart, again(5001), true)).isNew).toBe(false);
});

test('a lower quantity and another price are written down with what they took away', () => {
  const cart = cartOf([lineOf(1, { quantityMilli: milli(5000) })]);
  const changed = accepted(
    changeLine(
      cart,
      { lineId: idOf(1), quantityMilli: milli(2000), unitPriceMinor: minor(80), reason: 'last ones' },
      by,
    ),
  );
  expect(changed.lines[0]).toMatchObject({
    quantityMilli: 2000,
    unitPriceMinor: 80,
    listPriceMinor: 100,
    priceSource: 'override',
  });
  const common = { atMs: by.atMs, actorId: idOf(1), approvedBy: idOf(2), lineName: 'Item 1', reason: 'last ones' };
  expect(changed.journal).toEqual([
    { ...common, event: 'quantity_lowered', quantityMilli: 3000, amountMinor: 300 },
    { ...common, event: 'price_changed', quantityMilli: null, amountMinor: 40 },
  ]);
  expect(cartSchema.safeParse(changed).success).toBe(true);
});

test('a higher quantity and a note leave no entry', () => {
  const changed = accepted(
    changeLine(cartOf([lineOf(1)]), { lineId: idOf(1), quantityMilli: milli(4000), note: 'no bag' }, by),
  );
  expect(changed).toMatchObject({
    journal: [],
    lines: [{ quantityMilli: 4000, note: 'no bag', priceSource: 'variant' }],
  });
});

test('a label’s own amount ends with the quantity that it was for', () => {
  const cart = cartOf([lineOf(1, { fixedGrossMinor: minor(350), note: '' })]);
  expect(accepted(changeLine(cart, { lineId: idOf(1), note: 'x' }, by)).lines[0]?.fixedGrossMinor).toBe(350);
  expect(
    accepted(changeLine(cart, { lineId: idOf(1), quantityMilli: milli(2000) }, by)).lines[0]?.fixedGrossMinor,
  ).toBeNull();
});

test('a changed line keeps the limits of a new one, and its direction', () => {
  const cart = cartOf([lineOf(1), lineOf(2, { quantityMilli: milli(-1000), refundOfLineId: idOf(70) })], {
    kind: 'exchange',
  });
  const change = (lineId: string, quantity: number) =>
    refusal(changeLine(cart, { lineId, quantityMilli: milli(quantity) }, by));
  expect(change(idOf(1), 0)).toBe('quantity_not_positive');
  expect(change(idOf(1), -1000)).toBe('quantity_not_positive');
  expect(change(idOf(1), 500)).toBe('quantity_not_whole');
  expect(change(idOf(9), 1000)).toBe('line_unknown');
  expect(change(idOf(2), -2000)).toBe('line_from_receipt');
  expect(refusal(changeLine(cart, { lineId: idOf(2), unitPriceMinor: minor(5) }, by))).toBe('line_from_receipt');
  expect(refusal(changeLine(cart, { lineId: idOf(2), note: 'torn' }, by))).toBeNull();
  expect(refusal(changeLine(cart, { lineId: idOf(1), unitPriceMinor: minor(-5) }, by))).toBe('price_negative');
});

test('a removed line stays in the journal with what it was worth', () => {
  const cart = cartOf([lineOf(1, { discount: percent }), lineOf(2)]);
  const without = accepted(removeLine(cart, { lineId: idOf(1), reason: 'too dear' }, by));
  expect(without.lines.map((line) => line.id)).toEqual([idOf(2)]);
  expect(without.journal).toMatchObject([
    { event: 'line_removed', quantityMilli: 1000, amountMinor: 90, reason: 'too dear' },
  ]);
  expect(refusal(removeLine(cart, { lineId: idOf(9) }, by))).toBe('line_unknown');
});

test('a discount needs a reason, is more than nothing and not more than the line', () => {
  const cart = cartOf([lineOf(1), lineOf(2, { quantityMilli: milli(-1000), refundOfLineId: idOf(70) })], {
    kind: 'exchange',
  });
  const give = (discount: Discount | null, lineId = idOf(1)) => discountLine(cart, { lineId, discount }, by);
  expect(accepted(give(percent)).journal).toMatchObject([
    { event: 'discount_given', amountMinor: 10, reason: 'dented' },
  ]);
  expect(refusal(give(amountOff(101)))).toBe('discount_too_large');
  expect(refusal(give(amountOff(0)))).toBe('amount_not_positive');
  expect(refusal(give(amountOff(5, '  ')))).toBe('reason_required');
  expect(refusal(give(percent, idOf(9)))).toBe('line_unknown');
  expect(refusal(give(percent, idOf(2)))).toBe('line_from_receipt');
  expect(accepted(give(null)).journal).toEqual([]);
});

test('a discount on the sale is taken from what the lines leave, without the goods of a receipt', () => {
  const cart = cartOf(
    [lineOf(1, { discount: percent }), lineOf(2), lineOf(3, { quantityMilli: milli(-5000), refundOfLineId: idOf(70) })],
    { kind: 'exchange' },
  );
  expect(discountableMinor(cart)).toBe(190);
  expect(accepted(discountCart(cart, percent, by)).journal).toMatchObject([
    { event: 'cart_discount_given', amountMinor: 19 },
  ]);
  expect(discountCart(cart, amountOff(191), by)).toMatchObject({
    refusal: 'discount_too_large',
    details: { maxMinor: 190 },
  });
  expect(accepted(discountCart({ ...cart, discount: percent }, null, by)).discount).toBeNull();
});

test('a customer comes and goes', () => {
  const named = accepted(setCustomer(cartOf([]), { id: idOf(5), name: 'Bisi', isTaxExempt: true }));
  expect(named).toMatchObject({ customerId: idOf(5), customerName: 'Bisi' });
  expect(accepted(setCustomer(named, null))).toMatchObject({ customerId: null, customerName: null });
});

test('a cleared cart is empty, and its journal says what lay in it', () => {
  const cart = cartOf([lineOf(1), lineOf(2)], {
    customerId: idOf(5),
    customerName: 'Bisi',
    note: 'x',
    discount: percent,
  });
  const cleared = accepted(clearCart(cart, 'walked away', by));
  expect(cleared).toMatchObject({ lines: [], discount: null, customerId: null, note: '' });
  expect(cleared.journal).toMatchObject([{ event: 'cart_cleared', amountMinor: 180, reason: 'walked away' }]);
  expect(accepted(clearCart(cartOf([]), '', by)).journal).toEqual([]);
});

test('a full journal refuses what it could not write down', () => {
  const entry: JournalEntry = {
    atMs: 1,
    actorId: idOf(1),
    event: 'parked',
    lineName: null,
    quantityMilli: null,
    amountMinor: null,
    reason: '',
    approvedBy: null,
  };
  const cart = cartOf([lineOf(1, { quantityMilli: milli(2000) })], {
    journal: Array.from({ length: JOURNAL_ENTRIES_MAX }, () => entry),
  });
  expect(refusal(removeLine(cart, { lineId: idOf(1) }, by))).toBe('sale_too_large');
  expect(refusal(changeLine(cart, { lineId: idOf(1), quantityMilli: milli(1000), unitPriceMinor: minor(1) }, by))).toBe(
    'sale_too_large',
  );
});
