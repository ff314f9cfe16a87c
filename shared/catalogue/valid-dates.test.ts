import { expect, test } from 'vitest';
import { areContradictory, validityFault } from './valid-dates.ts';

const at = (day: number): number => Date.UTC(2026, 0, day);
const from = (day: number, to: number | null) => ({ validFromMs: at(day), validToMs: to === null ? null : at(to) });

test.each([
  [from(1, null), null],
  [{ validFromMs: 0, validToMs: null }, null],
  [from(1, 2), null],
  [from(2, 2), 'validToMs'],
  [from(2, 1), 'validToMs'],
  [{ validFromMs: 1_767_225_600, validToMs: null }, 'validFromMs'],
  [{ validFromMs: 0, validToMs: 1_767_225_600 }, 'validToMs'],
])('%o has its fault in %s', (validity, field) => {
  expect(validityFault(validity)?.field ?? null).toBe(field);
});

test.each([
  ['a week within the usual price', from(1, null), from(8, 15), false],
  ['a new usual price', from(1, null), from(8, null), false],
  ['one after the other', from(1, 8), from(8, 15), false],
  ['two weeks that overlap', from(1, 8), from(7, 15), true],
  ['a week into a new usual price', from(1, 8), from(7, null), true],
  ['two that begin at once', from(1, null), from(1, 5), true],
])('%s', (_, one, other, expected) => {
  expect(areContradictory(one, other)).toBe(expected);
  expect(areContradictory(other, one)).toBe(expected);
});
