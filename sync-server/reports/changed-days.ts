import type { BusinessDate } from '#shared/base/time.ts';
import type { Tx } from '#server/store/pool.ts';
import { type SalesScope, inScope } from './sales-scope.ts';

/** Days of the range that changed after the last drawer of their store was closed: a late sale came in. */
export async function changedDays(tx: Tx, scope: SalesScope): Promise<readonly BusinessDate[]> {
  const rows = await tx<{ business_date: BusinessDate }[]>`
    with closed as (
      select h.store_id, h.business_date, max(h.closed_at) as closed_at
        from shifts h
       where h.business_id = ${scope.businessId} and ${inScope(tx, scope, 'h')}
       group by h.store_id, h.business_date
      having bool_and(h.closed_at is not null))
    select distinct c.business_date
      from closed c
     where exists (
       select from sales_orders o
        where o.business_id = ${scope.businessId} and o.store_id = c.store_id and o.business_date = c.business_date
          and o.received_at > c.closed_at + interval '10 minutes' and o.occurred_at < c.closed_at
          and o.received_at - o.occurred_at > interval '12 hours')
     order by 1`;
  return rows.map((row) => row.business_date);
}
