import { expect, test } from 'vitest';
import { createBatchSize } from './batch-size.ts';

test('halves down to one and comes back to its limit', () => {
  const size = createBatchSize({ start: 500, max: 500 });
  const seen: number[] = [];
  for (let step = 0; step < 12; step += 1) {
    size.failed();
    seen.push(size.now());
  }
  expect(seen).toEqual([250, 125, 62, 31, 15, 7, 3, 1, 1, 1, 1, 1]);
  for (let step = 0; step < 12; step += 1) size.good();
  expect(size.now()).toBe(500);
});

test('a slow disk lowers the limit, and a quick one lifts it again', () => {
  const size = createBatchSize({ start: 1000, max: 2000 });
  size.cap(300);
  size.good();
  expect(size.now()).toBe(300);
  size.cap(5000);
  size.good();
  size.good();
  size.good();
  expect(size.now()).toBe(2000);
});

test('what failed counts, not what was allowed', () => {
  const size = createBatchSize({ start: 500, max: 500 });
  size.failed(59);
  expect(size.now()).toBe(29);
});
