import { expect, test } from 'vitest';
import { compareSeries, nextSeries } from './next-series.ts';

test.each([
  [[], 'A'],
  [['A'], 'B'],
  [['A', 'C', 'B'], 'D'],
  [['Z'], 'AA'],
  [['B', 'AZ'], 'BA'],
  [['ZZ', 'C'], 'AAA'],
])('after %j comes %s', (seen, next) => {
  expect(nextSeries(seen)).toBe(next);
});

test('a new series comes after every one that was seen', () => {
  const seen: string[] = [];
  for (let count = 0; count < 800; count += 1) {
    const next = nextSeries(seen);
    expect(seen.every((one) => compareSeries(one, next) < 0)).toBe(true);
    seen.push(next);
  }
});
