import { expect, test } from 'vitest';
import { quickNotes } from './quick-notes.ts';

const naira = [100_000, 50_000, 20_000, 10_000, 5000, 2000, 1000, 500];

test('for ₦8,575 people hand over ₦9,000, ₦10,000 or ₦20,000', () => {
  expect(quickNotes(857_500, naira)).toEqual([900_000, 1_000_000, 2_000_000]);
});

test('small sums are met with small notes, and the exact sum is not repeated', () => {
  expect(quickNotes(35_000, naira)).toEqual([36_000, 40_000, 50_000]);
  expect(quickNotes(100_000, naira)).not.toContain(100_000);
});
