import type { Id } from '#shared/base/ids.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import type { Tx } from '#server/store/pool.ts';
import { averageCostAfter } from '#server/sync/apply/levels/average-cost.ts';
import type { StockItem } from './stock-items.ts';

type Line = { readonly variantId: Id; readonly quantityMilli: number; readonly unitCostE4: number };

/**
 * What variants cost after goods came in: the moving average of what lies in all stores at the cost until now, and of what
 * came. Only those that cost something else now are edited; hold the names' lock, under which costs are edited.
 */
export async function movingCosts(
  tx: Tx,
  businessId: Id,
  items: ReadonlyMap<Id, StockItem>,
  lines: readonly Line[],
): Promise<RecordEdit[]> {
  const rows = await tx<{ variantId: Id; onHandMilli: number }[]>`
    select variant_id as "variantId", sum(greatest(quantity_milli, 0))::bigint as "onHandMilli" from inventory
    where business_id = ${businessId} and variant_id = any(${[...items.keys()]}::uuid[]) group by 1`;
  const states = new Map<Id, { quantityMilli: number; averageCostE4: number }>();
  for (const { variantId, costE4 } of items.values()) {
    const onHand = rows.find((row) => row.variantId === variantId)?.onHandMilli ?? 0;
    // What nobody ever said a cost of doesn't pull the average towards nothing.
    states.set(variantId, { quantityMilli: costE4 === 0 ? 0 : onHand, averageCostE4: costE4 });
  }
  for (const line of lines) {
    const state = states.get(line.variantId);
    if (state === undefined) continue;
    state.averageCostE4 = averageCostAfter(state, line);
    state.quantityMilli += line.quantityMilli;
  }
  return [...states].flatMap(([id, { averageCostE4 }]): RecordEdit[] =>
    averageCostE4 === items.get(id)?.costE4
      ? []
      : [{ kind: 'product_variant', id, op: 'put', fields: { costE4: averageCostE4 } }],
  );
}
