import { ledgerEntriesOf } from '#shared/credit/ledger-entries.ts';
import type { Effects } from './effects.ts';
import { factPlace } from './fact-place.ts';
import { paymentRow } from './facts/payment-row.ts';
import type { ApplyContext, Incoming } from './incoming.ts';
import { collectLedger } from './ledgers/collect-ledger.ts';
import { tenderOf } from './rollups/rollup-deltas.ts';

/** Takes money that came without goods: it counts in its drawer and its day, and pays what it names, be that here or not. */
export function collectReceived(
  context: ApplyContext,
  received: readonly Incoming<'payment.received'>[],
  effects: Effects,
): void {
  for (const incoming of received) {
    const place = factPlace(context, incoming);
    const { change } = incoming;
    const { receivedId, saleId, customerId, shiftId, amountMinor, payments } = change.payload;
    if (amountMinor !== payments.reduce((sum, payment) => sum + payment.amountMinor, 0))
      effects.review(change.id, 'sums_differ');
    effects.received.push({ ...change.payload, changeId: change.id, occurredAt: place.occurred_at });
    for (const payment of payments) {
      const of = { orderId: saleId, receivedId, customerId, shiftId, takenBy: change.actorId };
      effects.payments.push(paymentRow(payment, place, of));
      effects.rollups.addTender(
        { storeId: place.store_id, businessDate: place.business_date },
        payment.method,
        tenderOf(payment.state, payment.amountMinor),
      );
    }
    collectLedger(effects, place, incoming, { documentId: receivedId, entries: ledgerEntriesOf(change) });
  }
}
