import { expect, test } from 'vitest';
import { Breaker } from './breaker.ts';

const MINUTE_MS = 60_000;
const fail = (breaker: Breaker, tillId: string, nowMs: number, other: { code?: string; businessId?: string } = {}) =>
  breaker.failed({ type: 'sale.completed', code: 'change_malformed', businessId: 'lekki', tillId, nowMs, ...other });
const holds = (breaker: Breaker, nowMs: number, other: { type?: string; businessId?: string } = {}) =>
  breaker.holds({ type: 'sale.completed', businessId: 'lekki', nowMs, ...other });

test('three tills that fail alike within ten minutes hold the type back, for fifteen minutes at most', () => {
  const breaker = new Breaker();
  expect(fail(breaker, 'a', 0)).toBe(false);
  expect(fail(breaker, 'b', MINUTE_MS)).toBe(false);
  expect(fail(breaker, 'b', 2 * MINUTE_MS)).toBe(false);
  expect(fail(breaker, 'c', 3 * MINUTE_MS)).toBe(true);
  expect(holds(breaker, 17 * MINUTE_MS)).toBe(true);
  expect(holds(breaker, 4 * MINUTE_MS, { type: 'cash.moved' })).toBe(false);
  expect(holds(breaker, 18 * MINUTE_MS)).toBe(false);
  expect(fail(breaker, 'd', 19 * MINUTE_MS)).toBe(false);
});

test('failures of other codes, or long apart, or of a type that worked, hold nothing back', () => {
  const breaker = new Breaker();
  fail(breaker, 'a', 0);
  fail(breaker, 'b', 0, { code: 'id_clash' });
  expect(fail(breaker, 'c', 0)).toBe(false);
  expect(fail(breaker, 'd', 11 * MINUTE_MS)).toBe(false);
  breaker.succeeded('sale.completed');
  for (const till of ['e', 'f', 'g', 'h']) expect(fail(breaker, till, 12 * MINUTE_MS)).toBe(false);
});

test('the bad data of one business holds nobody else’s pushes back', () => {
  const breaker = new Breaker();
  for (const till of ['a', 'b', 'c', 'd']) fail(breaker, till, 0);
  expect(holds(breaker, MINUTE_MS)).toBe(true);
  expect(holds(breaker, MINUTE_MS, { businessId: 'ikeja' })).toBe(false);
});

test('tills of two businesses that fail alike have only our program in common: it is held back everywhere', () => {
  const told: string[] = [];
  const breaker = new Breaker(({ tillId }) => told.push(tillId));
  fail(breaker, 'a', 0);
  fail(breaker, 'b', 0);
  expect(fail(breaker, 'c', MINUTE_MS, { businessId: 'ikeja' })).toBe(true);
  expect(holds(breaker, MINUTE_MS)).toBe(true);
  expect(holds(breaker, MINUTE_MS, { businessId: 'yaba' })).toBe(true);
  expect(told).toEqual(['c']);
});
