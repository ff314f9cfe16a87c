import { expect, test } from 'vitest';
import { hashPassword, isPassword, passwordFault } from './password.ts';

test('a password is 10 to 72 bytes, since bcrypt would cut what follows', () => {
  expect(passwordFault('short-one', [])).toContain('at least 10');
  expect(passwordFault('avocado-toast-at-six', [])).toBeUndefined();
  expect(passwordFault('xyz!'.repeat(18), [])).toBeUndefined();
  expect(passwordFault(`${'xyz!'.repeat(18)}a`, [])).toContain('at most 72');
  expect(passwordFault('₦aira'.repeat(11), [])).toContain('at most 72');
});

test('what everybody guesses first is refused', () => {
  for (const common of ['Password123', '1234567890', 'aaaaaaaaaaaa', 'owner@adeyemi.example']) {
    expect(passwordFault(common, ['owner@adeyemi.example'])).toBeDefined();
  }
});

test('the right password matches, a longer one with the same beginning does not, and nobody has none', async () => {
  const longest = 'xyz!'.repeat(18);
  const stored = await hashPassword(longest);
  expect(await isPassword(longest, stored)).toBe(true);
  expect(await isPassword(`${longest}tail`, stored)).toBe(false);
  expect(await isPassword('anything-at-all', null)).toBe(false);
});

test('a missing account takes as long as a real one: its stand-in is a hash of the same cost', async () => {
  const stored = await hashPassword('avocado-toast-at-six');
  expect(stored.slice(0, 7)).toBe('$2b$10$');
  const started = performance.now();
  await isPassword('avocado-toast-at-six', null);
  const absentMs = performance.now() - started;
  expect(absentMs).toBeGreaterThan(5);
});
