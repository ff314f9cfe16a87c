import { expect, test } from 'vitest';
import { idOf } from '#tests/support/carts.ts';
import { type StockItemView, stockItemViewSchema } from '#shared/till-calls/stock-calls.ts';
import { EMPTY_DRAFT, NEW_BATCH, addFound, directionOf, faultOf, splitLine } from './stock-draft.ts';
import { changeLine, removeLine, stepLine } from '../parts/collected-lines.ts';
import { quantityMilliOf } from '../parts/typed-quantity.ts';

const FIRST = { batchId: idOf(51), number: 'A1', expiresOn: '2026-04-01' };
const SECOND = { batchId: idOf(52), number: 'A2', expiresOn: null };

function found(number: number, more: object = {}, item: object = {}): StockItemView {
  return stockItemViewSchema.parse({
    item: {
      variantId: idOf(number),
      productId: idOf(1000 + number),
      name: `Item ${number}`,
      sku: '',
      color: 1,
      categoryId: null,
      unit: 'piece',
      priceMinor: 100,
      isWeighed: false,
      isOpenPrice: false,
      variantCount: 1,
      onHandMilli: 0,
      isLow: false,
      ...item,
    },
    quantityMilli: 1000,
    hasBatches: false,
    batches: [],
    unitCostE4: 1_750_500_000,
    ...more,
  });
}

const add = { mode: 'receive', times: 1, costPlaces: 6, lineId: 'a' } as const;

test('the same item again raises its line, a carton by its pieces, and a star multiplies', () => {
  const once = addFound(EMPTY_DRAFT, found(1), add);
  expect(once.lines).toMatchObject([{ quantity: '1', cost: '1750.5', batch: '' }]);
  const carton = addFound(once, found(1, { quantityMilli: 12_000 }), { ...add, times: 3, lineId: 'b' });
  expect(carton.lines).toMatchObject([{ id: 'a', quantity: '37' }]);
  expect(carton.chosenId).toBe('a');
});

test('what was typed stays typed: an emptied quantity counts as nothing when the next scan comes', () => {
  const emptied = changeLine(addFound(EMPTY_DRAFT, found(1), add), 'a', { quantity: '' });
  expect(faultOf(emptied, 'count')).toMatchObject({ kind: 'quantity', line: { id: 'a' } });
  expect(addFound(emptied, found(1), add).lines).toMatchObject([{ quantity: '1' }]);
});

test('weighed goods keep their thousandths, pieces stay whole', () => {
  const rice = addFound(EMPTY_DRAFT, found(2, { quantityMilli: 1245 }, { unit: 'kg' }), add);
  expect(rice.lines[0]?.quantity).toBe('1.245');
  expect(quantityMilliOf({ quantity: '2.5', unit: 'kg' })).toBe(2500);
  expect(quantityMilliOf({ quantity: '12', unit: 'piece' })).toBe(12_000);
  expect(quantityMilliOf({ quantity: '', unit: 'piece' })).toBeNull();
});

test('a delivery is a new batch that needs its number, a count is of the batch that goes next', () => {
  const milk = found(3, { hasBatches: true, batches: [FIRST, SECOND] });
  const received = addFound(EMPTY_DRAFT, milk, add);
  expect(received.lines).toMatchObject([{ batch: NEW_BATCH }]);
  expect(faultOf(received, 'receive')).toMatchObject({ kind: 'number' });
  expect(faultOf(changeLine(received, 'a', { batchNumber: 'B7' }), 'receive')).toBeNull();
  const counted = addFound(EMPTY_DRAFT, milk, { ...add, mode: 'count' });
  expect(counted.lines).toMatchObject([{ batch: FIRST.batchId }]);
  const [line] = counted.lines;
  expect(line === undefined ? null : splitLine(counted, line, 'b').lines).toMatchObject([
    { batch: FIRST.batchId },
    { id: 'b', batch: SECOND.batchId, quantity: '' },
  ]);
});

test('nothing counted is a count, nothing received is none; an adjustment says why', () => {
  const none = stepLine(addFound(EMPTY_DRAFT, found(1), add), 'a', -5000);
  expect(none.lines).toMatchObject([{ quantity: '0' }]);
  expect(faultOf(none, 'count')).toBeNull();
  expect(faultOf(none, 'receive')).toMatchObject({ kind: 'quantity' });
  expect(faultOf(addFound(EMPTY_DRAFT, found(1), add), 'adjust')).toMatchObject({ kind: 'reason' });
  expect(faultOf(EMPTY_DRAFT, 'count')).toMatchObject({ kind: 'lines' });
});

test('a reason says whether goods come or go, but for “other”', () => {
  expect(directionOf({ reason: 'found', direction: 'out' })).toBe('in');
  expect(directionOf({ reason: 'damaged', direction: 'in' })).toBe('out');
  expect(directionOf({ reason: 'other', direction: 'in' })).toBe('in');
});

test('the line after a removed one is chosen', () => {
  const two = addFound(addFound(EMPTY_DRAFT, found(1), add), found(2), { ...add, lineId: 'b' });
  expect(removeLine(two, 'a').chosenId).toBe('b');
  expect(removeLine(two, 'b').chosenId).toBe('a');
});
