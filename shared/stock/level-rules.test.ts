import { expect, test } from 'vitest';
import { HLC_ZERO, makeHlc } from '#shared/base/hlc.ts';
import { milli } from '#shared/base/quantity.ts';
import { type LevelRowState, levelAfterCount, levelAfterMovement, shownLevel } from './level-rules.ts';

const stamp = (at: number): string => makeHlc(at, 0);
const row: LevelRowState = {
  quantityMilli: milli(10_000),
  anchorHlc: HLC_ZERO,
  included: { epochCounter: 1, seq: 5 },
  quarantined: new Set(),
};
const sold = (seq: number, epochCounter = 1) => ({
  changeId: `${epochCounter}/${seq}`,
  position: { epochCounter, seq },
  stamp: stamp(epochCounter * 100 + seq),
  quantityMilli: milli(-1000),
});
const view = { row, completeThrough: null, movements: [], counts: [] };

test('a sale that the row can’t contain yet is taken off it, one that it contains is not', () => {
  expect(shownLevel({ ...view, movements: [sold(5), sold(6)] })).toBe(9000);
});

test('a new epoch comes after all of the old one', () => {
  expect(shownLevel({ ...view, movements: [sold(1, 2)] })).toBe(9000);
});

test('a row that did not move contains all that its complete class does', () => {
  expect(shownLevel({ ...view, completeThrough: { epochCounter: 1, seq: 6 }, movements: [sold(6), sold(7)] })).toBe(
    9000,
  );
});

test('a sale that waits in quarantine still left the shelf', () => {
  expect(shownLevel({ ...view, row: { ...row, quarantined: new Set(['1/4']) }, movements: [sold(4), sold(5)] })).toBe(
    9000,
  );
});

test('what was sold before somebody counted is in the count, wherever it waits', () => {
  const counted = { ...row, anchorHlc: stamp(107), quarantined: new Set(['1/4']) };
  expect(shownLevel({ ...view, row: counted, movements: [sold(4), sold(6), sold(8)] })).toBe(9000);
});

test('an own count shows at once, with what was sold since, until a later one is known', () => {
  const count = { changeId: 'c', position: { epochCounter: 1, seq: 7 }, stamp: stamp(107), countedMilli: milli(4000) };
  expect(shownLevel({ ...view, movements: [sold(6), sold(8)], counts: [count] })).toBe(3000);
  expect(shownLevel({ ...view, row: { ...row, anchorHlc: stamp(200) }, counts: [count] })).toBe(10_000);
});

test('of two own counts the later one holds', () => {
  const count = (seq: number, counted: number) => ({
    changeId: 'c',
    position: { epochCounter: 1, seq },
    stamp: stamp(100 + seq),
    countedMilli: milli(counted),
  });
  expect(shownLevel({ ...view, counts: [count(9, 2000), count(7, 4000)] })).toBe(2000);
});

test('a movement that arrives late changes a count’s variance, not the level', () => {
  const level = { quantityMilli: milli(4000), anchorHlc: stamp(50) };
  expect(levelAfterMovement(level, { stamp: stamp(49), quantityMilli: milli(-1000) })).toEqual(level);
  expect(levelAfterMovement(level, { stamp: stamp(50), quantityMilli: milli(-1000) })).toEqual(level);
  expect(levelAfterMovement(level, { stamp: stamp(51), quantityMilli: milli(-1000) }).quantityMilli).toBe(3000);
});

test('a count that arrives late starts the level anew from then, an older one than the anchor does nothing', () => {
  const level = { quantityMilli: milli(4000), anchorHlc: stamp(50) };
  const since = [{ quantityMilli: milli(-1000) }, { quantityMilli: milli(500) }];
  expect(levelAfterCount(level, { stamp: stamp(60), countedMilli: milli(9000) }, since)).toEqual({
    quantityMilli: 8500,
    anchorHlc: stamp(60),
  });
  expect(levelAfterCount(level, { stamp: stamp(50), countedMilli: milli(9000) }, since)).toEqual(level);
});
