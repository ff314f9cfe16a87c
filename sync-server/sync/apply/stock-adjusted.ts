import { movementsOf } from '#shared/stock/movements-of.ts';
import { collectMovements } from './collect-movements.ts';
import type { Effects } from './effects.ts';
import { factPlace } from './fact-place.ts';
import type { ApplyContext, Incoming } from './incoming.ts';

/** Takes stock that was put right by hand. */
export function collectAdjustments(
  context: ApplyContext,
  adjusted: readonly Incoming<'stock.adjusted'>[],
  effects: Effects,
): void {
  for (const incoming of adjusted) {
    const documentId = incoming.change.payload.adjustmentId;
    collectMovements(effects, factPlace(context, incoming), incoming, {
      documentId,
      movements: movementsOf(incoming.change),
    });
  }
}
