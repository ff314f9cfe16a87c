import { expect, test } from 'vitest';
import { SILENT_AFTER_MS, tillWord } from './till-state.ts';

const NOW = Date.parse('2026-11-21T13:18:00Z');
const seen = (agoMs: number) => ({ status: 'active' as const, lastSeenAt: new Date(NOW - agoMs).toISOString() });

test('a till without a sign for a quarter of an hour is silent', () => {
  expect(tillWord(seen(SILENT_AFTER_MS), NOW)).toBe('active');
  expect(tillWord(seen(SILENT_AFTER_MS + 1), NOW)).toBe('silent');
});

test('a till that is switched off is no silent till, and a new one was never heard from', () => {
  expect(tillWord({ status: 'revoked', lastSeenAt: null }, NOW)).toBe('revoked');
  expect(tillWord({ status: 'active', lastSeenAt: null }, NOW)).toBe('new');
});
