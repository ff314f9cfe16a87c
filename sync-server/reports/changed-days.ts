import type { BusinessDate } from '#shared/base/time.ts';
import type { Tx } from '#server/store/pool.ts';
import { type SalesScope, inScope } from './sales-scope.ts';

/**
 * Days of the range of which a sale came in after they were closed: drawers of the store and day had been counted, none was
 * known to be open, and the sale was made before that or came once the day was over.
 *
 * When something was known here is told by the server's own clock. A sale that comes as it is made is never late, which spares
 * nearly all of them the closer look.
 *
 * @param dayStartMinutes when the days of the business begin
 */
export async function changedDays(
  tx: Tx,
  scope: SalesScope,
  dayStartMinutes: number,
): Promise<readonly BusinessDate[]> {
  const rows = await tx<{ business_date: BusinessDate }[]>`
    with closed as (
      select h.store_id, h.business_date, min(h.updated_at) as known_at, max(h.closed_at) as closed_at,
             ((h.business_date + 1)::timestamp + make_interval(mins => ${dayStartMinutes}::integer)) at time zone max(s.time_zone) as over_at
        from shifts h join stores s on s.business_id = h.business_id and s.id = h.store_id
       where h.business_id = ${scope.businessId} and ${inScope(tx, scope, 'h')} and h.closed_at is not null
       group by h.store_id, h.business_date)
    select distinct c.business_date
      from closed c
     where exists (
       select from sales_orders o
        where o.business_id = ${scope.businessId} and o.store_id = c.store_id and o.business_date = c.business_date
          and o.received_at > c.known_at and o.received_at - o.occurred_at > interval '10 minutes'
          and (o.received_at > c.over_at or o.occurred_at < c.closed_at)
          and ${isLate(tx)})
     order by 1`;
  return rows.map((row) => row.business_date);
}

/** Whether the day `c` was closed when the sale `o` came, as far as was known then. */
function isLate(tx: Tx) {
  return tx`not exists (
      select from shifts h
       where h.business_id = o.business_id and h.store_id = o.store_id and h.business_date = o.business_date
         and h.created_at < o.received_at and (h.closed_at is null or h.updated_at >= o.received_at))
    and (o.received_at > c.over_at or exists (
      select from shifts h
       where h.business_id = o.business_id and h.store_id = o.store_id and h.business_date = o.business_date
         and h.updated_at < o.received_at and o.occurred_at < h.closed_at))`;
}
