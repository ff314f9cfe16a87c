import type { PaymentsReport, TendersOf } from '#shared/api/money-reports.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import type { PaymentMethod } from '#shared/sale/tender.ts';
import type { Tx } from '#server/store/pool.ts';
import { groupKey, groupNames } from './group-keys.ts';
import { type Asked, rangeHead, scopeOf } from './range-head.ts';
import { type SalesScope, inScope } from './sales-scope.ts';
import { sliceNames } from './slice-names.ts';

type GroupBy = PaymentsReport['groupBy'];
type Query = {
  from: string;
  to: string;
  groupBy: GroupBy;
  cashierId?: Id | undefined;
  method?: PaymentMethod | undefined;
};
type Tender = TendersOf['tenders'][number];
type Row = Tender & { readonly key: string };

/** Whether no rollup answers: who took money, and at which till, stands in the payments alone. */
export function paymentsNeedFacts({ groupBy, cashierId }: Pick<Query, 'groupBy' | 'cashierId'>): boolean {
  return cashierId !== undefined || groupBy === 'till' || groupBy === 'cashier';
}

const keyOf = (groupBy: GroupBy, alias: string): string =>
  groupBy === 'till'
    ? `${alias}.till_id::text`
    : groupBy === 'cashier'
      ? `${alias}.taken_by::text`
      : groupKey(groupBy, { day: `${alias}.business_date`, store: `${alias}.store_id` });

async function tenderSlices(tx: Tx, scope: SalesScope, groupBy: GroupBy): Promise<readonly Row[]> {
  const ofMethod = (alias: string) =>
    scope.method === undefined ? tx`` : tx`and ${tx.unsafe(alias)}.method = ${scope.method}`;
  if (!paymentsNeedFacts({ groupBy, cashierId: scope.cashierId }))
    return tx<Row[]>`
      select ${tx.unsafe(keyOf(groupBy, 'r'))} as key, r.method, sum(r.payment_count)::bigint as count,
             sum(r.amount_minor)::bigint as "amountMinor", sum(r.pending_minor)::bigint as "pendingMinor"
        from rollup_sales_tender r where r.business_id = ${scope.businessId} and ${inScope(tx, scope, 'r')} ${ofMethod('r')}
       group by 1, r.method having sum(r.payment_count) <> 0 order by 1, r.method`;
  return tx<Row[]>`
    select ${tx.unsafe(keyOf(groupBy, 'p'))} as key, p.method, count(*)::bigint as count, sum(p.amount_minor)::bigint as "amountMinor",
           coalesce(sum(p.amount_minor) filter (where p.state = 'pending'), 0)::bigint as "pendingMinor"
      from payments p
     where p.business_id = ${scope.businessId} and ${inScope(tx, scope, 'p')} and p.state in ('confirmed', 'pending') and not p.is_void ${ofMethod('p')}
       ${scope.cashierId === undefined ? tx`` : tx`and p.taken_by = ${scope.cashierId}`}
     group by 1, p.method order by 1, p.method`;
}

async function lostPayments(tx: Tx, scope: SalesScope): Promise<PaymentsReport['lost']> {
  return tx<PaymentsReport['lost'][number][]>`
    select p.method, p.state, count(*)::bigint as count, sum(p.amount_minor)::bigint as "amountMinor"
      from payments p
     where p.business_id = ${scope.businessId} and ${inScope(tx, scope, 'p')} and p.state in ('not_found', 'declined') and not p.is_void
       ${scope.cashierId === undefined ? tx`` : tx`and p.taken_by = ${scope.cashierId}`}
       ${scope.method === undefined ? tx`` : tx`and p.method = ${scope.method}`}
     group by p.method, p.state order by p.method, p.state`;
}

function tendersOf(rows: readonly Row[]): TendersOf {
  const byMethod = new Map<string, Tender>();
  for (const { key: _, ...row } of rows) {
    const known = byMethod.get(row.method);
    byMethod.set(row.method, {
      method: row.method,
      count: (known?.count ?? 0) + row.count,
      amountMinor: minor((known?.amountMinor ?? 0) + row.amountMinor),
      pendingMinor: minor((known?.pendingMinor ?? 0) + row.pendingMinor),
    });
  }
  const tenders = [...byMethod.values()].toSorted((left, right) => right.amountMinor - left.amountMinor);
  return {
    tenders,
    amountMinor: minor(tenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0)),
    pendingMinor: minor(tenders.reduce((sum, { pendingMinor }) => sum + pendingMinor, 0)),
  };
}

/** How customers paid, what they still promise, and what never came. */
export async function paymentsReport(tx: Tx, asked: Asked<Query>): Promise<PaymentsReport> {
  const { groupBy } = asked.query;
  const scope = scopeOf(asked);
  const rows = await tenderSlices(tx, scope, groupBy);
  const keys = [...new Set(rows.map(({ key }) => key))];
  const called =
    groupBy === 'till' || groupBy === 'cashier'
      ? await sliceNames(tx, scope.businessId, groupBy, keys)
      : await groupNames(tx, scope.businessId, groupBy, keys);
  return {
    ...(await rangeHead(tx, asked)),
    groupBy,
    total: tendersOf(rows),
    lost: [...(await lostPayments(tx, scope))],
    rows: keys.map((key) => ({ key, name: called(key).name, ...tendersOf(rows.filter((row) => row.key === key)) })),
  };
}
