import type { CashiersReport } from '#shared/api/money-reports.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import type { Tx } from '#server/store/pool.ts';
import { type FigureSums, NO_SALES, addSums, figuresOf } from './figures.ts';
import { type Asked, rangeHead, scopeOf } from './range-head.ts';
import { type SalesScope, inScope } from './sales-scope.ts';
import { salesSlices } from './sales-slices.ts';
import { sliceNames } from './slice-names.ts';

type Query = { from: string; to: string; cashierId?: Id | undefined; method?: string | undefined };
type Counted = { readonly id: Id; readonly what: string; readonly count: number; readonly amount: number };

/** What each person did beside selling: voids, carts given up, drawers opened, overrides, and the drawers they closed. */
async function besideSelling(tx: Tx, scope: SalesScope): Promise<readonly Counted[]> {
  const of = (column: string) =>
    scope.cashierId === undefined ? tx`` : tx`and ${tx.unsafe(column)} = ${scope.cashierId}`;
  return tx<Counted[]>`
    select o.created_by as id, 'voided' as what, count(*)::bigint as count, 0::bigint as amount
      from sales_orders o
     where o.business_id = ${scope.businessId} and ${inScope(tx, scope, 'o')} and o.status = 'voided' ${of('o.created_by')}
     group by 1
    union all
    select j.actor_id, j.type, count(*)::bigint, 0::bigint
      from till_journal j
     where j.business_id = ${scope.businessId} and ${inScope(tx, scope, 'j')}
       and j.type in ('sale.abandoned', 'drawer.opened', 'override.granted') ${of('j.actor_id')}
     group by 1, 2
    union all
    select h.closed_by, 'closed', count(*)::bigint, coalesce(sum(h.variance_minor), 0)::bigint
      from shifts h
     where h.business_id = ${scope.businessId} and ${inScope(tx, scope, 'h')} and h.closed_by is not null ${of('h.closed_by')}
     group by 1`;
}

/** What each person sold, and did beside it. */
export async function cashiersReport(tx: Tx, asked: Asked<Query>): Promise<CashiersReport> {
  const scope = scopeOf(asked);
  const sold = new Map((await salesSlices(tx, scope, 'cashier')).map((slice) => [slice.key, slice]));
  const beside = await besideSelling(tx, scope);
  const keys = [...new Set([...sold.keys(), ...beside.map(({ id }) => id)])];
  const called = await sliceNames(tx, scope.businessId, 'cashier', keys);
  const found = (id: string, what: string): Counted | undefined =>
    beside.find((row) => row.id === id && row.what === what);
  const rows = keys.map((key) => ({
    key,
    name: called(key).name,
    figures: figuresOf(sold.get(key) ?? NO_SALES),
    voidCount: found(key, 'voided')?.count ?? 0,
    abandonedCount: found(key, 'sale.abandoned')?.count ?? 0,
    drawerOpenCount: found(key, 'drawer.opened')?.count ?? 0,
    overrideCount: found(key, 'override.granted')?.count ?? 0,
    shiftCount: found(key, 'closed')?.count ?? 0,
    varianceMinor: minor(found(key, 'closed')?.amount ?? 0),
  }));
  return {
    ...(await rangeHead(tx, asked)),
    total: figuresOf([...sold.values()].reduce<FigureSums>(addSums, NO_SALES)),
    rows: rows.toSorted(
      (left, right) => right.figures.netMinor - left.figures.netMinor || (left.key < right.key ? -1 : 1),
    ),
  };
}
