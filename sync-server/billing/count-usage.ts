import type { SubscriptionAnswer } from '#shared/api/subscription-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import type { Tx } from '#server/store/pool.ts';

export type Usage = SubscriptionAnswer['usage'];

/** What a business uses of what plans limit: people who are not out, stores and tills that work, this month's sales. */
export async function countUsage(tx: Tx, businessId: Id, nowMs: number): Promise<Usage> {
  const [zone] = await tx<{ time_zone: string; day_start_minutes: number }[]>`
    select time_zone, day_start_minutes from businesses where business_id = ${businessId}`;
  const { time_zone: timeZone, day_start_minutes: dayStartMinutes } = must(zone, 'a session has a business');
  const monthStart = `${businessDateAt(instantAt(nowMs, timeZone), dayStartMinutes).slice(0, 7)}-01`;
  const [usage] = await tx<Usage[]>`
    select
      (select count(*) from users u where u.business_id = ${businessId} and u.is_active and not u.is_deleted) as users,
      (select count(*) from stores s where s.business_id = ${businessId} and s.is_active and not s.is_deleted) as stores,
      (select count(*) from tills t where t.business_id = ${businessId} and t.status = 'active' and not t.is_deleted) as tills,
      (select coalesce(sum(r.sale_count), 0)::bigint from rollup_sales_hour r
        where r.business_id = ${businessId} and r.business_date >= ${monthStart}) as orders`;
  return must(usage, 'a count gives a row');
}
