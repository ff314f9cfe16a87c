import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import type { Effects } from '../effects.ts';
import type { ApplyContext } from '../incoming.ts';
import { closeCases, openCases } from '../open-cases.ts';
import { markOrders } from './mark-orders.ts';

type Judged = { id: string; store_id: string; is_over: boolean; was_over: boolean };

/** What a sale comes to, and what of it came: on it, or as a later part. What goes on account is no money. */
const PAID = `update sales_orders o set paid_minor = p.came, balance_minor = p.due - p.came, updated_at = $3::timestamptz,
    payment_status = case when o.payment_status = 'refunded' then 'refunded' when p.has_pending then 'pending'
      when p.came < p.due then 'partial' else 'paid' end
  from (
    select o.id, o.total_minor + o.rounding_minor as due, bool_or(p.state = 'pending') is true as has_pending,
      coalesce(sum(p.amount_minor) filter (where p.method <> 'credit' and p.state in ('confirmed', 'pending')), 0)::bigint as came,
      bool_or(p.received_id is not null) is true as has_later
    from sales_orders o left join payments p on p.business_id = o.business_id and p.order_id = o.id
    where o.business_id = $1::uuid and o.id = any($2::uuid[]) group by o.business_id, o.id
  ) p
  where o.business_id = $1::uuid and o.id = p.id
  returning o.id, o.store_id, p.has_later and p.came > p.due as is_over, 'over_payment' = any(o.review_reasons) as was_over`;

/**
 * Brings what is paid of these sales, their balance and their state to what their payments come to by now.
 *
 * More than was due stands, and is marked and made a case: two tills may take the same part of a sale while offline.
 */
export async function judgePaid(
  tx: Tx,
  context: ApplyContext,
  effects: Effects,
  saleIds: readonly string[],
): Promise<void> {
  if (saleIds.length === 0) return;
  // Two tills may take a part of the same sale at this moment: the second looks once the first has committed.
  await tx`select id from sales_orders where business_id = ${context.businessId} and id = any(${arrayLiteral(saleIds)}::uuid[])
    order by id for no key update`;
  const judged = await tx.unsafe<Judged[]>(PAID, [context.businessId, arrayLiteral(saleIds), context.at], {
    prepare: true,
  });
  const over = judged.filter(({ is_over }) => is_over).map(({ id }) => id);
  const isOver = new Set(over);
  for (const { saleId, changeId } of effects.received)
    if (saleId !== null && isOver.has(saleId)) effects.review(changeId, 'over_payment');
  await markOrders(tx, context, over, { reason: 'over_payment', isThere: true });
  await openCases(
    tx,
    context,
    over.map((saleId) => ({
      kind: 'over_payment',
      entity: 'sale',
      entityId: saleId,
      values: { received: effects.received.filter((one) => one.saleId === saleId).map((one) => one.receivedId) },
    })),
  );
  const noMore = judged.filter(({ is_over, was_over }) => was_over && !is_over).map(({ id }) => id);
  await markOrders(tx, context, noMore, { reason: 'over_payment', isThere: false });
  await closeCases(tx, context, 'over_payment', noMore);
}
