import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { customerDebt, mayOwe } from './customer-debt.ts';

test('a debt is the sum of its entries', () => {
  expect(customerDebt([])).toBe(0);
  expect(customerDebt([{ amountMinor: minor(500) }, { amountMinor: minor(-200) }, { amountMinor: minor(100) }])).toBe(
    400,
  );
});

test('a customer may owe up to the limit, and paying back is never refused', () => {
  expect(mayOwe(minor(300), minor(200), minor(500)).ok).toBe(true);
  expect(mayOwe(minor(300), minor(201), minor(500))).toEqual({
    ok: false,
    refusal: 'credit_limit',
    details: { limitMinor: 500, owesMinor: 300 },
  });
  expect(mayOwe(minor(900), minor(-100), minor(500)).ok).toBe(true);
});
