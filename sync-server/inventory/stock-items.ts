import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';

/** A variant as a stock paper needs it. */
export type StockItem = {
  readonly variantId: Id;
  readonly name: string;
  readonly unit: 'piece' | 'kg' | 'l' | 'm';
  readonly isTracked: boolean;
  readonly costE4: number;
};

/** The variants of these ids, those of archived products too: what lies there still moves. */
export async function readStockItems(tx: Tx, businessId: Id, variantIds: readonly Id[]): Promise<Map<Id, StockItem>> {
  const rows = await tx<StockItem[]>`
    select v.id as "variantId", case when v.name = '' then p.name else p.name || ', ' || v.name end as name,
      p.unit, p.track_inventory as "isTracked", v.cost_e4 as "costE4"
    from product_variants v join products p on p.business_id = v.business_id and p.id = v.product_id
    where v.business_id = ${businessId} and v.id = any(${[...new Set(variantIds)]}::uuid[]) and not v.is_deleted`;
  return new Map(rows.map((row) => [row.variantId, row]));
}

/** What lies in a store of a variant and batch, at what average cost; 0 where nothing ever came in at a cost. */
export type StoreLot = {
  readonly variantId: Id;
  readonly batchId: Id;
  readonly expiresOn: string | null;
  readonly quantityMilli: number;
  readonly averageCostE4: number;
};

/** The shelves of a store that hold these variants, batch by batch. */
export async function readLots(
  tx: Tx,
  businessId: Id,
  storeId: Id,
  variantIds: readonly Id[],
): Promise<Map<Id, StoreLot[]>> {
  const rows = await tx<StoreLot[]>`
    select i.variant_id as "variantId", i.batch_id as "batchId", b.expires_on::text as "expiresOn",
      i.quantity_milli as "quantityMilli", i.average_cost_e4 as "averageCostE4"
    from inventory i left join batches b on b.business_id = i.business_id and b.id = i.batch_id
    where i.business_id = ${businessId} and i.store_id = ${storeId} and i.variant_id = any(${[...new Set(variantIds)]}::uuid[])`;
  return Map.groupBy(rows, ({ variantId }) => variantId);
}

/** What a unit on a shelf is known to cost: its average, else what the variant costs. */
export function costOfLot(item: StockItem, lot: StoreLot | undefined): number {
  return lot === undefined || lot.averageCostE4 === 0 ? item.costE4 : lot.averageCostE4;
}
