import { must } from '#shared/base/assert.ts';
import type { InventoryFigures, InventorySummary } from '#shared/api/stock-reports.ts';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { Tx } from '#server/store/pool.ts';
import { NOTHING_UNDER_WAY, type UnderWay, goodsUnderWay } from './goods-under-way.ts';
import { type Asked, nowHead } from './range-head.ts';
import { sliceNames } from './slice-names.ts';
import { STOCK_KEYS, VALUE_SUMS, levelRows } from './stock-levels.ts';

type Query = { groupBy: 'store' | 'category'; days: number };
type LyingFigures = Omit<InventoryFigures, keyof UnderWay>;
type Row = LyingFigures & { readonly key: string };

/** Levels of one product in one store count together against its reorder level, whatever batches they lie in. */
const COUNTS = `
  count(*) filter (where l.is_first and l.is_counted)::bigint as "variantCount",
  count(*) filter (where l.is_first and l.is_counted and l.lying_milli <= l.reorder_milli)::bigint as "belowReorderCount",
  count(*) filter (where l.is_first and l.is_counted and l.lying_milli <= 0)::bigint as "outOfStockCount",
  count(*) filter (where l.is_expiring)::bigint as "expiringCount",
  coalesce(sum(l.quantity_milli) filter (where l.is_expiring), 0)::bigint as "expiringMilli",
  coalesce(round(sum(l.quantity_milli::numeric * l.cost_e4) filter (where l.is_expiring) / 10000000), 0)::bigint as "expiringMinor",
  count(*) filter (where l.is_expired)::bigint as "expiredCount",
  coalesce(sum(l.quantity_milli) filter (where l.is_expired), 0)::bigint as "expiredMilli"`;

/** Levels with what lies of their product in their store, and how near they are to their last day by the store's calendar. */
function judgedLevels(tx: Tx, asked: Asked<Query>) {
  const at = new Date(asked.nowMs);
  return tx`
    select l.*, row_number() over product = 1 as is_first, sum(l.quantity_milli) over product as lying_milli,
           coalesce(max(l.reorder_level_milli) over product, l.product_reorder_milli) as reorder_milli,
           coalesce(l.quantity_milli > 0 and l.expires_on < d.today, false) as is_expired,
           coalesce(l.quantity_milli > 0 and l.expires_on between d.today and d.today + ${asked.query.days}::integer, false) as is_expiring
      from (${levelRows(tx, asked)}) l
      join (select s.id, (${at}::timestamptz at time zone s.time_zone)::date as today
              from stores s where s.business_id = ${asked.business.id}) d on d.id = l.store_id
    window product as (partition by l.store_id, l.variant_id)`;
}

const NOTHING_LIES: LyingFigures = {
  onHandMilli: milli(0),
  valueMinor: minor(0),
  retailMinor: minor(0),
  oversoldMilli: milli(0),
  oversoldMinor: minor(0),
  variantCount: 0,
  belowReorderCount: 0,
  outOfStockCount: 0,
  expiringCount: 0,
  expiringMilli: milli(0),
  expiringMinor: minor(0),
  expiredCount: 0,
  expiredMilli: milli(0),
};

/** The stock of this moment: what lies there and what it is worth, what is on its way, what runs out and what expires. */
export async function inventorySummary(tx: Tx, asked: Asked<Query>): Promise<InventorySummary> {
  const { groupBy, days } = asked.query;
  const rows = await tx<Row[]>`
    select ${tx.unsafe(STOCK_KEYS[groupBy])} as key, ${tx.unsafe(VALUE_SUMS)}, ${tx.unsafe(COUNTS)}
      from (${judgedLevels(tx, asked)}) l group by 1 order by 1`;
  const [total] = await tx<LyingFigures[]>`
    select ${tx.unsafe(VALUE_SUMS)}, ${tx.unsafe(COUNTS)} from (${judgedLevels(tx, asked)}) l`;
  const underWay = await goodsUnderWay(tx, asked, groupBy);
  const lying = new Map(rows.map((row) => [row.key, row]));
  const keys = [...new Set([...lying.keys(), ...underWay.byKey.keys()])].toSorted();
  const nameOf = await sliceNames(tx, asked.business.id, groupBy, keys);
  return {
    ...(await nowHead(tx, asked)),
    groupBy,
    days,
    total: { ...must(total, 'sums without a group are one row'), ...underWay.total },
    rows: keys.map((key) => ({
      ...(lying.get(key) ?? NOTHING_LIES),
      ...(underWay.byKey.get(key) ?? NOTHING_UNDER_WAY),
      key,
      name: nameOf(key).name,
    })),
  };
}
