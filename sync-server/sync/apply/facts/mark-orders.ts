import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import type { Stamp } from '../../rows/insert-rows.ts';

/** Puts one reason for review on sales, or takes it off; a sale without any reason needs none. */
export async function markOrders(
  tx: Tx,
  stamp: Stamp,
  saleIds: readonly string[],
  mark: { readonly reason: string; readonly isThere: boolean },
): Promise<void> {
  if (saleIds.length === 0) return;
  await tx`
    update sales_orders o set review_reasons = marked.reasons, needs_review = cardinality(marked.reasons) > 0, updated_at = ${stamp.at}
    from (
      select id, case when ${mark.isThere} then array_append(array_remove(review_reasons, ${mark.reason}), ${mark.reason})
        else array_remove(review_reasons, ${mark.reason}) end as reasons
      from sales_orders where business_id = ${stamp.businessId} and id = any(${arrayLiteral(saleIds)}::uuid[]) order by id for update
    ) marked
    where o.business_id = ${stamp.businessId} and o.id = marked.id`;
}
