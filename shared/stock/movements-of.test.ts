import { expect, test } from 'vitest';
import { costE4 } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { countsOf, movementsOf, touchesStock } from './movements-of.ts';

const move = (id: string, quantityMilli: number) => ({
  id,
  variantId: 'v',
  batchId: 'b',
  quantityMilli: milli(quantityMilli),
  unitCostE4: costE4(20_000),
});

test('a sale takes from the shelf what its lines moved, and a bundle each of its parts', () => {
  const movements = movementsOf({
    type: 'sale.completed',
    payload: { lines: [{ moves: [move('1', 2000), move('2', 500)] }, { moves: [] }] },
  });
  expect(movements.map(({ id, quantityMilli, kind }) => [id, quantityMilli, kind])).toEqual([
    ['1', -2000, 'sale'],
    ['2', -500, 'sale'],
  ]);
});

test('what comes back in a refund or an exchange is put on the shelf', () => {
  const lines = [{ moves: [move('1', -1000)] }, { moves: [move('2', 1000)] }];
  for (const type of ['sale.refunded', 'sale.completed'] as const) {
    expect(movementsOf({ type, payload: { lines } }).map(({ quantityMilli, kind }) => [quantityMilli, kind])).toEqual([
      [1000, 'refund'],
      [-1000, 'sale'],
    ]);
  }
});

test('adjusting and receiving move as they say, with reason and cost', () => {
  expect(movementsOf({ type: 'stock.adjusted', payload: { reason: 'damaged', lines: [move('1', -300)] } })).toEqual([
    { ...move('1', -300), kind: 'adjust', reason: 'damaged' },
  ]);
  expect(movementsOf({ type: 'stock.received', payload: { lines: [move('1', 12_000)] } })).toEqual([
    { ...move('1', 12_000), kind: 'receive', reason: '' },
  ]);
});

test('a count moves nothing: it is an anchor', () => {
  const line = { id: '1', variantId: 'v', batchId: 'b', countedMilli: milli(4000), expectedMilli: milli(5000) };
  const change = { type: 'stock.counted', payload: { lines: [line] } } as const;
  expect(movementsOf(change)).toEqual([]);
  expect(countsOf(change)).toEqual([line]);
  expect(countsOf({ type: 'stock.received', payload: { lines: [] } })).toEqual([]);
});

test('other changes touch no stock', () => {
  expect(touchesStock({ type: 'shift.opened' })).toBe(false);
  expect(touchesStock({ type: 'stock.counted' })).toBe(true);
});
