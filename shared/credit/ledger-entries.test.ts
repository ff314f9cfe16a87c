import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { type Payment, paymentMethodSchema, paymentStateSchema } from '#shared/sale/tender.ts';
import { idOf } from '#tests/support/carts.ts';
import { customerDebt } from './customer-debt.ts';
import { type LedgerChange, countedMinor, ledgerEntriesOf } from './ledger-entries.ts';

const payment: fc.Arbitrary<Payment> = fc.record({
  id: fc.integer({ min: 1, max: 1_000_000 }).map(idOf),
  method: fc.constantFrom(...paymentMethodSchema.options),
  amountMinor: fc.integer({ min: -1_000_000, max: 1_000_000 }).map(minor),
  tenderedMinor: fc.constant(minor(0)),
  changeMinor: fc.constant(minor(0)),
  state: fc.constantFrom(...paymentStateSchema.options),
  reference: fc.constantFrom('', idOf(21), idOf(22), 'GTB 0042'),
});
const change = fc.record({
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

test('a credit holds what was put on it, less what was spent by it, and refunds go back on it', () => {
  const loading = fc.record({
    type: fc.constant('credit.loaded' as const),
    payload: fc.record({
      loadId: fc.integer({ min: 1, max: 1_000_000 }).map(idOf),
      creditId: fc.constantFrom(idOf(21), idOf(22)),
      amountMinor: fc.nat(1_000_000).map(minor),
      payments: fc.array(payment, { maxLength: 3 }),
    }),
  });
  fc.assert(
    fc.property(fc.array(fc.oneof(change, loading)), (changes: readonly LedgerChange[]) => {
      let held = 0;
      for (const one of changes) {
        if (one.type === 'credit.loaded' && one.payload.creditId === idOf(21)) held += one.payload.amountMinor;
        for (const paid of one.payload.payments)
          if ((paid.method === 'gift_card' || paid.method === 'store_credit') && paid.reference === idOf(21))
            held -= countedMinor(paid);
      }
      const entries = changes
        .flatMap(ledgerEntriesOf)
        .filter((entry) => entry.accountKind === 'credit' && entry.accountId === idOf(21));
      expect(entries.reduce((sum, entry) => sum + entry.amountMinor, 0)).toBe(held);
    }),
  );
});

test('a sale that is nobody’s enters no ledger', () => {
  const paid = { id: idOf(1), method: 'credit', amountMinor: minor(500), state: 'confirmed', reference: '' } as const;
  expect(ledgerEntriesOf({ type: 'sale.completed', payload: { customerId: null, payments: [paid] } })).toEqual([]);
});
