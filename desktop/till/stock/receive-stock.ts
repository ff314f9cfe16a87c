import { accept, refuse } from '#shared/base/outcome.ts';
import { stockReceiveCall } from '#shared/till-calls/stock-calls.ts';
import { actorOf } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { tillWrite } from '../store/handler.ts';
import { levelsTouched } from './level-views.ts';
import { stockLines } from './stock-lines.ts';

/** More than this nobody pays for one unit; a level's worth still fits into 2^53. */
const COST_E4_MAX = 1_000_000_000_000;

/** Takes goods in at a cost. */
export const receiveStock = tillWrite(stockReceiveCall, (context, writer, input) => {
  const { core } = context;
  if (input.lines.some((line) => line.quantityMilli <= 0)) return refuse('quantity_not_positive');
  if (input.lines.some((line) => line.unitCostE4 < 0)) return refuse('price_negative');
  if (input.lines.some((line) => line.unitCostE4 > COST_E4_MAX))
    return refuse('price_too_large', { maxMinor: COST_E4_MAX / 100 });
  const found = stockLines(writer, input.lines, (line) => line.quantityMilli);
  if (!found.ok) return found;
  const receiptId = core.newId();
  appendChange(writer, core.changes, {
    type: 'stock.received',
    entityId: receiptId,
    actorId: actorOf(context).id,
    payload: {
      receiptId,
      supplierId: null,
      note: input.note,
      lines: found.value.map(({ line, item, batchId }) => ({
        id: core.newId(),
        variantId: item.variantId,
        batchId,
        quantityMilli: line.quantityMilli,
        unitCostE4: line.unitCostE4,
      })),
    },
  });
  context.touched('stock');
  context.touched('sync');
  return accept({ receiptId, levels: levelsTouched(writer, found.value) });
});
