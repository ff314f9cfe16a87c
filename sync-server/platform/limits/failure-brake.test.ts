import { expect, test } from 'vitest';
import { createFailureBrake } from './failure-brake.ts';

test('five failures are free, then each doubles the pause up to a minute', async () => {
  let now = 0;
  const brake = createFailureBrake(() => now, null);
  for (let count = 0; count < 4; count += 1) await brake.fail('ada');
  expect(await brake.pauseMs('ada')).toBe(0);
  const pauses: number[] = [];
  for (let count = 5; count <= 13; count += 1) {
    await brake.fail('ada');
    pauses.push(await brake.pauseMs('ada'));
  }
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  expect(await brake.pauseMs('ben')).toBe(0);
  now = 60_000;
  expect(await brake.pauseMs('ada')).toBe(0);
});

test('success, or a quarter of an hour, forgets the failures', async () => {
  let now = 0;
  const brake = createFailureBrake(() => now, null);
  for (let count = 0; count < 6; count += 1) await brake.fail('ada');
  await brake.succeed('ada');
  expect(await brake.pauseMs('ada')).toBe(0);
  for (let count = 0; count < 6; count += 1) await brake.fail('ada');
  now = 15 * 60_000;
  await brake.fail('ada');
  expect(await brake.pauseMs('ada')).toBe(0);
});

test('of tries at one moment no more are let through than are free', async () => {
  const brake = createFailureBrake(() => 0, null);
  const pauses = await Promise.all(Array.from({ length: 8 }, () => brake.attempt('ada')));
  expect(pauses).toEqual([0, 0, 0, 0, 0, 1000, 1000, 1000]);
  await brake.succeed('ada');
  expect(await brake.attempt('ada')).toBe(0);
});
