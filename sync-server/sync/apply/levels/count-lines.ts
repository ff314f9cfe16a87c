import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import type { Stamp } from '../../rows/insert-rows.ts';
import type { CountedAt } from '../effects.ts';
import { type LevelKey, levelPlace } from './level-rows.ts';

const MOVED_SINCE = `select r.store_id as "storeId", r.variant_id as "variantId", r.batch_id as "batchId", coalesce(sum(m.quantity_milli), 0)::bigint as "movedMilli"
  from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[]) as r (store_id, variant_id, batch_id, hlc)
  left join stock_movements m on m.business_id = $1::uuid and m.store_id = r.store_id and m.variant_id = r.variant_id and m.batch_id = r.batch_id
    and m.hlc > r.hlc collate "C"
  group by 1, 2, 3`;

/** What moved on each shelf after a count of it, by the facts. */
export async function movedSince(tx: Tx, stamp: Stamp, counts: readonly CountedAt[]): Promise<Map<string, number>> {
  if (counts.length === 0) return new Map();
  const rows = await tx.unsafe<(LevelKey & { movedMilli: number })[]>(
    MOVED_SINCE,
    [
      stamp.businessId,
      arrayLiteral(counts.map((line) => line.storeId)),
      arrayLiteral(counts.map((line) => line.variantId)),
      arrayLiteral(counts.map((line) => line.batchId)),
      arrayLiteral(counts.map((line) => line.stamp)),
    ],
    { prepare: true },
  );
  return new Map(rows.map((row) => [levelPlace(row), row.movedMilli]));
}

const UPDATE_VARIANCES = `with shelf as (select * from unnest($3::uuid[], $4::uuid[], $5::uuid[]) as r (store_id, variant_id, batch_id)),
  line as (
    select l.store_id, l.variant_id, l.batch_id, l.hlc, l.id, l.counted_milli, coalesce(p.hlc, '') as from_hlc, coalesce(p.counted_milli, 0) as from_milli
    from stock_count_lines l join shelf using (store_id, variant_id, batch_id)
    left join lateral (
      select p.hlc, p.counted_milli from stock_count_lines p
      where p.business_id = $1::uuid and p.store_id = l.store_id and p.variant_id = l.variant_id and p.batch_id = l.batch_id and p.hlc < l.hlc
      order by p.hlc desc, p.created_at, p.id limit 1
    ) p on true
    where l.business_id = $1::uuid
  ),
  judged as (
    select line.*, line.counted_milli - line.from_milli - coalesce((
      select sum(m.quantity_milli) from stock_movements m
      where m.business_id = $1::uuid and m.store_id = line.store_id and m.variant_id = line.variant_id and m.batch_id = line.batch_id
        and m.hlc > line.from_hlc collate "C" and m.hlc <= line.hlc), 0)::bigint as variance_milli
    from line
  )
  update stock_count_lines l set variance_milli = judged.variance_milli, updated_at = $2::timestamptz
  from judged
  where l.business_id = $1::uuid and l.store_id = judged.store_id and l.variant_id = judged.variant_id and l.batch_id = judged.batch_id
    and l.hlc = judged.hlc and l.id = judged.id and l.variance_milli <> judged.variance_milli`;

/** Judges every count of these shelves anew: what was counted, less what the count before it and the facts since say. */
export async function updateVariances(tx: Tx, stamp: Stamp, shelves: readonly LevelKey[]): Promise<void> {
  await tx.unsafe(
    UPDATE_VARIANCES,
    [
      stamp.businessId,
      stamp.at,
      arrayLiteral(shelves.map((key) => key.storeId)),
      arrayLiteral(shelves.map((key) => key.variantId)),
      arrayLiteral(shelves.map((key) => key.batchId)),
    ],
    { prepare: true },
  );
}
