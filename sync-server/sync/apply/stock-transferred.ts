import { movementsOf } from '#shared/stock/movements-of.ts';
import { collectMovements } from './collect-movements.ts';
import type { Effects } from './effects.ts';
import { factPlace } from './fact-place.ts';
import type { ApplyContext, Incoming } from './incoming.ts';

/** Takes goods that left a store for another: off the shelf here, and on their way. */
export function collectTransfers(
  context: ApplyContext,
  transferred: readonly Incoming<'stock.transferred'>[],
  effects: Effects,
): void {
  for (const incoming of transferred) {
    const { change } = incoming;
    const { transferId, toStoreId, note, lines } = change.payload;
    const place = factPlace(context, incoming);
    const { store_id, ...at } = place;
    effects.transfers.push({
      id: transferId,
      from_store_id: store_id,
      to_store_id: toStoreId,
      ...at,
      change_id: change.id,
      state: 'in_transit',
      note,
      sent_by: change.actorId,
    });
    for (const [position, line] of lines.entries()) {
      effects.transferLines.push({
        transfer_id: transferId,
        id: line.id,
        position,
        variant_id: line.variantId,
        batch_id: line.batchId,
        unit_cost_e4: line.unitCostE4,
        sent_milli: line.quantityMilli,
        arrived_milli: 0,
        returned_milli: 0,
        lost_milli: 0,
      });
    }
    collectMovements(effects, place, incoming, { documentId: transferId, movements: movementsOf(change) });
  }
}
