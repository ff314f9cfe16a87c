import { mulDivRound } from '#shared/base/integer.ts';
import { movementsOf } from '#shared/stock/movements-of.ts';
import { collectMovements } from './collect-movements.ts';
import type { Effects } from './effects.ts';
import { factPlace } from './fact-place.ts';
import type { ApplyContext, Incoming } from './incoming.ts';

/** Thousandths of a unit at 1/10,000 of a minor unit each make a minor unit. */
const COST_PER_MINOR = 10_000_000;

/** Takes goods that came in at a cost; they move the average cost of their level. */
export function collectReceipts(
  context: ApplyContext,
  received: readonly Incoming<'stock.received'>[],
  effects: Effects,
): void {
  for (const incoming of received) {
    const { change } = incoming;
    const { receiptId, supplierId, note, lines } = change.payload;
    const place = factPlace(context, incoming);
    effects.stockReceipts.push({
      id: receiptId,
      ...place,
      change_id: change.id,
      supplier_id: supplierId,
      note,
      received_by: change.actorId,
      line_count: lines.length,
      cost_minor: lines.reduce(
        (sum, line) => sum + mulDivRound(line.unitCostE4, line.quantityMilli, COST_PER_MINOR),
        0,
      ),
    });
    collectMovements(effects, place, incoming, { documentId: receiptId, movements: movementsOf(change) });
  }
}
