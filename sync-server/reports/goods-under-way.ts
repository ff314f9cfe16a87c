import type { InventoryFigures } from '#shared/api/stock-reports.ts';
import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { Tx } from '#server/store/pool.ts';
import { STOCK_KEYS, type StockScope } from './stock-levels.ts';

export type UnderWay = Pick<InventoryFigures, 'inTransitMilli' | 'inTransitMinor'>;
export const NOTHING_UNDER_WAY: UnderWay = { inTransitMilli: milli(0), inTransitMinor: minor(0) };

const SUMS = `
  coalesce(sum(l.quantity_milli), 0)::bigint as "inTransitMilli",
  coalesce(round(sum(l.quantity_milli::numeric * l.cost_e4) / 10000000), 0)::bigint as "inTransitMinor"`;

/** What is on its way to some stores, at what it cost where it left: worked out exactly, rounded once for each key. */
export async function goodsUnderWay(
  tx: Tx,
  scope: StockScope,
  groupBy: 'store' | 'category',
): Promise<{ readonly total: UnderWay; readonly byKey: ReadonlyMap<string, UnderWay> }> {
  const rows = await tx<(UnderWay & { readonly key: string })[]>`
    select ${tx.unsafe(STOCK_KEYS[groupBy])} as key, ${tx.unsafe(SUMS)} from (${linesUnderWay(tx, scope)}) l group by 1`;
  const [total] = await tx<UnderWay[]>`select ${tx.unsafe(SUMS)} from (${linesUnderWay(tx, scope)}) l`;
  return {
    total: total ?? NOTHING_UNDER_WAY,
    byKey: new Map(rows.map(({ key, ...sums }) => [key, sums])),
  };
}

function linesUnderWay(tx: Tx, { business, storeIds }: StockScope) {
  return tx`
    select t.to_store_id as store_id, p.category_id, l.unit_cost_e4 as cost_e4,
           l.sent_milli - l.arrived_milli - l.returned_milli - l.lost_milli as quantity_milli
      from stock_transfer_lines l
      join stock_transfers t on t.business_id = l.business_id and t.id = l.transfer_id
      left join product_variants v on v.business_id = l.business_id and v.id = l.variant_id
      left join products p on p.business_id = v.business_id and p.id = v.product_id
     where l.business_id = ${business.id} and t.business_id = ${business.id}
       and l.sent_milli > l.arrived_milli + l.returned_milli + l.lost_milli and t.to_store_id = any(${[...storeIds]}::uuid[])`;
}
