import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import type { SqlPart } from '../web-edits/read-records.ts';

/**
 * Which cases somebody sees who is limited to some stores, as a condition on `sync_cases c`: those of a till, of its day and of
 * a sale in one of the stores, and those of the whole business, such as a sku that stands twice.
 */
export function casesSeen(tx: Tx, { storeIds }: { readonly storeIds: readonly Id[] }): SqlPart {
  if (storeIds.length === 0) return tx``;
  const isSeen = (of: string) => tx`${tx.unsafe(of)}.store_id = any(${[...storeIds]}::uuid[])`;
  return tx`and case
    when c.entity in ('till', 'till_day') then exists (
      select from till_sync t
      where t.business_id = c.business_id and t.till_id = split_part(c.entity_id, '/', 1)::uuid and ${isSeen('t')})
    when c.kind = 'duplicate_receipt' then exists (
      select from sales_orders o
      where o.business_id = c.business_id and o.order_number = c.entity_id and ${isSeen('o')})
    when c.entity = 'sale' then exists (
      select from sales_orders o
      where o.business_id = c.business_id and o.id = c.entity_id::uuid and ${isSeen('o')})
    else true end`;
}
