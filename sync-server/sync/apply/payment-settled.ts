import type { Effects } from './effects.ts';
import type { ApplyContext, Incoming } from './incoming.ts';

/** Takes word of promised money: seen, or never came. The payment itself may still be on its way. */
export function collectSettlements(
  _context: ApplyContext,
  settled: readonly Incoming<'payment.settled'>[],
  effects: Effects,
): void {
  for (const { change, rank } of settled) {
    const { paymentId, saleId, state, reference } = change.payload;
    effects.settlements.push({
      id: change.id,
      payment_id: paymentId,
      order_id: saleId,
      state,
      reference,
      settled_by: change.actorId,
      occurred_at: new Date(change.occurredAt.ms).toISOString(),
      rank,
    });
  }
}
