import { movementsOf } from '#shared/stock/movements-of.ts';
import { collectMovements } from './collect-movements.ts';
import type { Effects } from './effects.ts';
import { factPlace } from './fact-place.ts';
import type { ApplyContext, Incoming } from './incoming.ts';

/** Takes what became of goods on their way, with the cost that they left at; the transfer itself may still be on its way. */
export function collectTransferReceipts(
  context: ApplyContext,
  received: readonly Incoming<'stock.transfer_received'>[],
  effects: Effects,
): void {
  for (const incoming of received) {
    const { change } = incoming;
    const { receiptId, transferId, note, lines } = change.payload;
    const place = factPlace(context, incoming);
    effects.transferReceipts.push({
      id: receiptId,
      transfer_id: transferId,
      ...place,
      change_id: change.id,
      note,
      received_by: change.actorId,
    });
    for (const line of lines) {
      effects.transferReceiptLines.push({
        receipt_id: receiptId,
        id: line.id,
        transfer_id: transferId,
        transfer_line_id: line.transferLineId,
        store_id: place.store_id,
        variant_id: line.variantId,
        batch_id: line.batchId,
        quantity_milli: line.quantityMilli,
        lost_milli: line.lostMilli,
        reason: line.reason ?? '',
        unit_cost_e4: line.unitCostE4,
        business_date: place.business_date,
      });
    }
    collectMovements(effects, place, incoming, { documentId: transferId, movements: movementsOf(change) });
  }
}
