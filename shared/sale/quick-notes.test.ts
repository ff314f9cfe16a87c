import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Minor, minor } from '#shared/base/money.ts';
import { changeNotes } from './change-notes.ts';
import { quickNotes } from './quick-notes.ts';

const NAIRA = [100_000, 50_000, 20_000, 10_000, 5000, 2000, 1000, 500].map(minor);
const suggested = (naira: number): readonly number[] => quickNotes(minor(naira * 100), NAIRA).map((sum) => sum / 100);

test('suggests the sums that people hand over', () => {
  expect(suggested(8575)).toEqual([9000, 10_000, 20_000]);
  expect(suggested(350)).toEqual([400, 500, 1000]);
  expect(suggested(1850)).toEqual([1900, 2000, 5000]);
  expect(suggested(36_576)).toEqual([40_000, 50_000, 100_000]);
});

test('suggests nothing where nothing is due, or where there are no notes', () => {
  expect(suggested(0)).toEqual([]);
  expect(suggested(-100)).toEqual([]);
  expect(quickNotes(minor(100), [])).toEqual([]);
});

test('a sum that is round to the largest handful has a suggestion too', () => {
  expect(quickNotes(minor(1e11), NAIRA)).toEqual([1e11 + 1e9]);
});

test('each suggestion is above what is due, each once, smallest first', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e11 }), (due) => {
      const sums = quickNotes(minor(due), NAIRA);
      expect(sums.length).toBeGreaterThan(0);
      expect(sums.length).toBeLessThanOrEqual(3);
      expect(Math.min(...sums)).toBeGreaterThan(due);
      expect([...new Set(sums)].toSorted((a, b) => a - b)).toEqual(sums);
    }),
  );
});

test('change is counted out in few notes, and what no coin fits is named', () => {
  const counted = (naira: number) => changeNotes(minor(naira * 100), NAIRA);
  expect(counted(1425).notes.map(({ denominationMinor, pieces }) => [denominationMinor / 100, pieces])).toEqual([
    [1000, 1],
    [200, 2],
    [20, 1],
    [5, 1],
  ]);
  expect(counted(3)).toEqual({ notes: [], leftMinor: 300 });
  expect(changeNotes(minor(-5), NAIRA)).toEqual({ notes: [], leftMinor: 0 });
});

test('the notes and what is left are the change', () => {
  const anyNotes: fc.Arbitrary<Minor[]> = fc.uniqueArray(fc.integer({ min: 1, max: 1e6 }).map(minor), { maxLength: 8 });
  fc.assert(
    fc.property(fc.nat(1e9), anyNotes, (change, denominations) => {
      const { notes, leftMinor } = changeNotes(minor(change), denominations);
      expect(notes.reduce<number>((sum, note) => sum + note.denominationMinor * note.pieces, leftMinor)).toBe(change);
      expect(leftMinor).toBeLessThan(Math.min(change + 1, ...denominations));
    }),
  );
});
