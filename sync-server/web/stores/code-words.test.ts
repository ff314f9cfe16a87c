import { expect, test } from 'vitest';
import { codeGroups, timeLeft } from './code-words.ts';

test('a code is shown in groups that can be read out', () => {
  expect(codeGroups('K7QM2XPA')).toBe('K7QM 2XPA');
  expect(codeGroups('K7QM-2XPA')).toBe('K7QM-2XPA');
});

test('the ten minutes count down to nothing', () => {
  expect(timeLeft(600_000)).toBe('10:00');
  expect(timeLeft(9_001)).toBe('0:10');
  expect(timeLeft(0)).toBeNull();
});
