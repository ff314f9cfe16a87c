import type { z } from 'zod';
import { minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { isCreditMethod } from '#shared/credit/credit-kinds.ts';
import { customerHistoryCall } from '#shared/till-calls/debt-calls.ts';
import { reading } from '../store/handler.ts';
import type { BoughtSale, ReceivedPayment } from '../store/tables/debts.ts';

type Entry = z.input<typeof customerHistoryCall.output>['entries'][number];

/** What a customer bought in this store and paid at this till, newest first. */
export const customerHistory = reading(customerHistoryCall, ({ core }, { customerId, limit }) =>
  core.store.read((reader) => {
    if (reader.customers.byId(customerId) === null) return refuse('customer_unknown');
    const entries = [
      ...reader.debts.bought(customerId, limit).map(boughtEntry),
      ...reader.debts.brought(customerId, limit).map(broughtEntry),
    ];
    return accept({ entries: entries.toSorted((one, other) => other.atMs - one.atMs).slice(0, limit) });
  }),
);

function boughtEntry(sale: BoughtSale): Entry {
  return {
    kind: sale.kind,
    id: sale.id,
    atMs: sale.occurredMs,
    receiptNumber: sale.receiptNumber,
    totalMinor: minor(sale.totalMinor),
    onAccountMinor: minor(sale.onAccountMinor),
    isVoided: sale.voidedMs !== null,
  };
}

function broughtEntry({ id, receivedId, occurredMs, method, amountMinor, ...payment }: ReceivedPayment): Entry {
  const { state, reference, takenBy } = payment;
  return {
    kind: 'payment',
    id,
    atMs: occurredMs,
    receivedId,
    method,
    amountMinor: minor(amountMinor),
    state,
    // What a credit is found by is nobody's to read.
    reference: isCreditMethod(method) ? '' : reference,
    takenBy,
  };
}
