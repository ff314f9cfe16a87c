import { accept, refuse } from '#shared/base/outcome.ts';
import { milli } from '#shared/base/quantity.ts';
import { stockCountCall } from '#shared/till-calls/stock-calls.ts';
import { actorOf, allow } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { tillWrite } from '../store/handler.ts';
import { levelViews } from './level-views.ts';
import { stockLines } from './stock-lines.ts';

/** Writes down what was counted: from now on the level is this and what moves later. A thing counted twice is added up. */
export const countStock = tillWrite(stockCountCall, (context, writer, input) => {
  const { core } = context;
  if (input.lines.some((line) => line.countedMilli < 0)) return refuse('quantity_not_positive');
  const found = stockLines(writer, input.lines, (line) => line.countedMilli);
  if (!found.ok) return found;
  const countId = core.newId();
  const allowed = allow(context, { permission: 'inventory.adjust', subjectId: countId, what: 'stock counted' });
  if (!allowed.ok) return allowed;
  const counted = new Map<string, { readonly place: (typeof found.value)[number]; countedMilli: number }>();
  for (const place of found.value) {
    const key = `${place.item.variantId} ${place.batchId}`;
    counted.set(key, { place, countedMilli: (counted.get(key)?.countedMilli ?? 0) + place.line.countedMilli });
  }
  const lines = [...counted.values()].map(({ place, countedMilli }) => {
    const expectedMilli = milli(
      levelViews(writer, place.item).find((level) => level.batchId === place.batchId)?.onHandMilli ?? 0,
    );
    return {
      item: place.item,
      id: core.newId(),
      variantId: place.item.variantId,
      batchId: place.batchId,
      countedMilli: milli(countedMilli),
      expectedMilli,
    };
  });
  appendChange(writer, core.changes, {
    type: 'stock.counted',
    entityId: countId,
    actorId: actorOf(context).id,
    payload: { countId, note: input.note, lines: lines.map(({ item: _item, ...line }) => line) },
  });
  context.touched('stock');
  context.touched('sync');
  const levels = lines.flatMap(({ item, batchId, expectedMilli, countedMilli }) =>
    levelViews(writer, item)
      .filter((level) => level.batchId === batchId)
      .map((level) => ({ ...level, expectedMilli, varianceMilli: milli(countedMilli - expectedMilli) })),
  );
  return accept({ countId, levels });
});
