import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import type { Effects } from '../effects.ts';
import type { ApplyContext } from '../incoming.ts';

/** Lays every note and customer that was added to these sales over them; the latest says what stands. */
export async function annotateSales(
  tx: Tx,
  context: ApplyContext,
  effects: Effects,
  saleIds: readonly string[],
): Promise<void> {
  if (saleIds.length === 0) return;
  const annotated = await tx<{ id: string; store_id: string }[]>`
    update sales_orders o set
      notes = coalesce((select j.details ->> 'note' from till_journal j
        where j.business_id = o.business_id and j.type = 'sale.annotated' and j.subject_id = o.id and j.details ->> 'note' is not null
        order by j.occurred_at desc, j.id desc limit 1), o.notes),
      customer_id = coalesce((select (j.details ->> 'customerId')::uuid from till_journal j
        where j.business_id = o.business_id and j.type = 'sale.annotated' and j.subject_id = o.id and j.details ->> 'customerId' is not null
        order by j.occurred_at desc, j.id desc limit 1), o.customer_id),
      customer_name = coalesce((select c.name from till_journal j
        join customers c on c.business_id = j.business_id and c.id = (j.details ->> 'customerId')::uuid
        where j.business_id = o.business_id and j.type = 'sale.annotated' and j.subject_id = o.id and j.details ->> 'customerId' is not null
        order by j.occurred_at desc, j.id desc limit 1), o.customer_name),
      updated_at = ${context.at}
    where o.business_id = ${context.businessId} and o.id = any(${arrayLiteral(saleIds)}::uuid[]) returning o.id, o.store_id`;
  for (const { id, store_id } of annotated)
    effects.moveInFeed({ entity: 'sale', id, class: 'sales', scopeId: store_id, isGone: false });
}
