import type { BusinessDate } from '#shared/base/time.ts';
import type { Tx } from '#server/store/pool.ts';
import type { SalesScope } from './sales-slices.ts';

/** Days of the range that changed after the last drawer of their store was closed: a late sale came in. */
export async function changedDays(tx: Tx, scope: SalesScope): Promise<readonly BusinessDate[]> {
  const rows = await tx<{ business_date: BusinessDate }[]>`
    with closed as (
      select store_id, business_date, max(closed_at) as closed_at
        from shifts
       where business_id = ${scope.businessId} and business_date between ${scope.range.from} and ${scope.range.to}
         and (${scope.storeIds.length === 0} or store_id = any(${[...scope.storeIds]}::uuid[]))
       group by store_id, business_date
      having bool_and(closed_at is not null))
    select distinct o.business_date
      from closed c
      join sales_orders o on o.business_id = ${scope.businessId} and o.store_id = c.store_id and o.business_date = c.business_date
     where o.received_at > c.closed_at + interval '10 minutes' and o.occurred_at < c.closed_at and o.received_at > o.occurred_at + interval '12 hours'
     order by 1`;
  return rows.map((row) => row.business_date);
}
