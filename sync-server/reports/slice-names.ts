import { NO_ID, type Id } from '#shared/base/ids.ts';
import type { SalesGroupBy } from '#shared/api/reports.ts';
import type { Tx } from '#server/store/pool.ts';

export type SliceName = { readonly name: string; readonly sku?: string };

type Named = { readonly id: string; readonly name: string; readonly sku: string | null };

async function namedRows(
  tx: Tx,
  businessId: Id,
  groupBy: SalesGroupBy,
  keys: readonly string[],
): Promise<readonly Named[]> {
  const ids = [...keys];
  switch (groupBy) {
    case 'store':
      return tx<
        Named[]
      >`select id, name, null as sku from stores where business_id = ${businessId} and id = any(${ids}::uuid[])`;
    case 'category':
      return tx<
        Named[]
      >`select id, name, null as sku from categories where business_id = ${businessId} and id = any(${ids}::uuid[])`;
    case 'cashier':
      return tx<
        Named[]
      >`select id, full_name as name, null as sku from users where business_id = ${businessId} and id = any(${ids}::uuid[])`;
    case 'till':
      return tx<Named[]>`
        select t.id, s.name || ' ' || t.name as name, null as sku
          from tills t join stores s on s.business_id = t.business_id and s.id = t.store_id
         where t.business_id = ${businessId} and t.id = any(${ids}::uuid[])
        union all
        select id, name || ' web', null from stores where business_id = ${businessId} and id = any(${ids}::uuid[])`;
    case 'product':
      return tx<Named[]>`
        select v.id, case when v.name = '' then p.name else p.name || ', ' || v.name end as name, v.sku
          from product_variants v join products p on p.business_id = v.business_id and p.id = v.product_id
         where v.business_id = ${businessId} and v.id = any(${ids}::uuid[])`;
    case 'day':
    case 'week':
    case 'month':
    case 'hour':
      return [];
  }
}

/** What the keys of a grouping are called. What has no record any more keeps a name that says so. */
export async function sliceNames(
  tx: Tx,
  businessId: Id,
  groupBy: SalesGroupBy,
  keys: readonly string[],
): Promise<(key: string) => SliceName> {
  const rows = await namedRows(tx, businessId, groupBy, keys);
  const names = new Map<string, SliceName>(
    rows.map((row) => [row.id, row.sku === null ? { name: row.name } : { name: row.name, sku: row.sku }]),
  );
  const isTime = groupBy === 'day' || groupBy === 'week' || groupBy === 'month' || groupBy === 'hour';
  return (key) => names.get(key) ?? { name: isTime ? key : key === NO_ID ? 'None' : 'Not in the list any more' };
}
