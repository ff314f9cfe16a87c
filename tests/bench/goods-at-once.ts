import type { Pool } from '#server/store/pool.ts';
import { addManyGoods } from '#tests/support/many-goods.ts';
import type { BenchShop } from './bench-shop.ts';

const GOODS = 200;

/** Puts goods with stock into the shop's store past its door, where how they came is no matter. Gives their variants. */
export async function goodsAtOnce(shop: BenchShop, root: Pool, businessId: string): Promise<readonly string[]> {
  const names = Array.from({ length: GOODS }, (_, index) => `Good ${index}`);
  await addManyGoods(root, { businessId, levelsOf: shop.founded.storeId, nowMs: shop.clock.nowMs() }, names);
  const rows = await root<
    { id: string }[]
  >`select id from product_variants where business_id = ${businessId} order by id`;
  return rows.map(({ id }) => id);
}
