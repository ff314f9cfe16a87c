import { expect, test } from 'vitest';
import { Breaker } from './breaker.ts';

const MINUTE_MS = 60_000;
const fail = (breaker: Breaker, tillId: string, nowMs: number, code = 'change_malformed') =>
  breaker.failed({ type: 'sale.completed', code, tillId, nowMs });

test('three tills that fail alike within ten minutes hold the type back, for fifteen minutes at most', () => {
  const breaker = new Breaker();
  expect(fail(breaker, 'a', 0)).toBe(false);
  expect(fail(breaker, 'b', MINUTE_MS)).toBe(false);
  expect(fail(breaker, 'b', 2 * MINUTE_MS)).toBe(false);
  expect(fail(breaker, 'c', 3 * MINUTE_MS)).toBe(true);
  expect(breaker.holds('sale.completed', 17 * MINUTE_MS)).toBe(true);
  expect(breaker.holds('cash.moved', 4 * MINUTE_MS)).toBe(false);
  expect(breaker.holds('sale.completed', 18 * MINUTE_MS)).toBe(false);
  expect(fail(breaker, 'd', 19 * MINUTE_MS)).toBe(false);
});

test('failures of other codes, or long apart, or of a type that worked, hold nothing back', () => {
  const breaker = new Breaker();
  fail(breaker, 'a', 0);
  fail(breaker, 'b', 0, 'id_clash');
  expect(fail(breaker, 'c', 0)).toBe(false);
  expect(fail(breaker, 'd', 11 * MINUTE_MS)).toBe(false);
  breaker.succeeded('sale.completed');
  for (const till of ['e', 'f', 'g', 'h']) expect(fail(breaker, till, 12 * MINUTE_MS)).toBe(false);
});
