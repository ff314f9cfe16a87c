import type { TimeOrStore } from '#shared/api/money-reports.ts';
import type { Tx } from '#server/store/pool.ts';
import { groupKey } from './group-keys.ts';
import { type SalesScope, inScope } from './sales-scope.ts';

export type TradeSum = { readonly key: string; readonly revenueMinor: number; readonly costE4: bigint };
export type StockSum = {
  readonly key: string;
  readonly reason: string;
  readonly quantityMilli: number;
  readonly costE4: bigint;
};
/** The sum of costs as it comes from the database, in text: it may pass what a number holds. */
type Costed<Sum> = Omit<Sum, 'costE4'> & { readonly costE4: string };
export type ExpenseSum = { readonly key: string; readonly categoryId: string; readonly amountMinor: number };

/** How a part of the statement is grouped. */
export type Grouping = { readonly groupBy: TimeOrStore; readonly shiftDays: number };

const keyOf = ({ groupBy, shiftDays }: Grouping, alias: string, date = 'business_date'): string =>
  groupKey(groupBy, { day: `${alias}.${date} + ${shiftDays}`, store: `${alias}.store_id` });

const counted = <Sum extends { readonly costE4: string }>(row: Sum) => ({ ...row, costE4: BigInt(row.costE4) });

/** Revenue without tax, and what the goods in it had cost. */
export async function tradeSums(tx: Tx, scope: SalesScope, grouping: Grouping): Promise<readonly TradeSum[]> {
  const rows = await tx<Costed<TradeSum>[]>`
    select ${tx.unsafe(keyOf(grouping, 'r'))} as key, sum(r.net_minor - r.tax_minor)::bigint as "revenueMinor", sum(r.cost_e4)::text as "costE4"
      from rollup_sales_hour r where r.business_id = ${scope.businessId} and ${inScope(tx, scope, 'r')}
     group by 1 order by 1`;
  return rows.map(counted);
}

/**
 * Stock that came or went beside sales and deliveries, by reason; what a business opened with is no gain.
 *
 * Goods on their way to another store of the business are lost to nobody.
 */
export async function stockSums(tx: Tx, scope: SalesScope, grouping: Grouping): Promise<readonly StockSum[]> {
  const rows = await tx<Costed<StockSum>[]>`
    select ${tx.unsafe(keyOf(grouping, 'r'))} as key, r.reason, sum(r.quantity_milli)::bigint as "quantityMilli", sum(r.cost_e4)::text as "costE4"
      from rollup_stock r
     where r.business_id = ${scope.businessId} and ${inScope(tx, scope, 'r')}
       and r.kind in ('adjust', 'remove', 'return') and r.reason <> 'opening'
     group by 1, 2 order by 1, 2`;
  return rows.map(counted);
}

/**
 * What counts were off by, at the average cost of their level now. The first word about a level is no loss and no gain: it
 * says what was there.
 */
export async function countSums(tx: Tx, scope: SalesScope, grouping: Grouping): Promise<readonly StockSum[]> {
  const rows = await tx<Costed<StockSum>[]>`
    select ${tx.unsafe(keyOf(grouping, 'c'))} as key, 'count' as reason, sum(l.variance_milli)::bigint as "quantityMilli",
           sum(round(l.variance_milli::numeric * case when i.receipt_count > 0 then i.average_cost_e4 else coalesce(v.cost_e4, 0) end / 1000))::text as "costE4"
      from stock_counts c
      join stock_count_lines l on l.business_id = c.business_id and l.count_id = c.id
      join inventory i on i.business_id = l.business_id and i.store_id = l.store_id and i.variant_id = l.variant_id and i.batch_id = l.batch_id
      left join product_variants v on v.business_id = l.business_id and v.id = l.variant_id
     where c.business_id = ${scope.businessId} and ${inScope(tx, scope, 'c')} and l.variance_milli <> 0
       and (exists (select from stock_count_lines e where e.business_id = l.business_id and e.store_id = l.store_id
              and e.variant_id = l.variant_id and e.batch_id = l.batch_id and e.hlc < l.hlc)
         or exists (select from stock_movements m where m.business_id = l.business_id and m.store_id = l.store_id
              and m.variant_id = l.variant_id and m.batch_id = l.batch_id and m.hlc <= l.hlc))
     group by 1 order by 1`;
  return rows.map(counted);
}

/** What was spent beside goods, by category. */
export async function expenseSums(tx: Tx, scope: SalesScope, grouping: Grouping): Promise<readonly ExpenseSum[]> {
  return tx<ExpenseSum[]>`
    select ${tx.unsafe(keyOf(grouping, 'r', 'expense_date'))} as key, r.category_id as "categoryId", sum(r.amount_minor)::bigint as "amountMinor"
      from rollup_expenses r
     where r.business_id = ${scope.businessId} and ${inScope(tx, scope, 'r', 'expense_date')}
     group by 1, 2 having sum(r.expense_count) <> 0 order by 1, 2`;
}
