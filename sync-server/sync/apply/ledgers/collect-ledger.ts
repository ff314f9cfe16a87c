import type { Id } from '#shared/base/ids.ts';
import type { LedgerEntry } from '#shared/credit/ledger-entries.ts';
import type { Effects } from '../effects.ts';
import type { FactPlace } from '../fact-place.ts';
import type { Incoming } from '../incoming.ts';

const KINDS: Readonly<Record<string, string>> = {
  'payment.received': 'payment',
  'credit.loaded': 'load',
  'sale.voided': 'void',
};

/** Puts the entries of a change into the ledgers of the batch, and what they add to each balance. */
export function collectLedger(
  effects: Effects,
  place: FactPlace,
  { change }: Incoming,
  entered: { readonly documentId: Id; readonly entries: readonly LedgerEntry[] },
): void {
  for (const { id, accountKind, accountId, amountMinor } of entered.entries) {
    const entry = {
      id,
      kind: KINDS[change.type] ?? 'sale',
      document_id: entered.documentId,
      change_id: change.id,
      ...place,
      amount_minor: amountMinor,
    };
    if (accountKind === 'credit') effects.creditLedger.push({ ...entry, credit_id: accountId });
    else {
      effects.customerLedger.push({ ...entry, customer_id: accountId });
      effects.addToBalance(accountId, amountMinor);
    }
  }
}
