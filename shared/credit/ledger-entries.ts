import { z } from 'zod';
import type { Id } from '#shared/base/ids.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import type { Payment } from '#shared/sale/tender.ts';

/** Whose balance an entry moves: a customer's debt. */
export const ACCOUNT_KINDS = ['customer'] as const;
export const accountKindSchema = z.enum(ACCOUNT_KINDS);
export type AccountKind = z.infer<typeof accountKindSchema>;

/** One step of a balance. Of a customer, positive was bought on account, negative was paid or given back. */
export type LedgerEntry = {
  readonly id: Id;
  readonly accountKind: AccountKind;
  readonly accountId: Id;
  readonly amountMinor: Minor;
};

type Paid = Pick<Payment, 'id' | 'method' | 'amountMinor' | 'state'>;
type PaidFor = { readonly customerId: Id | null; readonly payments: readonly Paid[] };

/** The changes that move a balance, by the parts that matter here: every `Change` of these types fits. */
export type LedgerChange =
  | { readonly type: 'sale.completed' | 'sale.refunded'; readonly payload: PaidFor }
  | { readonly type: 'payment.received'; readonly payload: PaidFor };

const LEDGER_TYPES: readonly string[] = [
  'sale.completed',
  'sale.refunded',
  'payment.received',
] satisfies LedgerChange['type'][];

/** Tells whether a change may move a balance, and narrows it to one that does. */
export function touchesLedgers<Any extends { readonly type: string }>(
  change: Any,
): change is Extract<Any, { type: LedgerChange['type'] }> {
  return LEDGER_TYPES.includes(change.type);
}

/**
 * The entries of a change, from its payload alone: till and server get the same.
 *
 * What goes on account adds to a customer's debt, and a refund to the account takes from it. A received payment takes from
 * it in the state that it came in; what becomes of promised money later is the server's to enter.
 */
export function ledgerEntriesOf(change: LedgerChange): LedgerEntry[] {
  const { customerId, payments } = change.payload;
  const entries: LedgerEntry[] = [];
  for (const payment of payments) {
    if (customerId === null) continue;
    const amountMinor = change.type === 'payment.received' ? -countedMinor(payment) : onAccountMinor(payment);
    if (amountMinor !== 0)
      entries.push({ id: payment.id, accountKind: 'customer', accountId: customerId, amountMinor: minor(amountMinor) });
  }
  return entries;
}

/** What a payment counts for: money that never came counts for nothing, and so does a debt that is paid by a debt. */
export function countedMinor({ method, amountMinor, state }: Omit<Paid, 'id'>): number {
  return method !== 'credit' && (state === 'confirmed' || state === 'pending') ? amountMinor : 0;
}

function onAccountMinor({ method, amountMinor }: Paid): number {
  return method === 'credit' ? amountMinor : 0;
}
