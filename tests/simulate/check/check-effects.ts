import { z } from 'zod';
import type { FinalState } from './final-state.ts';

const lineSchema = z.object({
  id: z.string(),
  quantityMilli: z.number(),
  moves: z.array(z.object({ id: z.string(), quantityMilli: z.number() })).optional(),
});
const bodySchema = z.object({
  payload: z.object({
    lines: z.array(lineSchema).default([]),
    moves: z.array(z.object({ id: z.string(), quantityMilli: z.number() })).default([]),
    payments: z.array(z.object({ id: z.string(), amountMinor: z.number() })).default([]),
  }),
});
const MOVING = new Set(['sale.completed', 'sale.refunded', 'sale.voided', 'stock.adjusted', 'stock.received']);

/** I2, I3: the office's facts are those of the changes that it applied, each once, and none without a change. */
export function checkEffects({ office }: FinalState): string[] {
  const wrong: string[] = [];
  const expected = { moves: new Map<string, number>(), payments: new Map<string, number>(), orders: new Set<string>() };
  const ids = new Set<string>();
  for (const change of office.rows.changes) {
    if (!change.outcome.startsWith('applied')) continue;
    const where = `${change.type} ${change.till_id.slice(-4)} ${change.epoch_counter}/${change.seq}`;
    if (change.id === null || change.body === null) {
      wrong.push(`I2 ${where} was applied and is not kept`);
      continue;
    }
    if (ids.has(change.id)) wrong.push(`I2 ${where} was applied twice`);
    ids.add(change.id);
    if (!MOVING.has(change.type)) continue;
    const { payload } = bodySchema.parse(JSON.parse(change.body));
    if (change.type === 'sale.voided') {
      // Its payments are the sale's own with the sign turned: they undo, and are no money that came.
      for (const move of payload.moves) expected.moves.set(move.id, -move.quantityMilli);
      continue;
    }
    const isSale = change.type.startsWith('sale.');
    if (isSale) expected.orders.add(change.entity_id ?? '');
    for (const { id, amountMinor } of payload.payments) expected.payments.set(id, amountMinor);
    for (const line of payload.lines)
      for (const move of isSale ? (line.moves ?? []) : [line])
        expected.moves.set(move.id, isSale ? -move.quantityMilli : move.quantityMilli);
  }
  compare(
    wrong,
    'movement',
    expected.moves,
    office.rows.stock_movements.map((row) => [row.id, row.quantity_milli]),
  );
  compare(
    wrong,
    'payment',
    expected.payments,
    office.rows.payments.map((row) => [row.id, row.amount_minor]),
  );
  for (const { id, order_number } of office.rows.sales_orders)
    if (!expected.orders.delete(id)) wrong.push(`I3 order ${order_number} has no change`);
  if (expected.orders.size > 0) wrong.push(`I3 ${expected.orders.size} sales were applied and have no order`);
  return wrong;
}

function compare(
  wrong: string[],
  what: string,
  expected: Map<string, number>,
  rows: readonly (readonly [string, number])[],
): void {
  for (const [id, amount] of rows) {
    if (expected.get(id) !== amount)
      wrong.push(`I3 a ${what} of ${amount} is no change's, which says ${expected.get(id)}`);
    expected.delete(id);
  }
  if (expected.size > 0) wrong.push(`I3 ${expected.size} ${what}s of applied changes are missing`);
}

/** I3 and I15 on tills: each own sale stands in the log, each sale of the log has its row, and the file is whole. */
export function checkTillEffects({ tills }: FinalState): string[] {
  const wrong: string[] = [];
  for (const till of tills) {
    if (till.integrity !== 'ok') wrong.push(`I15 ${till.name}: ${till.integrity}`);
    const logged = new Map(till.rows.change_log.map((change) => [change.id, change]));
    const sold = new Set(
      till.rows.change_log
        .filter(({ type }) => type === 'sale.completed' || type === 'sale.refunded')
        .map(({ entity_id }) => entity_id),
    );
    for (const sale of till.rows.sales) {
      // A machine that became another till may have a sale from the office by now, as one of the till that it was.
      const isLogged = sold.delete(sale.id);
      if (sale.is_own === 1 && !isLogged) wrong.push(`I3 ${till.name} has ${sale.receipt_number} without a change`);
    }
    if (sold.size > 0) wrong.push(`I3 ${till.name} has ${sold.size} changes of sales without a sale`);
    for (const move of till.rows.stock_movements)
      if (!logged.has(move.change_id))
        wrong.push(`I3 ${till.name} has a movement of ${move.quantity_milli} without a change`);
    for (const { entity, reason } of till.rows.parked_inbound)
      wrong.push(`I9 ${till.name} could not take a row: ${entity} ${reason}`);
  }
  return wrong;
}
