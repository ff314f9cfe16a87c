import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import type { Effects } from '../effects.ts';
import type { ApplyContext } from '../incoming.ts';
import { closeCases } from '../open-cases.ts';
import { type VoidedOrder, takeBackSales } from '../rollups/take-back-sales.ts';
import { judgePaid } from './judge-paid.ts';
import { judgeRefunds } from './judge-refunds.ts';
import { markOrders } from './mark-orders.ts';

/** The first word that a sale was voided is what stands; whoever says it again is told apart by the change. */
const VOID = `update sales_orders o set status = 'voided', voided_at = j.occurred_at, voided_by = j.actor_id,
    void_reason = j.details ->> 'reason', updated_at = $3::timestamptz
  from (
    select distinct on (subject_id) subject_id, occurred_at, actor_id, details from till_journal
    where business_id = $1::uuid and subject_id = any($2::uuid[]) and type = 'sale.voided' order by subject_id, occurred_at, id
  ) j
  where o.business_id = $1::uuid and o.id = j.subject_id and o.status <> 'voided'
  returning o.id, o.kind, o.store_id, o.till_id, o.business_date, o.local_hour, o.created_by, o.refund_of`;

/**
 * Takes voided sales out of every sum of their day: lines, taxes and tenders, in whatever state the money is by now.
 *
 * Goods, debts and credits were undone by the void's own movements and entries. A sale that is not here yet is taken out when
 * it comes.
 */
export async function voidSales(
  tx: Tx,
  context: ApplyContext,
  effects: Effects,
  saleIds: readonly string[],
): Promise<void> {
  if (saleIds.length === 0) return;
  await tx`select id from sales_orders where business_id = ${context.businessId} and id = any(${arrayLiteral(saleIds)}::uuid[])
    order by id for no key update`;
  const voided = await tx.unsafe<VoidedOrder[]>(VOID, [context.businessId, arrayLiteral(saleIds), context.at], {
    prepare: true,
  });
  const done = new Set(voided.map(({ id }) => id));
  await judgeTwice(tx, context, effects, done);
  if (voided.length === 0) return;
  await takeBackSales(tx, context, effects.rollups, voided);
  for (const { id, store_id } of voided)
    effects.moveInFeed({ entity: 'sale', id, class: 'sales', scopeId: store_id, isGone: false });
  await giveBackWhatWasRefunded(tx, context, effects, voided);
}

/** A second void of the same sale has brought its goods back twice: somebody must look at the shelf. */
async function judgeTwice(tx: Tx, context: ApplyContext, effects: Effects, done: ReadonlySet<string>): Promise<void> {
  const said = effects.voids.filter(({ saleId }) => !done.has(saleId));
  if (said.length === 0) return;
  const known = await tx<{ id: string }[]>`
    select id from sales_orders where business_id = ${context.businessId} and status = 'voided'
      and id = any(${arrayLiteral(said.map(({ saleId }) => saleId))}::uuid[])`;
  const voidedBefore = new Set(known.map(({ id }) => id));
  for (const { saleId, changeId } of said) if (voidedBefore.has(saleId)) effects.review(changeId, 'voided_twice');
}

/** Sales whose refund was voided are not refunded any more, as far as that refund went; nor perhaps refunded too much. */
async function giveBackWhatWasRefunded(
  tx: Tx,
  context: ApplyContext,
  effects: Effects,
  voided: readonly VoidedOrder[],
): Promise<void> {
  const saleIds = [...new Set(voided.flatMap(({ refund_of }) => refund_of ?? []))];
  if (saleIds.length === 0) return;
  await tx`update sales_orders set payment_status = 'paid', updated_at = ${context.at}
    where business_id = ${context.businessId} and id = any(${arrayLiteral(saleIds)}::uuid[]) and payment_status = 'refunded'`;
  await judgePaid(tx, context, effects, saleIds);
  const over = await judgeRefunds(tx, context, effects, saleIds);
  const right = saleIds.filter((saleId) => !over.has(saleId));
  const others = await tx<{ id: string }[]>`select id from sales_orders
    where business_id = ${context.businessId} and refund_of = any(${arrayLiteral(right)}::uuid[])`;
  const noMore = [...voided, ...others].map(({ id }) => id);
  await markOrders(tx, context, noMore, { reason: 'over_refund', isThere: false });
  await closeCases(tx, context, 'over_refund', right);
}
