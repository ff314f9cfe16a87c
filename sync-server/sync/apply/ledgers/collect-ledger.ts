import type { Id } from '#shared/base/ids.ts';
import type { LedgerEntry } from '#shared/credit/ledger-entries.ts';
import type { Effects } from '../effects.ts';
import type { FactPlace } from '../fact-place.ts';
import type { Incoming } from '../incoming.ts';

/** Puts the entries of a change into the ledgers of the batch, and what they add to each balance. */
export function collectLedger(
  effects: Effects,
  place: FactPlace,
  { change }: Incoming,
  entered: { readonly documentId: Id; readonly entries: readonly LedgerEntry[] },
): void {
  for (const { id, accountId, amountMinor } of entered.entries) {
    effects.customerLedger.push({
      id,
      customer_id: accountId,
      kind: change.type === 'payment.received' ? 'payment' : 'sale',
      document_id: entered.documentId,
      change_id: change.id,
      ...place,
      amount_minor: amountMinor,
    });
    effects.addToBalance(accountId, amountMinor);
  }
}
