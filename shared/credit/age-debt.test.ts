import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { ageDebt } from './age-debt.ts';

test('money pays what has been due longest', () => {
  const due = [
    { dueOn: '2026-01-01', amountMinor: minor(1000) },
    { dueOn: '2026-04-20', amountMinor: minor(200) },
    { dueOn: '2026-05-30', amountMinor: minor(30) },
  ];
  expect(ageDebt(due, minor(1230), '2026-06-01')).toMatchObject({
    days0To30Minor: 30,
    days31To60Minor: 200,
    days61To90Minor: 0,
    daysOver90Minor: 1000,
  });
  expect(ageDebt(due, minor(130), '2026-06-01')).toMatchObject({ days0To30Minor: 30, days31To60Minor: 100 });
});

test('the edges of each part', () => {
  const age = (dueOn: string) => ageDebt([{ dueOn, amountMinor: minor(1) }], minor(1), '2026-06-01');
  expect(age('2026-06-15').days0To30Minor).toBe(1);
  expect(age('2026-05-02').days0To30Minor).toBe(1);
  expect(age('2026-05-01').days31To60Minor).toBe(1);
  expect(age('2026-04-02').days31To60Minor).toBe(1);
  expect(age('2026-04-01').days61To90Minor).toBe(1);
  expect(age('2026-03-03').days61To90Minor).toBe(1);
  expect(age('2026-03-02').daysOver90Minor).toBe(1);
});

test('the parts always add up to the debt, and nothing is owed both ways', () => {
  const day = fc.integer({ min: 0, max: 400 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
  const bought = fc.array(fc.record({ dueOn: day, amountMinor: fc.integer({ min: 1, max: 1e9 }).map(minor) }));
  fc.assert(
    fc.property(bought, fc.integer({ min: -1e9, max: 1e10 }).map(minor), (due, balance) => {
      const aged = ageDebt(due, balance, '1971-01-01');
      const owed = aged.days0To30Minor + aged.days31To60Minor + aged.days61To90Minor + aged.daysOver90Minor;
      expect(owed - aged.inCreditMinor).toBe(balance);
      expect(owed * aged.inCreditMinor).toBe(0);
    }),
  );
});
