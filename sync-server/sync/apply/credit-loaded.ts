import { ledgerEntriesOf } from '#shared/credit/ledger-entries.ts';
import type { Effects } from './effects.ts';
import { factPlace } from './fact-place.ts';
import { paymentRow } from './facts/payment-row.ts';
import type { ApplyContext, Incoming } from './incoming.ts';
import { collectLedger } from './ledgers/collect-ledger.ts';
import { tenderOf } from './rollups/rollup-deltas.ts';

/** Takes gift cards and store credits that were sold or given: who they are, what was put on them, and how it was paid for. */
export function collectLoadedCredits(
  context: ApplyContext,
  loaded: readonly Incoming<'credit.loaded'>[],
  effects: Effects,
): void {
  for (const incoming of loaded) {
    const place = factPlace(context, incoming);
    const { change } = incoming;
    const { loadId, creditId, kind, codeHash, codeEnd, customerId, shiftId, payments } = change.payload;
    effects.openedCredits.push({ id: creditId, kind, code_hash: codeHash, code_end: codeEnd, customer_id: customerId });
    // Whose credit it is says nothing of who paid for it, so nobody's debt is touched.
    const of = { orderId: null, receivedId: loadId, customerId: null, shiftId, takenBy: change.actorId };
    for (const payment of payments) {
      effects.payments.push(paymentRow(payment, place, of));
      effects.rollups.addTender(
        { storeId: place.store_id, businessDate: place.business_date },
        payment.method,
        tenderOf(payment.state, payment.amountMinor),
      );
    }
    collectLedger(effects, place, incoming, { documentId: loadId, entries: ledgerEntriesOf(change) });
  }
}
