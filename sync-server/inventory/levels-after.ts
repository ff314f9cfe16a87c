import type { Hlc } from '#shared/base/hlc.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';

/** A step of a shelf: a movement (0) or a count (1). */
export type HistoryStep = {
  readonly id: Id;
  readonly isCount: 0 | 1;
  readonly hlc: Hlc;
  readonly storeId: Id;
  readonly variantId: Id;
  readonly batchId: Id;
};

/**
 * What lay on its shelf after each step: what the last count before it found, and all that moved since.
 *
 * Each shelf is walked once, from its first step that is asked for to its last; by `isCount id`.
 */
export async function levelsAfter(tx: Tx, businessId: Id, steps: readonly HistoryStep[]): Promise<Map<string, number>> {
  if (steps.length === 0) return new Map();
  const spans = spansOf(steps);
  const rows = await tx<{ isCount: number; id: Id; levelMilli: number }[]>`
    with shelf as (
      select * from unnest(${spans.map((of) => of.storeId)}::uuid[], ${spans.map((of) => of.variantId)}::uuid[],
        ${spans.map((of) => of.batchId)}::uuid[], ${spans.map((of) => of.from)}::text[], ${spans.map((of) => of.to)}::text[])
        as r (store_id, variant_id, batch_id, from_hlc, to_hlc)
    ), start as (
      select s.*, coalesce(p.counted_milli, 0) + coalesce((
        select sum(m.quantity_milli) from stock_movements m
        where m.business_id = ${businessId} and m.store_id = s.store_id and m.variant_id = s.variant_id and m.batch_id = s.batch_id
          and m.hlc > coalesce(p.hlc, '') collate "C" and m.hlc < s.from_hlc collate "C"), 0) as level_milli
      from shelf s left join lateral (
        select p.hlc, p.counted_milli from stock_count_lines p
        where p.business_id = ${businessId} and p.store_id = s.store_id and p.variant_id = s.variant_id and p.batch_id = s.batch_id
          and p.hlc < s.from_hlc collate "C"
        order by p.hlc desc, p.created_at, p.id limit 1
      ) p on true
    ), step as (
      select s.store_id, s.variant_id, s.batch_id, s.level_milli, m.hlc, 0 as is_count, m.id, m.quantity_milli as by_milli, m.created_at
      from start s join stock_movements m on m.business_id = ${businessId} and m.store_id = s.store_id and m.variant_id = s.variant_id
        and m.batch_id = s.batch_id and m.hlc >= s.from_hlc collate "C" and m.hlc <= s.to_hlc collate "C"
      union all
      select s.store_id, s.variant_id, s.batch_id, s.level_milli, l.hlc, 1, l.id, l.counted_milli, l.created_at
      from start s join stock_count_lines l on l.business_id = ${businessId} and l.store_id = s.store_id and l.variant_id = s.variant_id
        and l.batch_id = s.batch_id and l.hlc >= s.from_hlc collate "C" and l.hlc <= s.to_hlc collate "C"
    ), numbered as (
      select step.*, count(*) filter (where is_count = 1) over shelf_so_far as counts
      from step
      window shelf_so_far as (partition by store_id, variant_id, batch_id order by hlc, is_count, id)
    )
    select is_count as "isCount", id, (case when counts = 0 then level_milli else 0 end + sum(by_milli) over (
      partition by store_id, variant_id, batch_id, counts order by hlc, is_count, id))::bigint as "levelMilli"
    from numbered`;
  return new Map(rows.map(({ isCount, id, levelMilli }) => [`${isCount} ${id}`, levelMilli]));
}

type Span = Pick<HistoryStep, 'storeId' | 'variantId' | 'batchId'> & { readonly from: Hlc; readonly to: Hlc };

/** Each shelf once, with its first and its last step. */
function spansOf(steps: readonly HistoryStep[]): Span[] {
  const spans = new Map<string, Span>();
  for (const { storeId, variantId, batchId, hlc } of steps) {
    const place = `${storeId} ${variantId} ${batchId}`;
    const span = spans.get(place) ?? { storeId, variantId, batchId, from: hlc, to: hlc };
    spans.set(place, { ...span, from: hlc < span.from ? hlc : span.from, to: hlc > span.to ? hlc : span.to });
  }
  return [...spans.values()];
}
