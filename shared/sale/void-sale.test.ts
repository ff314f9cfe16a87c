import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { ledgerEntriesOf } from '#shared/credit/ledger-entries.ts';
import { movementsOf } from '#shared/stock/movements-of.ts';
import { salePayload } from '#tests/sync/support/make-goods.ts';
import { voidSale } from './void-sale.ts';

test('a void undoes every movement and every entry of its sale', () => {
  let next = 0;
  const makeId = () => `00000000-0000-7000-8000-${String((next += 1)).padStart(12, '0')}`;
  const payment = { id: makeId(), method: 'credit', state: 'confirmed' } as const;
  const things = [
    { variantId: makeId(), quantityMilli: 3000, priceMinor: 700 },
    { variantId: makeId(), quantityMilli: 500, priceMinor: 11 },
  ];
  const payload = salePayload(makeId, { saleId: makeId(), customerId: makeId(), things, payment });
  const voided = voidSale(payload, { reason: 'Wrong customer', makeId });
  const moved = [
    ...movementsOf({ type: 'sale.completed', payload }),
    ...movementsOf({ type: 'sale.voided', payload: voided }),
  ];
  for (const { variantId } of things) {
    const sum = moved
      .filter((move) => move.variantId === variantId)
      .reduce((total, move) => total + move.quantityMilli, 0);
    expect(sum).toBe(0);
  }
  const entries = [
    ...ledgerEntriesOf({ type: 'sale.completed', payload }),
    ...ledgerEntriesOf({ type: 'sale.voided', payload: voided }),
  ];
  expect(entries.map(({ amountMinor }) => amountMinor)).toEqual([minor(2106), minor(-2106)]);
  expect(new Set([...moved, ...entries].map(({ id }) => id)).size).toBe(moved.length + entries.length);
});
