import type { ExpensesSummary } from '#shared/api/money-reports.ts';
import { type Id, NO_ID } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import type { Tx } from '#server/store/pool.ts';
import { groupKey, groupNames } from './group-keys.ts';
import { type Asked, rangeHead, scopeBefore, scopeOf } from './range-head.ts';
import { type SalesScope, inScope } from './sales-scope.ts';

type Query = { from: string; to: string; groupBy: ExpensesSummary['groupBy'] };
type Sum = ExpensesSummary['total'];
type Row = Sum & { readonly key: string };

const NOTHING: Sum = { count: 0, amountMinor: minor(0) };

async function expenseSlices(
  tx: Tx,
  scope: SalesScope,
  groupBy: Query['groupBy'],
  shiftDays: number,
): Promise<readonly Row[]> {
  const key =
    groupBy === 'category'
      ? 'r.category_id::text'
      : groupKey(groupBy, { day: `r.expense_date + ${shiftDays}`, store: 'r.store_id' });
  return tx<Row[]>`
    select ${tx.unsafe(key)} as key, sum(r.expense_count)::bigint as count, sum(r.amount_minor)::bigint as "amountMinor"
      from rollup_expenses r
     where r.business_id = ${scope.businessId} and ${inScope(tx, scope, 'r', 'expense_date')}
     group by 1 having sum(r.expense_count) <> 0 order by 1`;
}

/** What the heads of the books are called; the zero id is what was booked under none. */
export async function categoryNames(
  tx: Tx,
  businessId: Id,
  ids: readonly string[],
): Promise<(id: string) => { readonly name: string }> {
  const rows = await tx<{ id: Id; name: string }[]>`
    select id, name from expense_categories where business_id = ${businessId} and id = any(${[...ids]}::uuid[])`;
  const names = new Map<string, string>(rows.map(({ id, name }) => [id, name]));
  return (id) => ({ name: names.get(id) ?? (id === NO_ID ? 'None' : 'Not in the list any more') });
}

function sumOf(rows: readonly Sum[]): Sum {
  return {
    count: rows.reduce((sum, row) => sum + row.count, 0),
    amountMinor: minor(rows.reduce((sum, row) => sum + row.amountMinor, 0)),
  };
}

/** What the stores spent beside goods, against the period before. */
export async function expensesSummary(tx: Tx, asked: Asked<Query>): Promise<ExpensesSummary> {
  const { groupBy } = asked.query;
  const scope = scopeOf(asked);
  const before = scopeBefore(scope);
  const now = await expenseSlices(tx, scope, groupBy, 0);
  const then = await expenseSlices(tx, before.scope, groupBy, before.shift);
  const [nowBy, thenBy] = [new Map(now.map((row) => [row.key, row])), new Map(then.map((row) => [row.key, row]))];
  const keys = [...new Set([...nowBy.keys(), ...thenBy.keys()])].toSorted();
  const nameOf =
    groupBy === 'category'
      ? await categoryNames(tx, scope.businessId, keys)
      : await groupNames(tx, scope.businessId, groupBy, keys);
  const shown = ({ count, amountMinor }: Sum): Sum => ({ count, amountMinor });
  return {
    ...(await rangeHead(tx, asked)),
    beforeFrom: before.scope.range.from,
    beforeTo: before.scope.range.to,
    groupBy,
    total: sumOf(now),
    before: sumOf(then),
    rows: keys.map((key) => ({
      key,
      name: nameOf(key).name,
      ...shown(nowBy.get(key) ?? NOTHING),
      before: shown(thenBy.get(key) ?? NOTHING),
    })),
  };
}
