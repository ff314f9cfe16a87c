import { levelId, parseLevelId } from '#shared/sync/feed-rows.ts';
import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import type { LoadedRows, PullView } from './pull-view.ts';

type Row = {
  storeId: string;
  variantId: string;
  batchId: string;
  quantityMilli: number;
  reorderLevelMilli: number | null;
  anchorHlc: string;
  averageCostE4: number;
};

/** Levels with the stamp of the count that they start from. */
export async function loadLevels(tx: Tx, view: PullView, ids: readonly string[]): Promise<LoadedRows> {
  const keys = ids.flatMap((id) => parseLevelId(id) ?? []);
  const rows = await tx.unsafe<Row[]>(
    `select store_id as "storeId", variant_id as "variantId", batch_id as "batchId", quantity_milli as "quantityMilli",
       reorder_level_milli as "reorderLevelMilli", anchor_hlc as "anchorHlc", average_cost_e4 as "averageCostE4"
     from inventory where business_id = $1::uuid
       and (store_id, variant_id, batch_id) in (select * from unnest($2::uuid[], $3::uuid[], $4::uuid[]))`,
    [
      view.businessId,
      arrayLiteral(keys.map((key) => key.storeId)),
      arrayLiteral(keys.map((key) => key.variantId)),
      arrayLiteral(keys.map((key) => key.batchId)),
    ],
    { prepare: true },
  );
  return new Map(rows.map((row) => [levelId(row), JSON.stringify(row)]));
}
