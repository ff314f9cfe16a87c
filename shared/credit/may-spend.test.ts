import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { maySpend } from './may-spend.ts';

const amount = fc.nat(10_000).map(minor);

test('no more is spent than stands on a credit, nor without word of the office more than is allowed', () => {
  fc.assert(
    fc.property(amount, amount, amount, fc.option(amount), (amountMinor, balanceMinor, unconfirmedMinor, limit) => {
      const allowed = maySpend({ amountMinor, balanceMinor, unconfirmedMinor, offlineLimitMinor: limit });
      const within = limit === null || unconfirmedMinor + amountMinor <= limit;
      expect(allowed.ok).toBe(amountMinor <= balanceMinor && within);
    }),
  );
});

test('a refusal says what is left', () => {
  const of = (amountMinor: number, balanceMinor: number, unconfirmedMinor: number, limit: number | null) =>
    maySpend({
      amountMinor: minor(amountMinor),
      balanceMinor: minor(balanceMinor),
      unconfirmedMinor: minor(unconfirmedMinor),
      offlineLimitMinor: limit === null ? null : minor(limit),
    });
  expect(of(600, 500, 0, null)).toMatchObject({ refusal: 'credit_short', details: { leftMinor: 500 } });
  expect(of(1, -200, 0, null)).toMatchObject({ refusal: 'credit_short', details: { leftMinor: 0 } });
  expect(of(300, 500, 100, 350)).toMatchObject({
    refusal: 'credit_offline_limit',
    details: { limitMinor: 350, leftMinor: 250 },
  });
});
