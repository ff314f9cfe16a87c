import type { Effects } from './effects.ts';
import { factPlace } from './fact-place.ts';
import type { ApplyContext, Incoming } from './incoming.ts';

/** Takes drawers that were counted and closed, with the Z report as the till worked it out. */
export function collectShiftsClosed(
  context: ApplyContext,
  closed: readonly Incoming<'shift.closed'>[],
  effects: Effects,
): void {
  for (const incoming of closed) {
    const z = incoming.change.payload;
    const { store_id, till_id } = factPlace(context, incoming);
    effects.shiftsClosed.push({
      id: z.shiftId,
      store_id,
      till_id,
      closed_by: incoming.change.actorId,
      closed_at: new Date(z.closedAtMs).toISOString(),
      counted: JSON.stringify(z.counted),
      counted_minor: z.countedMinor,
      expected_minor: z.expectedMinor,
      variance_minor: z.varianceMinor,
      variance_reason: z.varianceReason,
      sale_count: z.saleCount,
      refund_count: z.refundCount,
      tenders: JSON.stringify(z.tenders),
    });
  }
}
