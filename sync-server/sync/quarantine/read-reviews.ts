import type { z } from 'zod';
import type { PageMeta } from '#shared/api/envelope.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import type { listReviewsEndpoint } from '../review-endpoints.ts';

type Review = z.infer<(typeof listReviewsEndpoint)['answer']>[number];
type Row = Omit<Review, 'occurredAt' | 'receivedAt' | 'seenAt'> & {
  occurred_at: Date | null;
  received_at: Date;
  seen_at: Date | null;
  total: number;
};

export type ReviewsAsked = {
  readonly businessId: Id;
  /** Empty: all stores. */
  readonly storeIds: readonly Id[];
  readonly query: z.infer<(typeof listReviewsEndpoint)['query']>;
};

/**
 * Every applied change that something is odd about, by the business as $1. Of a sale its own marks count, which come and go
 * with what arrives later; of anything else the reason that it was applied with.
 */
export const REVIEWED = `
  select c.id, c.till_id, c.store_id, c.type, c.entity_id, c.occurred_at, c.created_at, null::text as order_number, null::bigint as total_minor,
    array[c.code] as reasons
  from changes c
  where c.business_id = $1::uuid and c.outcome = 'applied_for_review' and c.code is not null
    and not exists (select from sales_orders o where o.business_id = c.business_id and o.id = c.entity_id and o.change_id = c.id)
  union all
  select o.change_id, o.till_id, o.store_id, case o.kind when 'refund' then 'sale.refunded' else 'sale.completed' end, o.id,
    o.occurred_at, o.received_at, o.order_number, o.total_minor, o.review_reasons
  from sales_orders o where o.business_id = $1::uuid and o.needs_review`;

/** A page of what was applied for review. */
export async function readReviews(tx: Tx, asked: ReviewsAsked): Promise<{ data: Review[]; meta: PageMeta }> {
  const { page, limit, state, reason, tillId, storeId, sort } = asked.query;
  const way = sort === 'receivedAt' ? 'asc' : 'desc';
  const stores = storeId === undefined ? asked.storeIds : [storeId];
  const rows = await tx.unsafe<Row[]>(
    `with found as (
       select r.*, s.seen_by, s.seen_at, s.note from (${REVIEWED}) r
       left join change_reviews s on s.business_id = $1::uuid and s.change_id = r.id and r.reasons <@ s.reasons
       where (s.seen_by is not null) = $2::boolean and ($3::text is null or $3 = any(r.reasons))
         and ($4::uuid is null or r.till_id = $4) and ($5::uuid[] is null or r.store_id = any($5))
     ), counted as (select count(*) as total from found)
     select f.id, f.till_id as "tillId", coalesce(t.name, '') as "tillName", f.store_id as "storeId", f.type, f.entity_id as "entityId",
       f.order_number as "orderNumber", f.total_minor as "totalMinor", f.reasons, f.occurred_at, f.created_at as received_at,
       f.seen_by as "seenBy", u.full_name as "seenByName", f.seen_at, coalesce(f.note, '') as note, n.total
     from counted n left join lateral (select * from found order by created_at ${way}, id ${way} limit $6 offset $7) f on true
     left join tills t on t.business_id = $1::uuid and t.id = f.till_id
     left join users u on u.business_id = $1::uuid and u.id = f.seen_by
     order by f.created_at ${way}, f.id ${way}`,
    [
      asked.businessId,
      state === 'seen',
      reason ?? null,
      tillId ?? null,
      stores.length === 0 ? null : [...stores],
      limit,
      (page - 1) * limit,
    ],
  );
  const total = rows[0]?.total ?? 0;
  const data = rows.flatMap(({ occurred_at, received_at, seen_at, total: _total, ...row }): Review[] =>
    // One row without a change says the total of a page beyond the end.
    row.id === null
      ? []
      : [
          {
            ...row,
            occurredAt: occurred_at?.toISOString() ?? null,
            receivedAt: received_at.toISOString(),
            seenAt: seen_at?.toISOString() ?? null,
          },
        ],
  );
  return { data, meta: { page, limit, total } };
}
