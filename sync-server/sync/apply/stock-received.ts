import { movementsOf } from '#shared/stock/movements-of.ts';
import { collectMovements } from './collect-movements.ts';
import type { Effects } from './effects.ts';
import { factPlace } from './fact-place.ts';
import type { ApplyContext, Incoming } from './incoming.ts';

/** Takes goods that came in at a cost; they move the average cost of their level. */
export function collectReceipts(
  context: ApplyContext,
  received: readonly Incoming<'stock.received'>[],
  effects: Effects,
): void {
  for (const incoming of received) {
    const documentId = incoming.change.payload.receiptId;
    collectMovements(effects, factPlace(context, incoming), incoming, {
      documentId,
      movements: movementsOf(incoming.change),
    });
  }
}
