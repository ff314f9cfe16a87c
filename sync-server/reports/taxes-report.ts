import type { TaxesOf, TaxesReport, TimeOrStore } from '#shared/api/money-reports.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import type { Tx } from '#server/store/pool.ts';
import { ordersIn, partsOf } from './fact-lines.ts';
import { groupKey, groupNames } from './group-keys.ts';
import { type Asked, rangeHead, scopeOf } from './range-head.ts';
import { type SalesScope, inScope } from './sales-scope.ts';
import { salesSlices } from './sales-slices.ts';

type Query = {
  from: string;
  to: string;
  groupBy: TimeOrStore;
  cashierId?: Id | undefined;
  method?: string | undefined;
};
type Tax = TaxesOf['taxes'][number];
type Row = Tax & { readonly key: string };

/** Tax by rate and group: from its rollup, or from the lines where only some sales are asked for. */
async function taxSlices(tx: Tx, scope: SalesScope, groupBy: TimeOrStore): Promise<readonly Row[]> {
  const columns = `t.tax_rate_id as "taxRateId", max(t.name collate "C") as name, t.rate_ppm as "ratePpm", t.inclusive,
    sum(t.base_minor)::bigint as "baseMinor", sum(t.tax_minor)::bigint as "taxMinor"`;
  if (scope.cashierId === undefined && scope.method === undefined)
    return tx<Row[]>`
      select ${tx.unsafe(groupKey(groupBy, { day: 't.business_date', store: 't.store_id' }))} as key, ${tx.unsafe(columns)}
        from rollup_sales_tax t where t.business_id = ${scope.businessId} and ${inScope(tx, scope, 't')}
       group by 1, t.tax_rate_id, t.rate_ppm, t.inclusive order by 1, t.rate_ppm desc, name, t.tax_rate_id`;
  return tx<Row[]>`
    select ${tx.unsafe(groupKey(groupBy, { day: 'o.business_date', store: 'o.store_id' }))} as key, ${tx.unsafe(columns)}
      from sales_orders o cross join ${partsOf(tx, 'sales_order_item_taxes')} t
     where o.business_id = ${scope.businessId} and ${ordersIn(tx, scope)}
     group by 1, t.tax_rate_id, t.rate_ppm, t.inclusive order by 1, t.rate_ppm desc, name, t.tax_rate_id`;
}

function taxesOf(rows: readonly Row[], netWithoutTax: number): TaxesOf {
  const byRate = new Map<string, Tax>();
  for (const { key: _, ...tax } of rows) {
    const place = `${tax.taxRateId} ${tax.ratePpm} ${tax.inclusive}`;
    const known = byRate.get(place);
    byRate.set(place, {
      ...tax,
      name: known !== undefined && known.name > tax.name ? known.name : tax.name,
      baseMinor: minor((known?.baseMinor ?? 0) + tax.baseMinor),
      taxMinor: minor((known?.taxMinor ?? 0) + tax.taxMinor),
    });
  }
  const taxes = [...byRate.values()];
  return {
    taxes,
    taxMinor: minor(taxes.reduce((sum, { taxMinor }) => sum + taxMinor, 0)),
    netWithoutTaxMinor: minor(netWithoutTax),
  };
}

/** Tax by rate, with what it was worked out on and all revenue beside it. */
export async function taxesReport(tx: Tx, asked: Asked<Query>): Promise<TaxesReport> {
  const { groupBy } = asked.query;
  const scope = scopeOf(asked);
  const rows = await taxSlices(tx, scope, groupBy);
  const sales = await salesSlices(tx, scope, groupBy === 'none' ? 'day' : groupBy);
  const net = new Map(sales.map((slice) => [slice.key, slice.net_minor - slice.tax_minor]));
  const total = [...net.values()].reduce((left, right) => left + right, 0);
  const keys = groupBy === 'none' ? ['all'] : [...net.keys()];
  const called = await groupNames(tx, scope.businessId, groupBy, keys);
  return {
    ...(await rangeHead(tx, asked)),
    groupBy,
    total: taxesOf(rows, total),
    rows: keys.map((key) => ({
      key,
      name: called(key).name,
      ...taxesOf(
        rows.filter((row) => row.key === key),
        groupBy === 'none' ? total : (net.get(key) ?? 0),
      ),
    })),
  };
}
