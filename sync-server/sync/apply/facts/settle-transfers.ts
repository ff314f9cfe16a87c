import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import type { Effects } from '../effects.ts';
import type { ApplyContext } from '../incoming.ts';

/**
 * Lets one transaction at a time of a business write transfers and their receipts: two at once see nothing of each other, and
 * a receipt that came in the same moment as its transfer would not be counted.
 */
export async function lockTransfers(tx: Tx, context: ApplyContext, effects: Effects): Promise<void> {
  if (effects.transfers.length + effects.transferReceipts.length === 0) return;
  await tx`select pg_advisory_xact_lock(hashtextextended(${`transfers ${context.businessId}`}, 0))`;
}

const SUM_LINES = `update stock_transfer_lines l set arrived_milli = r.arrived, returned_milli = r.returned, lost_milli = r.lost, updated_at = $3::timestamptz
  from (
    select l.transfer_id, l.transfer_line_id,
      coalesce(sum(l.quantity_milli) filter (where l.store_id <> t.from_store_id), 0)::bigint as arrived,
      coalesce(sum(l.quantity_milli) filter (where l.store_id = t.from_store_id), 0)::bigint as returned,
      sum(l.lost_milli)::bigint as lost
    from stock_transfer_receipt_lines l join stock_transfers t on t.business_id = l.business_id and t.id = l.transfer_id
    where l.business_id = $1::uuid and l.transfer_id = any($2::uuid[])
    group by 1, 2
  ) r
  where l.business_id = $1::uuid and l.transfer_id = r.transfer_id and l.id = r.transfer_line_id`;

const STATE_OF = `update stock_transfers t set updated_at = $3::timestamptz, state = case when exists (
    select from stock_transfer_lines l where l.business_id = t.business_id and l.transfer_id = t.id
      and l.sent_milli > l.arrived_milli + l.returned_milli + l.lost_milli) then 'in_transit' else 'received' end
  where t.business_id = $1::uuid and t.id = any($2::uuid[])`;

const WRONG = `select t.id from stock_transfers t where t.business_id = $1::uuid and t.id = any($2::uuid[]) and (
    exists (select from stock_transfer_lines l where l.business_id = t.business_id and l.transfer_id = t.id
      and l.sent_milli < l.arrived_milli + l.returned_milli + l.lost_milli)
    or exists (select from stock_transfer_receipt_lines r where r.business_id = t.business_id and r.transfer_id = t.id and (
      r.store_id not in (t.from_store_id, t.to_store_id) or not exists (
        select from stock_transfer_lines l where l.business_id = r.business_id and l.transfer_id = r.transfer_id and l.id = r.transfer_line_id))))`;

/**
 * Sums up what became of the goods of the transfers that the batch touches. More than was sent, something else than was sent,
 * or goods at a third store are marked for review: what people saw stands.
 */
export async function settleTransfers(tx: Tx, context: ApplyContext, effects: Effects): Promise<void> {
  const touched = [
    ...effects.transfers.map(({ id, change_id }) => ({ id, changeId: change_id })),
    ...effects.transferReceipts.map(({ transfer_id, change_id }) => ({ id: transfer_id, changeId: change_id })),
  ];
  if (touched.length === 0) return;
  const ids = arrayLiteral([...new Set(touched.map(({ id }) => id))]);
  await tx.unsafe(SUM_LINES, [context.businessId, ids, context.at], { prepare: true });
  await tx.unsafe(STATE_OF, [context.businessId, ids, context.at], { prepare: true });
  const wrong = await tx.unsafe<{ id: string }[]>(WRONG, [context.businessId, ids], { prepare: true });
  for (const { id } of wrong) {
    for (const one of touched) if (one.id === id) effects.review(one.changeId ?? '', 'transfer_differs');
  }
}
