import { expect, test } from 'vitest';
import { createFailureBrake } from './failure-brake.ts';

test('five failures are free, then each doubles the pause up to a minute', () => {
  let now = 0;
  const brake = createFailureBrake(() => now);
  for (let count = 0; count < 4; count += 1) brake.fail('ada');
  expect(brake.pauseMs('ada')).toBe(0);
  const pauses = [5, 6, 7, 8, 9, 10, 11, 12, 13].map(() => {
    brake.fail('ada');
    return brake.pauseMs('ada');
  });
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  expect(brake.pauseMs('ben')).toBe(0);
  now = 60_000;
  expect(brake.pauseMs('ada')).toBe(0);
});

test('success, or a quarter of an hour, forgets the failures', () => {
  let now = 0;
  const brake = createFailureBrake(() => now);
  for (let count = 0; count < 6; count += 1) brake.fail('ada');
  brake.succeed('ada');
  expect(brake.pauseMs('ada')).toBe(0);
  for (let count = 0; count < 6; count += 1) brake.fail('ada');
  now = 15 * 60_000;
  brake.fail('ada');
  expect(brake.pauseMs('ada')).toBe(0);
});
