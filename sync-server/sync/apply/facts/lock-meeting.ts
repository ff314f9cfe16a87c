import type { Tx } from '#server/store/pool.ts';
import type { Effects } from '../effects.ts';
import type { KnownReferences } from './known-references.ts';

/**
 * Takes the lock under which what is awaited and what brings it meet, until the transaction ends.
 *
 * Two transactions at once see nothing of each other: a refund would wait for a sale that just came, and the sale would look
 * for nobody waiting. Whoever brings something shares the lock; whoever misses something holds it alone, which is rare.
 */
export async function lockMeeting(tx: Tx, businessId: string, how: 'shared' | 'alone'): Promise<void> {
  const key = `meeting ${businessId}`;
  if (how === 'shared') await tx`select pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))`;
  else await tx`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
}

/** Whether the batch brings anything that another fact may wait for. */
export function bringsAwaited(effects: Effects): boolean {
  const { orders, shiftsOpened, edits } = effects;
  return orders.length > 0 || shiftsOpened.length > 0 || edits.some(({ edit }) => edit.kind === 'product_variant');
}

/** Whether the batch refers to anything that is not here, and that it does not bring itself. */
export function missesAny(effects: Effects, known: KnownReferences): boolean {
  const opened = new Set(effects.shiftsOpened.map(({ id }) => id));
  return (
    effects.orders.some(
      ({ refund_of, shift_id }) =>
        (refund_of !== null && !known.sales.has(refund_of)) ||
        (shift_id !== null && !known.shifts.has(shift_id) && !opened.has(shift_id)),
    ) ||
    effects.items.some(({ variant_id }) => variant_id !== null && !known.variants.has(variant_id)) ||
    effects.settlements.some(({ payment_id }) => !known.payments.has(payment_id ?? '')) ||
    [...effects.annotations, ...effects.voids].some(({ saleId }) => !known.sales.has(saleId)) ||
    effects.received.some(
      ({ saleId, shiftId }) =>
        (saleId !== null && !known.sales.has(saleId)) ||
        (shiftId !== null && !known.shifts.has(shiftId) && !opened.has(shiftId)),
    )
  );
}
