import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import type { Effects } from '../effects.ts';
import type { ApplyContext } from '../incoming.ts';
import { openCases } from '../open-cases.ts';
import { markOrders } from './mark-orders.ts';

const RETURNED = `with sold as (
    select i.order_id, i.id, o.status = 'voided' as is_void, case when o.status = 'voided' then 0 else i.quantity_milli end as quantity_milli
    from sales_order_items i join sales_orders o on o.business_id = i.business_id and o.id = i.order_id
    where i.business_id = $1::uuid and i.order_id = any($2::uuid[]) and i.quantity_milli > 0
  ), back as (
    select i.refund_of_line as id, sum(-i.quantity_milli)::bigint as quantity_milli from sales_order_items i
    join sales_orders o on o.business_id = i.business_id and o.id = i.order_id and o.status <> 'voided'
    where i.business_id = $1::uuid and i.refund_of_line in (select id from sold) and i.quantity_milli < 0 group by 1
  )
  select s.order_id as "saleId", bool_or(coalesce(b.quantity_milli, 0) > s.quantity_milli) as "isOver",
    bool_and(not s.is_void and coalesce(b.quantity_milli, 0) >= s.quantity_milli) as "isWhole"
  from sold s left join back b on b.id = s.id group by 1`;

const NONE: ReadonlySet<string> = new Set();

/**
 * Holds what came back against what was sold, for these sales: more than was sold stands, and is marked and made a case.
 *
 * Two tills that give the same goods back while offline are both honest, so it can only be judged here. Of a voided sale nothing
 * can come back: all that it took is back already.
 *
 * @returns the sales of which more came back than was sold
 */
export async function judgeRefunds(
  tx: Tx,
  context: ApplyContext,
  effects: Effects,
  saleIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (saleIds.length === 0) return NONE;
  // Two tills may give the same goods back at this moment: the second looks once the first has committed.
  await tx`select id from sales_orders where business_id = ${context.businessId} and id = any(${arrayLiteral(saleIds)}::uuid[])
    order by id for no key update`;
  const judged = await tx.unsafe<{ saleId: string; isOver: boolean; isWhole: boolean }[]>(
    RETURNED,
    [context.businessId, arrayLiteral(saleIds)],
    { prepare: true },
  );
  const whole = judged.filter(({ isWhole }) => isWhole).map(({ saleId }) => saleId);
  if (whole.length > 0) {
    await tx`update sales_orders set payment_status = 'refunded', updated_at = ${context.at}
      where business_id = ${context.businessId} and id = any(${arrayLiteral(whole)}::uuid[])`;
  }
  const over = judged.filter(({ isOver }) => isOver).map(({ saleId }) => saleId);
  if (over.length === 0) return NONE;
  const refunds = await tx<{ id: string; change_id: string; refund_of: string }[]>`
    select id, change_id, refund_of from sales_orders
    where business_id = ${context.businessId} and refund_of = any(${arrayLiteral(over)}::uuid[]) and status <> 'voided' order by id`;
  for (const { change_id } of refunds) effects.review(change_id, 'over_refund');
  await markOrders(
    tx,
    context,
    refunds.map(({ id }) => id),
    { reason: 'over_refund', isThere: true },
  );
  await openCases(
    tx,
    context,
    over.map((saleId) => ({
      kind: 'over_refund',
      entity: 'sale',
      entityId: saleId,
      values: { refunds: refunds.filter((refund) => refund.refund_of === saleId).map(({ id }) => id) },
    })),
  );
  return new Set(over);
}
