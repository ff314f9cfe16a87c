import type { z } from 'zod';
import { costE4 } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { stockReceiveCall } from '#shared/till-calls/stock-calls.ts';
import { actorOf, allow } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { type Answer, tillWrite } from '../store/handler.ts';
import { levelsTouched } from './level-views.ts';
import { namedBatches } from './named-batches.ts';
import { stockLines } from './stock-lines.ts';

/** More than this nobody pays for one unit; a level's worth still fits into 2^53. */
const COST_E4_MAX = 1_000_000_000_000;
const E4_PER_MINOR = 10_000;

/** Takes goods in at a cost. A batch that is named for the first time is made in the same transaction. */
export const receiveStock = tillWrite(stockReceiveCall, (context, writer, input) => {
  const { core } = context;
  const fits = checkLines(input);
  if (!fits.ok) return fits;
  const found = stockLines(writer, input.lines, (line) => line.quantityMilli);
  if (!found.ok) return found;
  const receiptId = core.newId();
  const allowed = allow(context, { permission: 'inventory.adjust', subjectId: receiptId, what: 'goods received' });
  if (!allowed.ok) return allowed;
  const named = namedBatches(writer, found.value, core.newId);
  if (!named.ok) return named;
  const actorId = actorOf(context).id;
  for (const { productId, edit } of named.value.edits)
    appendChange(writer, core.changes, {
      type: 'product.changed',
      entityId: productId,
      actorId,
      payload: { records: [edit] },
    });
  if (named.value.edits.length > 0) context.touched('catalogue');
  appendChange(writer, core.changes, {
    type: 'stock.received',
    entityId: receiptId,
    actorId,
    payload: {
      receiptId,
      supplierId: null,
      note: input.note,
      lines: named.value.lines.map(({ line, item, batchId }) => ({
        id: core.newId(),
        variantId: item.variantId,
        batchId,
        quantityMilli: line.quantityMilli,
        unitCostE4: line.unitCostE4 ?? costE4(item.costE4),
      })),
    },
  });
  context.touched('stock');
  context.touched('sync');
  return accept({ receiptId, levels: levelsTouched(writer, named.value.lines) });
});

function checkLines({ lines }: z.output<typeof stockReceiveCall.input>): Answer<null> {
  if (lines.some((line) => line.quantityMilli <= 0)) return refuse('quantity_not_positive');
  if (lines.some(({ unitCostE4 }) => (unitCostE4 ?? 0) < 0)) return refuse('price_negative');
  if (lines.some(({ unitCostE4 }) => (unitCostE4 ?? 0) > COST_E4_MAX))
    return refuse('price_too_large', { maxMinor: COST_E4_MAX / E4_PER_MINOR });
  return accept(null);
}
