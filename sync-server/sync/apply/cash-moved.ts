import type { Effects } from './effects.ts';
import { factPlace } from './fact-place.ts';
import type { ApplyContext, Incoming } from './incoming.ts';

/** Takes cash that went into or out of a drawer without a sale. */
export function collectCashMoved(
  context: ApplyContext,
  moved: readonly Incoming<'cash.moved'>[],
  effects: Effects,
): void {
  for (const incoming of moved) {
    const { cashMovementId, shiftId, kind, amountMinor, reason } = incoming.change.payload;
    effects.cashMovements.push({
      id: cashMovementId,
      shift_id: shiftId,
      ...factPlace(context, incoming),
      kind,
      amount_minor: amountMinor,
      reason,
      created_by: incoming.change.actorId,
    });
  }
}
