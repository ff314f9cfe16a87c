import { z } from 'zod';
import { type Id, idSchema } from '#shared/base/ids.ts';
import { promotionSchema } from '#shared/catalogue/catalogue-records.ts';
import type { Promotion } from '#shared/sale/promote-cart.ts';
import type { Tx } from '#server/store/pool.ts';

const rowsSchema = z.array(promotionSchema.pick({ name: true, target: true, rule: true }).extend({ id: idSchema }));

/** The promotions that hold in a store at a moment. */
export async function heldPromotions(
  tx: Tx,
  { businessId, storeId, nowMs }: { readonly businessId: Id; readonly storeId: Id; readonly nowMs: number },
): Promise<readonly Promotion[]> {
  const rows = await tx`
    select id, name, target, rule from promotions
    where business_id = ${businessId} and is_active and not is_deleted
      and valid_from_ms <= ${nowMs} and (valid_to_ms is null or valid_to_ms > ${nowMs})
      and (store_ids = '{}' or ${storeId}::uuid = any(store_ids))`;
  return rowsSchema.parse([...rows]);
}
