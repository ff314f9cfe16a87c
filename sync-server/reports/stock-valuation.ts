import { must } from '#shared/base/assert.ts';
import type { StockValuation, StockValue } from '#shared/api/stock-reports.ts';
import type { Tx } from '#server/store/pool.ts';
import { type Asked, nowHead } from './range-head.ts';
import { sliceNames } from './slice-names.ts';
import { STOCK_KEYS, type StockGroup, VALUE_SUMS, type ValueRow, levelRows } from './stock-levels.ts';

type Sort = 'name' | '-valueMinor' | '-retailMinor' | '-onHandMilli';
type Query = { groupBy: StockGroup; page: number; limit: number; sort: Sort };
type Shown = StockValuation['rows'][number];

function compare(sort: Sort): (left: Shown, right: Shown) => number {
  const byKey = (left: Shown, right: Shown): number => (left.key < right.key ? -1 : 1);
  switch (sort) {
    case 'name':
      return (left, right) => left.name.localeCompare(right.name) || byKey(left, right);
    case '-valueMinor':
      return (left, right) => right.valueMinor - left.valueMinor || byKey(left, right);
    case '-retailMinor':
      return (left, right) => right.retailMinor - left.retailMinor || byKey(left, right);
    case '-onHandMilli':
      return (left, right) => right.onHandMilli - left.onHandMilli || byKey(left, right);
  }
}

/** What the stock of this moment is worth, by store, category or product. */
export async function stockValuation(tx: Tx, asked: Asked<Query>): Promise<StockValuation> {
  const { business, query } = asked;
  const rows = await tx<ValueRow[]>`
    select ${tx.unsafe(STOCK_KEYS[query.groupBy])} as key, ${tx.unsafe(VALUE_SUMS)}
      from (${levelRows(tx, asked)}) l group by 1 order by 1`;
  const [total] = await tx<StockValue[]>`select ${tx.unsafe(VALUE_SUMS)} from (${levelRows(tx, asked)}) l`;
  const nameOf = await sliceNames(
    tx,
    business.id,
    query.groupBy,
    rows.map(({ key }) => key),
  );
  const named = rows.map((row): Shown => ({ ...row, ...nameOf(row.key) })).toSorted(compare(query.sort));
  const skipped = (query.page - 1) * query.limit;
  return {
    ...(await nowHead(tx, asked)),
    groupBy: query.groupBy,
    total: must(total, 'sums without a group are one row'),
    rowCount: named.length,
    rows: named.slice(skipped, skipped + query.limit),
  };
}
