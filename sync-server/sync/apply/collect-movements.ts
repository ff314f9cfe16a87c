import { mulDivRound } from '#shared/base/integer.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Movement } from '#shared/stock/movements-of.ts';
import type { Effects } from './effects.ts';
import type { FactPlace } from './fact-place.ts';
import type { Incoming } from './incoming.ts';

/** Puts the movements of a change beside the others of the batch, each stamped with the moment that counts. */
export function collectMovements(
  effects: Effects,
  place: FactPlace,
  { change, stamp }: Incoming,
  moved: { readonly documentId: Id; readonly movements: readonly Movement[] },
): void {
  for (const movement of moved.movements) {
    const { kind, reason, quantityMilli, unitCostE4 } = movement;
    // What sales move stands in their own sums.
    if (kind !== 'sale' && kind !== 'refund' && kind !== 'void')
      effects.rollups.addStock(
        { storeId: place.store_id, businessDate: place.business_date, kind, reason },
        { movementCount: 1, quantityMilli, costE4: mulDivRound(unitCostE4, quantityMilli, 1000) },
      );
    effects.movements.push({
      id: movement.id,
      ...place,
      variant_id: movement.variantId,
      batch_id: movement.batchId,
      change_id: change.id,
      document_id: moved.documentId,
      kind: movement.kind,
      quantity_milli: movement.quantityMilli,
      unit_cost_e4: movement.unitCostE4,
      reason: movement.reason,
      hlc: stamp,
      receipt_no: null,
      level_before_milli: null,
    });
  }
}
