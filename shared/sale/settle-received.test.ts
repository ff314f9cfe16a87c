import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { idOf } from '#tests/support/carts.ts';
import { settleReceived } from './settle-received.ts';
import type { Tender } from './tender.ts';

let made = 0;
const makeId = (): string => idOf(++made);
const of = (amountMinor: number, ...tenders: readonly Pick<Tender, 'method' | 'amountMinor'>[]) =>
  settleReceived({
    amountMinor: minor(amountMinor),
    tenders: tenders.map((tender) => ({ ...tender, reference: '' })),
    makeId,
  });
const cash = (amount: number) => ({ method: 'cash', amountMinor: minor(amount) }) as const;
const card = (amount: number) => ({ method: 'card', amountMinor: minor(amount) }) as const;

test('payments come to what is paid, and only cash gives change, never all of it', () => {
  const tender = fc.record({
    method: fc.constantFrom('cash' as const, 'card' as const, 'transfer' as const),
    amountMinor: fc.integer({ min: 1, max: 10_000 }).map(minor),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), fc.array(tender, { maxLength: 5 }), (amount, tenders) => {
      const settled = of(amount, ...tenders);
      const handed = tenders.reduce((sum, one) => sum + one.amountMinor, 0);
      const notCash = tenders.reduce((sum, one) => sum + (one.method === 'cash' ? 0 : one.amountMinor), 0);
      // Cash pays a part of it, or nothing is too much.
      const fits = handed === amount || (handed > amount && notCash < amount);
      expect(settled.ok).toBe(fits);
      if (!settled.ok) return;
      const { payments, changeMinor } = settled.value;
      expect(payments.reduce((sum, one) => sum + one.amountMinor, 0)).toBe(amount);
      expect(payments.reduce((sum, one) => sum + one.changeMinor, 0)).toBe(changeMinor);
      for (const one of payments) {
        expect(one.amountMinor).toBe(one.tenderedMinor - one.changeMinor);
        if (one.method !== 'cash') expect(one.changeMinor).toBe(0);
      }
    }),
  );
});

test('too little, too much by card, nothing, and a debt paid by a debt are refused', () => {
  expect(of(1000, cash(400), card(500))).toMatchObject({ refusal: 'tender_short', details: { leftMinor: 100 } });
  expect(of(1000, card(1500))).toMatchObject({ refusal: 'tender_over', details: { overMinor: 500 } });
  expect(of(1000, card(1000), cash(500))).toMatchObject({ refusal: 'tender_over' });
  expect(of(0, cash(100))).toMatchObject({ refusal: 'amount_not_positive' });
  expect(of(500, cash(-500))).toMatchObject({ refusal: 'tender_sign' });
  expect(of(500, { method: 'credit', amountMinor: minor(500) })).toMatchObject({ refusal: 'tender_unavailable' });
  expect(
    settleReceived({
      amountMinor: minor(500),
      tenders: [{ ...cash(500), state: 'pending', reference: '' }],
      makeId,
    }),
  ).toMatchObject({ refusal: 'tender_state' });
});
