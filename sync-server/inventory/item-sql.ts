import type { Id } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { type SqlPart, anywhere } from '#server/sync/web-edits/read-records.ts';

/** The name of a variant `v` of a product `p`, as people say it. */
export const ITEM_NAME = `case when v.name = '' then p.name else p.name || ', ' || v.name end`;

/** What a quantity of a level `i` is worth at its average cost, in minor units, halves away from zero. */
export const LEVEL_VALUE = `round(i.quantity_milli::numeric * i.average_cost_e4 / 10000000)::bigint`;

/** The conditions on a product `p` and its variant `v` that every list of stock takes. */
export function itemFilters(
  tx: Tx,
  asked: {
    readonly categoryId?: Id | undefined;
    readonly supplierId?: Id | undefined;
    readonly variantId?: Id | undefined;
    readonly q?: string | undefined;
  },
): SqlPart {
  const { categoryId, supplierId, variantId, q } = asked;
  const isSearch = q !== undefined && q !== '';
  return tx`
    ${categoryId === undefined ? tx`` : tx`and p.category_id = ${categoryId}`}
    ${supplierId === undefined ? tx`` : tx`and p.supplier_id = ${supplierId}`}
    ${variantId === undefined ? tx`` : tx`and v.id = ${variantId}`}
    ${isSearch ? tx`and (v.sku ilike ${anywhere(q)} or p.name ilike ${anywhere(q)} or v.name ilike ${anywhere(q)})` : tx``}`;
}
