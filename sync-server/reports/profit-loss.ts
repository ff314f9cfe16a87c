import type { ProfitLoss, ProfitLossFigures, TimeOrStore } from '#shared/api/money-reports.ts';
import { NO_ID } from '#shared/base/ids.ts';
import { mulDivRound } from '#shared/base/integer.ts';
import { minor, minorOfCost } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { Tx } from '#server/store/pool.ts';
import { categoryNames } from './expenses-summary.ts';
import { byGroup, groupNames } from './group-keys.ts';
import {
  type ExpenseSum,
  type Grouping,
  type StockSum,
  type TradeSum,
  countSums,
  expenseSums,
  stockSums,
  tradeSums,
} from './profit-parts.ts';
import { type Asked, rangeHead, scopeBefore, scopeOf } from './range-head.ts';
import type { SalesScope } from './sales-scope.ts';

type Query = { from: string; to: string; groupBy: TimeOrStore };
type Parts = {
  readonly trade: readonly TradeSum[];
  readonly stock: readonly StockSum[];
  readonly expenses: readonly ExpenseSum[];
};
type NameOf = (categoryId: string) => { readonly name: string };

async function partsOf(tx: Tx, scope: SalesScope, grouping: Grouping): Promise<Parts> {
  return {
    trade: await tradeSums(tx, scope, grouping),
    stock: [...(await stockSums(tx, scope, grouping)), ...(await countSums(tx, scope, grouping))],
    expenses: await expenseSums(tx, scope, grouping),
  };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((left, right) => left + right, 0);

const costOf = (rows: readonly { readonly costE4: bigint }[]) =>
  minorOfCost(rows.reduce((left, { costE4 }) => left + costE4, 0n));

/** Adds rows of one name up, in the order of the names. */
function totals<Row>(
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): readonly (readonly [string, readonly Row[]])[] {
  return [...byGroup(rows.map((row) => ({ key: nameOf(row), row })))].map(([name, group]) => [
    name,
    group.map(({ row }) => row),
  ]);
}

/** The statement of some parts. Each cost is rounded once, where it is shown, and the sums are those of what is shown. */
function statement(parts: Parts, nameOf: NameOf): ProfitLossFigures {
  const revenue = sum(parts.trade.map(({ revenueMinor }) => revenueMinor));
  const cost = costOf(parts.trade);
  const stockLosses = totals(parts.stock, ({ reason }) => reason).map(([reason, rows]) => ({
    reason,
    quantityMilli: milli(-sum(rows.map(({ quantityMilli }) => quantityMilli)) + 0),
    amountMinor: minor(-costOf(rows) + 0),
  }));
  const expenses = totals(parts.expenses, ({ categoryId }) => categoryId).map(([categoryId, rows]) => ({
    categoryId: categoryId === NO_ID ? null : categoryId,
    name: nameOf(categoryId).name,
    amountMinor: minor(sum(rows.map(({ amountMinor }) => amountMinor))),
  }));
  const lost = sum(stockLosses.map(({ amountMinor }) => amountMinor));
  const spent = sum(expenses.map(({ amountMinor }) => amountMinor));
  return {
    netRevenueMinor: minor(revenue),
    costOfGoodsMinor: minor(cost),
    grossProfitMinor: minor(revenue - cost),
    grossMarginPpm: revenue > 0 ? mulDivRound(revenue - cost, 1_000_000, revenue) : null,
    stockLosses,
    stockLossesMinor: minor(lost),
    expenses: expenses.toSorted((left, right) => right.amountMinor - left.amountMinor),
    expensesMinor: minor(spent),
    netProfitMinor: minor(revenue - cost - lost - spent),
  };
}

function ofKey({ trade, stock, expenses }: Parts, key: string): Parts {
  const its = (row: { readonly key: string }): boolean => row.key === key;
  return { trade: trade.filter(its), stock: stock.filter(its), expenses: expenses.filter(its) };
}

/** What was earned: revenue, what its goods had cost, what was lost and what was spent; against the period before. */
export async function profitLoss(tx: Tx, asked: Asked<Query>): Promise<ProfitLoss> {
  const { groupBy } = asked.query;
  const scope = scopeOf(asked);
  const before = scopeBefore(scope);
  const now = await partsOf(tx, scope, { groupBy, shiftDays: 0 });
  const then = await partsOf(tx, before.scope, { groupBy: 'none', shiftDays: before.shift });
  const nameOf = await categoryNames(
    tx,
    scope.businessId,
    [...now.expenses, ...then.expenses].map(({ categoryId }) => categoryId),
  );
  const keys = [...new Set([...now.trade, ...now.stock, ...now.expenses].map(({ key }) => key))].toSorted();
  const called = await groupNames(tx, scope.businessId, groupBy, keys);
  return {
    ...(await rangeHead(tx, asked)),
    beforeFrom: before.scope.range.from,
    beforeTo: before.scope.range.to,
    groupBy,
    total: statement(now, nameOf),
    before: statement(then, nameOf),
    rows: keys.map((key) => ({ key, name: called(key).name, ...statement(ofKey(now, key), nameOf) })),
  };
}
