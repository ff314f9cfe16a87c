import { NO_ID } from '#shared/base/ids.ts';
import { type RowOf, insertOf } from '../../rows/insert-rows.ts';
import type { Effects } from '../effects.ts';
import type { Incoming } from '../incoming.ts';
import type { KnownReferences } from './known-references.ts';

export const INSERT_AWAITING = insertOf(
  'awaiting',
  { wanted_kind: 'text', wanted_id: 'uuid', waiting_id: 'uuid' },
  'on conflict do nothing',
);
export type AwaitingRow = RowOf<typeof INSERT_AWAITING.columns>;

/** What took money in a drawer, and when. */
type InShift = {
  readonly waitingId: string | null;
  readonly changeId: string;
  readonly shiftId: string | null;
  readonly occurredAt: string;
};

/**
 * Marks what is odd though true, and notes what a fact refers to and is not here yet.
 *
 * Nothing is refused for it: the sale has happened.
 */
export function judgeReferences(batch: readonly Incoming[], effects: Effects, known: KnownReferences): AwaitingRow[] {
  for (const { change, isOfAlone } of batch) {
    if (isOfAlone === true) continue;
    const isActive = known.people.get(change.actorId);
    if (change.actorId !== NO_ID && isActive !== true)
      effects.review(change.id, isActive === false ? 'cashier_revoked' : 'cashier_unknown');
  }
  const opened = new Set(effects.shiftsOpened.map(({ id }) => id));
  const awaiting: AwaitingRow[] = [];
  const judgeShift = (fact: InShift): void => {
    if (fact.shiftId === null) return;
    const closedAt = known.shifts.get(fact.shiftId);
    if (closedAt === undefined && !opened.has(fact.shiftId))
      awaiting.push({ wanted_kind: 'shift', wanted_id: fact.shiftId, waiting_id: fact.waitingId });
    if (closedAt instanceof Date && closedAt.toISOString() < fact.occurredAt)
      effects.review(fact.changeId, 'shift_closed');
  };
  for (const order of effects.orders) {
    const { id: saleId, change_id, shift_id, occurred_at } = order;
    if (order.refund_of !== null && !known.sales.has(order.refund_of))
      awaiting.push({ wanted_kind: 'sale', wanted_id: order.refund_of, waiting_id: saleId });
    judgeShift({ waitingId: saleId, changeId: change_id ?? '', shiftId: shift_id, occurredAt: occurred_at ?? '' });
  }
  for (const { receivedId, saleId, changeId, shiftId, occurredAt } of effects.received) {
    if (saleId !== null && !known.sales.has(saleId))
      awaiting.push({ wanted_kind: 'sale', wanted_id: saleId, waiting_id: receivedId });
    judgeShift({ waitingId: receivedId, changeId, shiftId, occurredAt });
  }
  const changeOfOrder = new Map(effects.orders.map((order) => [order.id, order.change_id ?? '']));
  for (const item of effects.items) {
    if (item.variant_id === null || known.variants.has(item.variant_id)) continue;
    effects.review(changeOfOrder.get(item.order_id) ?? '', 'product_unknown');
    awaiting.push({ wanted_kind: 'product_variant', wanted_id: item.variant_id, waiting_id: item.order_id });
  }
  for (const movement of effects.movements) {
    if (!known.variants.has(movement.variant_id ?? '')) effects.review(movement.change_id ?? '', 'product_unknown');
  }
  for (const settlement of effects.settlements) {
    if (known.payments.has(settlement.payment_id ?? '')) continue;
    awaiting.push({ wanted_kind: 'payment', wanted_id: settlement.payment_id, waiting_id: settlement.id });
  }
  for (const { saleId } of [...effects.annotations, ...effects.voids]) {
    if (!known.sales.has(saleId)) awaiting.push({ wanted_kind: 'sale', wanted_id: saleId, waiting_id: saleId });
  }
  return awaiting;
}
