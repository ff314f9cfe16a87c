import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { type Payment, paymentMethodSchema, paymentStateSchema } from '#shared/sale/tender.ts';
import { idOf } from '#tests/support/carts.ts';
import { customerDebt } from './customer-debt.ts';
import { type LedgerChange, ledgerEntriesOf } from './ledger-entries.ts';

const payment: fc.Arbitrary<Payment> = fc.record({
  id: fc.integer({ min: 1, max: 1_000_000 }).map(idOf),
  method: fc.constantFrom(...paymentMethodSchema.options),
  amountMinor: fc.integer({ min: -1_000_000, max: 1_000_000 }).map(minor),
  tenderedMinor: fc.constant(minor(0)),
  changeMinor: fc.constant(minor(0)),
  state: fc.constantFrom(...paymentStateSchema.options),
  reference: fc.constant(''),
});
const change: fc.Arbitrary<LedgerChange> = fc.record({
  type: fc.constantFrom('sale.completed' as const, 'sale.refunded' as const, 'payment.received' as const),
  payload: fc.record({
    customerId: fc.constantFrom(null, idOf(7), idOf(8)),
    payments: fc.uniqueArray(payment, { maxLength: 6, selector: ({ id }) => id }),
  }),
});

test('a customer owes what went on account, less what was paid; money that never came pays nothing', () => {
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      let owed = 0;
      for (const { type, payload } of changes) {
        if (payload.customerId !== idOf(7)) continue;
        for (const { method, state, amountMinor } of payload.payments) {
          if (type !== 'payment.received') owed += method === 'credit' ? amountMinor : 0;
          else if (method !== 'credit' && state !== 'not_found' && state !== 'declined') owed -= amountMinor;
        }
      }
      const entries = changes.flatMap(ledgerEntriesOf).filter(({ accountId }) => accountId === idOf(7));
      expect(customerDebt(entries)).toBe(owed);
      expect(entries.every(({ amountMinor }) => amountMinor !== 0)).toBe(true);
    }),
  );
});

test('a sale that is nobody’s enters no ledger', () => {
  const paid = { id: idOf(1), method: 'credit', amountMinor: minor(500), state: 'confirmed' } as const;
  expect(ledgerEntriesOf({ type: 'sale.completed', payload: { customerId: null, payments: [paid] } })).toEqual([]);
});
