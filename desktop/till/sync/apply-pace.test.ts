import { expect, test } from 'vitest';
import { createApplyPace } from './apply-pace.ts';

test('of a disk that was not measured yet nothing is known', () => {
  expect(createApplyPace().rowsWithin(100, 500)).toBe(500);
});

test('a slow disk takes as many rows as it writes within the time', () => {
  const pace = createApplyPace();
  pace.took(500, 250);
  expect(pace.rowsWithin(100, 500)).toBe(200);
});

test('a pause of the machine is no slow disk, and five slow pages are', () => {
  const pace = createApplyPace();
  pace.took(100, 10);
  pace.took(100, 3000);
  expect(pace.rowsWithin(100, 500)).toBe(1000);
  for (let page = 0; page < 4; page += 1) pace.took(100, 100);
  expect(pace.rowsWithin(100, 500)).toBe(100);
});

test('pages of a few rows say nothing, and a hundred rows always go', () => {
  const pace = createApplyPace();
  pace.took(3, 400);
  expect(pace.rowsWithin(100, 500)).toBe(500);
  pace.took(20, 4000);
  expect(pace.rowsWithin(100, 500)).toBe(100);
});
