import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';

/** A level that isn't what the last count and the movements after it say, or a count whose variance isn't. */
export type LevelDifference = {
  readonly what: 'level' | 'variance';
  readonly id: string;
  readonly keptMilli: number | null;
  readonly trueMilli: number | null;
};

/** Works levels and variances of a business out again from counts and movements; there must be no difference. */
export async function compareLevels(tx: Tx, businessId: Id): Promise<LevelDifference[]> {
  return tx<LevelDifference[]>`
    with counted as (
      select distinct on (store_id, variant_id, batch_id) store_id, variant_id, batch_id, hlc, counted_milli
      from stock_count_lines where business_id = ${businessId}
      order by store_id, variant_id, batch_id, hlc desc, created_at, id
    ), touched as (
      select store_id, variant_id, batch_id from stock_movements where business_id = ${businessId}
      union select store_id, variant_id, batch_id from counted
    ), truth as (
      select t.store_id, t.variant_id, t.batch_id, coalesce(c.counted_milli, 0) + coalesce((
        select sum(m.quantity_milli) from stock_movements m
        where m.business_id = ${businessId} and m.store_id = t.store_id and m.variant_id = t.variant_id and m.batch_id = t.batch_id
          and m.hlc > coalesce(c.hlc, '0000000000000000')), 0)::bigint as quantity_milli
      from touched t left join counted c using (store_id, variant_id, batch_id)
    )
    select 'level' as what, concat_ws('/', store_id, variant_id, batch_id) as id, i.quantity_milli as "keptMilli", t.quantity_milli as "trueMilli"
    from truth t full join (select * from inventory where business_id = ${businessId}) i using (store_id, variant_id, batch_id)
    where i.quantity_milli is distinct from t.quantity_milli and not (t.quantity_milli is null and i.quantity_milli = 0)
    union all
    select 'variance', l.id::text, l.variance_milli, l.counted_milli - coalesce(p.counted_milli, 0) - coalesce((
      select sum(m.quantity_milli) from stock_movements m
      where m.business_id = ${businessId} and m.store_id = l.store_id and m.variant_id = l.variant_id and m.batch_id = l.batch_id
        and m.hlc > coalesce(p.hlc, '') and m.hlc <= l.hlc), 0)::bigint
    from stock_count_lines l left join lateral (
      select p.hlc, p.counted_milli from stock_count_lines p
      where p.business_id = ${businessId} and p.store_id = l.store_id and p.variant_id = l.variant_id and p.batch_id = l.batch_id and p.hlc < l.hlc
      order by p.hlc desc, p.created_at, p.id limit 1
    ) p on true
    where l.business_id = ${businessId} and l.variance_milli <> l.counted_milli - coalesce(p.counted_milli, 0) - coalesce((
      select sum(m.quantity_milli) from stock_movements m
      where m.business_id = ${businessId} and m.store_id = l.store_id and m.variant_id = l.variant_id and m.batch_id = l.batch_id
        and m.hlc > coalesce(p.hlc, '') and m.hlc <= l.hlc), 0)`;
}
