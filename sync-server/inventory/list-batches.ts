import type { z } from 'zod';
import type { listBatchesEndpoint } from '#shared/api/inventory-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { anywhere } from '#server/sync/web-edits/read-records.ts';
import { ITEM_NAME } from './item-sql.ts';

type Row = z.input<typeof listBatchesEndpoint.answer>[number];
type Query = z.output<typeof listBatchesEndpoint.query>;

const ORDERS: Readonly<Record<Query['sort'], string>> = {
  expiresOn: 'b.expires_on nulls last, b.id',
  '-expiresOn': 'b.expires_on desc nulls first, b.id',
  number: 'b.number collate "C", b.id',
  '-number': 'b.number collate "C" desc, b.id',
};

/** Batches with what lies of them in the stores that the person may see. */
export async function listBatches(
  tx: Tx,
  asked: { readonly businessId: Id; readonly storeIds: readonly Id[]; readonly query: Query },
): Promise<{ rows: Row[]; total: number }> {
  const { businessId, query } = asked;
  const lying = tx`
    select i.store_id, i.quantity_milli from inventory i
    where i.business_id = b.business_id and i.variant_id = b.variant_id and i.batch_id = b.id
      and i.store_id = any(${[...asked.storeIds]}::uuid[]) and i.quantity_milli <> 0`;
  const from = tx`
    from batches b
    join product_variants v on v.business_id = b.business_id and v.id = b.variant_id
    join products p on p.business_id = v.business_id and p.id = v.product_id
    where b.business_id = ${businessId} and not b.is_deleted
      ${query.productId === undefined ? tx`` : tx`and p.id = ${query.productId}`}
      ${query.variantId === undefined ? tx`` : tx`and v.id = ${query.variantId}`}
      ${query.q === undefined || query.q === '' ? tx`` : tx`and b.number ilike ${anywhere(query.q)}`}
      ${query.hasStock === undefined ? tx`` : tx`and exists (${lying}) = ${query.hasStock}`}`;
  const rows = await tx<Row[]>`
    select b.id, p.id as "productId", v.id as "variantId", ${tx.unsafe(ITEM_NAME)} as name, v.sku, b.number, b.expires_on::text as "expiresOn",
      b.cost_e4 as "costE4",
      (select coalesce(sum(l.quantity_milli), 0)::bigint from (${lying}) l) as "quantityMilli",
      (select coalesce(json_agg(json_build_object('storeId', l.store_id, 'quantityMilli', l.quantity_milli) order by l.store_id), '[]')
        from (${lying}) l) as stores
    ${from} order by ${tx.unsafe(ORDERS[query.sort])} limit ${query.limit} offset ${(query.page - 1) * query.limit}`;
  const [count] = await tx<{ total: number }[]>`select count(*)::bigint as total ${from}`;
  return { rows: [...rows], total: count?.total ?? 0 };
}
