import { ledgerEntriesOf } from '#shared/credit/ledger-entries.ts';
import { movementsOf } from '#shared/stock/movements-of.ts';
import { collectMovements } from './collect-movements.ts';
import type { Effects } from './effects.ts';
import { factPlace } from './fact-place.ts';
import type { ApplyContext, Incoming } from './incoming.ts';
import { journalRow } from './journal-row.ts';
import { collectLedger } from './ledgers/collect-ledger.ts';

/** Takes back finished sales: goods, debts and credits by the void's own word, the sums of the day once the sale is here. */
export function collectVoids(
  context: ApplyContext,
  voided: readonly Incoming<'sale.voided'>[],
  effects: Effects,
): void {
  for (const incoming of voided) {
    const { change } = incoming;
    const place = factPlace(context, incoming);
    const documentId = change.payload.saleId;
    effects.voids.push({ saleId: documentId, changeId: change.id });
    // The moves and payments stand in the change; the journal needs no second copy of them.
    const said = { saleId: documentId, reason: change.payload.reason };
    effects.journal.push({ ...journalRow(context, incoming, documentId), details: JSON.stringify(said) });
    collectLedger(effects, place, incoming, { documentId, entries: ledgerEntriesOf(change) });
    collectMovements(effects, place, incoming, { documentId, movements: movementsOf(change) });
  }
}
