import { isOutOfTouch } from './out-of-touch.ts';
import type { FinalState } from './final-state.ts';

/** A sale is voided where a change that was applied says so, and nowhere else; its money counts nowhere, and every till knows. */
export function checkVoids(state: FinalState): string[] {
  const { rows } = state.office;
  const wrong: string[] = [];
  const said = new Set(
    rows.changes.flatMap(({ type, outcome, entity_id }) =>
      type === 'sale.voided' && outcome.startsWith('applied') && entity_id !== null ? [entity_id] : [],
    ),
  );
  const voided = new Set(rows.sales_orders.flatMap(({ id, status }) => (status === 'voided' ? [id] : [])));
  for (const { id, order_number } of rows.sales_orders)
    if (said.has(id) !== voided.has(id))
      wrong.push(`I3 ${order_number} ${voided.has(id) ? 'is voided without a change' : 'was voided and stands'}`);
  for (const { id, order_id, is_void } of rows.payments)
    if (is_void !== voided.has(order_id ?? ''))
      wrong.push(`I6 payment ${id} of a voided sale counts, or another does not`);
  const known = new Set(rows.sales_orders.map(({ id }) => id));
  for (const till of state.tills) {
    if (isOutOfTouch(state, till)) continue;
    for (const { id, receipt_number, voided_ms } of till.rows.sales)
      if (known.has(id) && (voided_ms !== null) !== voided.has(id))
        wrong.push(`I7 ${till.name} takes ${receipt_number} for ${voided_ms === null ? 'standing' : 'voided'}`);
  }
  return wrong;
}
