import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import type { Stamp } from '../../rows/insert-rows.ts';
import type { Effects } from '../effects.ts';

/** What the facts of a batch refer to and what of it is here. */
export type KnownReferences = {
  readonly variants: ReadonlySet<string>;
  /** Actors and whether they may still work. */
  readonly people: ReadonlyMap<string, boolean>;
  /** Shifts, and when they were closed. */
  readonly shifts: ReadonlyMap<string, Date | null>;
  readonly sales: ReadonlySet<string>;
  readonly payments: ReadonlySet<string>;
};

function wanted(ids: Iterable<string | null>): string {
  return arrayLiteral([...new Set(ids)].filter((id) => id !== null));
}

/** Looks up, in one round trip, everything that the batch names. */
export async function knownReferences(
  tx: Tx,
  stamp: Stamp,
  effects: Effects,
  actorIds: readonly string[],
): Promise<KnownReferences> {
  const refersTo = [
    ...effects.orders.map((order) => order.refund_of),
    ...effects.annotations.map(({ saleId }) => saleId),
    ...effects.voids.map(({ saleId }) => saleId),
    ...effects.received.map(({ saleId }) => saleId),
  ];
  const find = <Row extends object>(text: string, ids: string): Promise<Row[]> =>
    ids === '{}' ? Promise.resolve([]) : tx.unsafe<Row[]>(text, [stamp.businessId, ids], { prepare: true });
  const [variants, people, shifts, sales, payments] = await Promise.all([
    find<{ id: string }>(
      'select id from product_variants where business_id = $1::uuid and id = any($2::uuid[])',
      wanted([
        ...effects.items.map((item) => item.variant_id),
        ...effects.movements.map((movement) => movement.variant_id),
      ]),
    ),
    find<{ id: string; is_active: boolean }>(
      'select id, is_active and not is_deleted as is_active from users where business_id = $1::uuid and id = any($2::uuid[])',
      wanted(actorIds),
    ),
    find<{ id: string; closed_at: Date | null }>(
      'select id, closed_at from shifts where business_id = $1::uuid and id = any($2::uuid[])',
      wanted([...effects.orders.map((order) => order.shift_id), ...effects.received.map(({ shiftId }) => shiftId)]),
    ),
    find<{ id: string }>(
      'select id from sales_orders where business_id = $1::uuid and id = any($2::uuid[])',
      wanted(refersTo),
    ),
    find<{ id: string }>(
      'select id from payments where business_id = $1::uuid and id = any($2::uuid[])',
      wanted(effects.settlements.map((settlement) => settlement.payment_id)),
    ),
  ]);
  return {
    variants: new Set(variants.map(({ id }) => id)),
    people: new Map(people.map(({ id, is_active }) => [id, is_active])),
    shifts: new Map(shifts.map(({ id, closed_at }) => [id, closed_at])),
    sales: new Set([...sales.map(({ id }) => id), ...effects.orders.map((order) => order.id ?? '')]),
    payments: new Set([...payments.map(({ id }) => id), ...effects.payments.map((payment) => payment.id ?? '')]),
  };
}
