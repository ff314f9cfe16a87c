import type { NoticeType } from '#shared/api/notification-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';

/** A thing that somebody should hear of: `thing` tells it from others of its type, `label` names it in a list. */
export type Found = {
  readonly type: NoticeType;
  readonly storeId: Id | null;
  readonly storeName: string | null;
  readonly thing: string;
  readonly label: string;
};

/** A till that was not heard from for so long is told of. */
const SILENT_MS = 2 * 3_600_000;
/** A drawer or a day is told of while it is news. */
const NEWS_MS = 2 * 86_400_000;
/** A drawer that was off by more than this many times 1 % of what was expected, and by more than a few coins, is told of. */
const VARIANCE_PARTS = 100;
const THINGS_MAX = 5000;

/** Stock that runs out, expires or was sold before it was booked in. */
export async function stockThings(tx: Tx, businessId: Id, nowMs: number): Promise<readonly Found[]> {
  return tx<Found[]>`
    with level as (
      select i.store_id, s.name as store_name, s.time_zone, i.variant_id, i.batch_id, i.quantity_milli, i.reorder_level_milli,
             p.reorder_level_milli as product_reorder, p.expiry_alert_days, b.expires_on, b.number,
             case when v.name = '' then p.name else p.name || ', ' || v.name end as label
        from inventory i
        join stores s on s.business_id = i.business_id and s.id = i.store_id and s.is_active and not s.is_deleted
        join product_variants v on v.business_id = i.business_id and v.id = i.variant_id and v.is_active and not v.is_deleted
        join products p on p.business_id = v.business_id and p.id = v.product_id and p.is_active and p.track_inventory and not p.is_deleted
        left join batches b on b.business_id = i.business_id and b.id = i.batch_id
       where i.business_id = ${businessId}
    )
    select 'low_stock' as type, store_id as "storeId", max(store_name) as "storeName", store_id || '/' || variant_id as thing, max(label) as label
      from level group by store_id, variant_id, product_reorder
    having sum(quantity_milli) between 0 and coalesce(max(reorder_level_milli), product_reorder)
    union all
    select 'oversold', store_id, store_name, store_id || '/' || variant_id || '/' || batch_id, label from level where quantity_milli < 0
    union all
    select 'expiring', store_id, store_name, store_id || '/' || batch_id, label || ' ' || number || ', ' || expires_on
      from level
     where quantity_milli > 0 and expires_on <= (${new Date(nowMs)}::timestamptz at time zone time_zone)::date + expiry_alert_days
    limit ${THINGS_MAX}`;
}

/** What waits for a decision, tills that were not heard from, and drawers that were off. */
export async function tillThings(tx: Tx, businessId: Id, nowMs: number): Promise<readonly Found[]> {
  return tx<Found[]>`
    select 'case' as type, null::uuid as "storeId", null as "storeName", id::text as thing, replace(kind, '_', ' ') as label
      from sync_cases where business_id = ${businessId} and state = 'open'
    union all
    select 'quarantine', t.store_id, s.name, q.id::text, q.type
      from sync_quarantine q
      join till_sync t on t.business_id = q.business_id and t.till_id = q.till_id
      left join stores s on s.business_id = t.business_id and s.id = t.store_id
     where q.business_id = ${businessId} and q.state = 'waiting'
    union all
    select 'silent_till', t.store_id, s.name, y.till_id || '/' || y.last_seen_at, t.name
      from till_sync y
      join tills t on t.business_id = y.business_id and t.id = y.till_id
      join stores s on s.business_id = t.business_id and s.id = t.store_id
      join shifts h on h.business_id = y.business_id and h.till_id = y.till_id and h.opened_at is not null and h.closed_at is null
     where y.business_id = ${businessId} and y.kind = 'till' and y.status = 'active' and y.last_seen_at < ${new Date(nowMs - SILENT_MS)}
     group by t.store_id, s.name, y.till_id, y.last_seen_at, t.name
    union all
    select 'drawer_variance', h.store_id, s.name, h.id::text,
           coalesce(t.name, 'a till') || ' on ' || h.business_date || case when h.variance_minor < 0 then ', short' else ', over' end
      from shifts h
      join stores s on s.business_id = h.business_id and s.id = h.store_id
      left join tills t on t.business_id = h.business_id and t.id = h.till_id
     where h.business_id = ${businessId} and h.closed_at >= ${new Date(nowMs - NEWS_MS)}
       and abs(h.variance_minor) * ${VARIANCE_PARTS} > abs(h.expected_minor)
    limit ${THINGS_MAX}`;
}
