import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PaidTerm, paidTerms } from './paid-terms.ts';

const STARTER = 'starter';
const GROWTH = 'growth';
const at = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const paid = (planId: string, on: string, more: Partial<PaidTerm> = {}): PaidTerm => ({
  planId,
  amountMinor: planId === STARTER ? 500_000 : 1_500_000,
  billingPeriod: 'monthly',
  paidAtMs: at(on),
  ...more,
});
const endOf = (payments: PaidTerm[], trial = '2026-01-01'): string | undefined => {
  const terms = paidTerms(payments, at(trial));
  return terms === null ? undefined : new Date(terms.endsAtMs).toISOString().slice(0, 10);
};

test('a month ends on the same day, or on the last of a shorter one; a year over a leap day', () => {
  expect(endOf([paid(STARTER, '2026-03-10')])).toBe('2026-04-10');
  expect(endOf([paid(STARTER, '2026-01-31')])).toBe('2026-02-28');
  expect(endOf([paid(STARTER, '2028-02-29', { billingPeriod: 'yearly' })])).toBe('2029-02-28');
  expect(endOf([])).toBeUndefined();
});

test('whoever pays early keeps what was left of the trial or of the same plan', () => {
  expect(endOf([paid(STARTER, '2026-03-10')], '2026-03-20')).toBe('2026-04-20');
  expect(endOf([paid(STARTER, '2026-03-10'), paid(STARTER, '2026-03-30')])).toBe('2026-05-10');
  expect(endOf([paid(STARTER, '2026-03-10'), paid(STARTER, '2026-06-01')])).toBe('2026-07-01');
});

test('another plan begins at once, and the rest of the old one is worth time of it', () => {
  // Nine of thirty days of a plan that costs a third are three days.
  const changed = [paid(STARTER, '2026-04-01'), paid(GROWTH, '2026-04-22')];
  expect(paidTerms(changed, at('2026-01-01'))?.planId).toBe(GROWTH);
  expect(endOf(changed)).toBe('2026-05-25');
});

test('another payment never ends a subscription sooner than without it, nor before its own period is over', () => {
  const one = fc.record({
    plan: fc.constantFrom(STARTER, GROWTH),
    yearly: fc.boolean(),
    day: fc.integer({ min: 0, max: 900 }),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 12 }), (them) => {
      const payments = them
        .map(({ plan, yearly, day }) =>
          paid(plan, '2026-01-01', {
            paidAtMs: at('2026-01-01') + day * 86_400_000,
            ...(yearly
              ? { billingPeriod: 'yearly' as const, amountMinor: plan === STARTER ? 5_000_000 : 15_000_000 }
              : {}),
          }),
        )
        .toSorted((a, b) => a.paidAtMs - b.paidAtMs);
      for (const [index, last] of payments.entries()) {
        const after = paidTerms(payments.slice(0, index + 1), at('2026-01-31'));
        expect(after?.endsAtMs).toBeGreaterThanOrEqual(last.paidAtMs + 28 * 86_400_000);
        expect(after?.planId).toBe(last.planId);
      }
    }),
  );
});
