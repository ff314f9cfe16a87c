import { costE4 } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { stockAdjustCall } from '#shared/till-calls/stock-calls.ts';
import { actorOf, allow } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { tillWrite } from '../store/handler.ts';
import { levelsTouched } from './level-views.ts';
import { stockLines } from './stock-lines.ts';

/** Puts stock right by hand, up or down, with a reason. */
export const adjustStock = tillWrite(stockAdjustCall, (context, writer, input) => {
  const { core } = context;
  if (input.lines.some((line) => line.quantityMilli === 0)) return refuse('quantity_not_positive');
  const found = stockLines(writer, input.lines, (line) => line.quantityMilli);
  if (!found.ok) return found;
  const adjustmentId = core.newId();
  const what = `stock adjusted: ${input.reason}`;
  const allowed = allow(context, { permission: 'inventory.adjust', subjectId: adjustmentId, what });
  if (!allowed.ok) return allowed;
  appendChange(writer, core.changes, {
    type: 'stock.adjusted',
    entityId: adjustmentId,
    actorId: actorOf(context).id,
    payload: {
      adjustmentId,
      reason: input.reason,
      note: input.note,
      lines: found.value.map(({ line, item, batchId }) => ({
        id: core.newId(),
        variantId: item.variantId,
        batchId,
        quantityMilli: line.quantityMilli,
        unitCostE4: costE4(item.costE4),
      })),
    },
  });
  context.touched('stock');
  context.touched('sync');
  return accept({ adjustmentId, levels: levelsTouched(writer, found.value) });
});
