import { z } from 'zod';
import { type Id, idSchema } from '#shared/base/ids.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import type { Payment } from '#shared/sale/tender.ts';
import { isCreditMethod } from './credit-kinds.ts';

/** Whose balance an entry moves: a customer's debt, or what stands on a gift card or store credit. */
export const ACCOUNT_KINDS = ['customer', 'credit'] as const;
export const accountKindSchema = z.enum(ACCOUNT_KINDS);
export type AccountKind = z.infer<typeof accountKindSchema>;

/**
 * One step of a balance. Of a customer, positive was bought on account, negative was paid or given back; of a credit, positive
 * was put on it, negative was spent.
 */
export type LedgerEntry = {
  readonly id: Id;
  readonly accountKind: AccountKind;
  readonly accountId: Id;
  readonly amountMinor: Minor;
};

type Paid = Pick<Payment, 'id' | 'method' | 'amountMinor' | 'state' | 'reference'>;
type PaidFor = { readonly customerId: Id | null; readonly payments: readonly Paid[] };

/** The changes that move a balance, by the parts that matter here: every `Change` of these types fits. */
export type LedgerChange =
  | { readonly type: 'sale.completed' | 'sale.refunded' | 'sale.voided'; readonly payload: PaidFor }
  | { readonly type: 'payment.received'; readonly payload: PaidFor }
  | {
      readonly type: 'credit.loaded';
      readonly payload: {
        readonly loadId: Id;
        readonly creditId: Id;
        readonly amountMinor: Minor;
        readonly payments: readonly Paid[];
      };
    };

const LEDGER_TYPES: readonly string[] = [
  'sale.completed',
  'sale.refunded',
  'sale.voided',
  'payment.received',
  'credit.loaded',
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
 * it in the state that it came in; what becomes of promised money later is the server's to enter. A payment by gift card or
 * store credit is spent from the credit that its reference names, and a refund by one goes back on it. A void carries the
 * payments of its sale with the sign turned, and so undoes what they entered.
 */
export function ledgerEntriesOf(change: LedgerChange): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  const enter = (accountKind: AccountKind, id: Id, accountId: Id | null, amountMinor: number): void => {
    if (accountId !== null && amountMinor !== 0)
      entries.push({ id, accountKind, accountId, amountMinor: minor(amountMinor) });
  };
  if (change.type === 'credit.loaded')
    enter('credit', change.payload.loadId, change.payload.creditId, change.payload.amountMinor);
  for (const payment of change.payload.payments) {
    if (change.type === 'payment.received')
      enter('customer', payment.id, change.payload.customerId, -countedMinor(payment));
    else if (change.type !== 'credit.loaded')
      enter('customer', payment.id, change.payload.customerId, onAccountMinor(payment));
    enter('credit', payment.id, creditOf(payment), -countedMinor(payment));
  }
  return entries;
}

/** What a payment counts for: money that never came counts for nothing, and so does a debt that is paid by a debt. */
export function countedMinor({ method, amountMinor, state }: Pick<Paid, 'method' | 'amountMinor' | 'state'>): number {
  return method !== 'credit' && (state === 'confirmed' || state === 'pending') ? amountMinor : 0;
}

/** The gift card or store credit that a payment spends; null for any other, and for one that names none. */
function creditOf({ method, reference }: Pick<Paid, 'method' | 'reference'>): Id | null {
  return isCreditMethod(method) ? (idSchema.safeParse(reference).data ?? null) : null;
}

function onAccountMinor({ method, amountMinor }: Paid): number {
  return method === 'credit' ? amountMinor : 0;
}
