import { NO_ID } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import type { Effects } from '../effects.ts';
import type { ApplyContext } from '../incoming.ts';

type Said = {
  readonly category_id: string | null;
  readonly amount_minor: number;
  readonly expense_date: string;
  readonly is_removed: boolean;
};
type Settled = { readonly store_id: string; readonly before: Said; readonly after: Said };

/**
 * Lets one transaction at a time of a business write expenses and their corrections: two at once see nothing of each other,
 * and a correction would wait for ever for the expense that came in the same moment.
 */
export async function lockExpenses(tx: Tx, context: ApplyContext, effects: Effects): Promise<void> {
  if (effects.expenses.length + effects.expenseCorrections.length === 0) return;
  await tx`select pg_advisory_xact_lock(hashtextextended(${`expenses ${context.businessId}`}, 0))`;
}

/** Brings expenses to what was said of them last, with the sums of their day and category. */
export async function settleExpenses(tx: Tx, context: ApplyContext, effects: Effects): Promise<void> {
  const ids = new Set([
    ...effects.expenses.map(({ id }) => id),
    ...effects.expenseCorrections.map(({ expense_id }) => expense_id),
  ]);
  if (ids.size === 0) return;
  const settled = await tx.unsafe<Settled[]>(
    `with last as (
       select distinct on (expense_id) * from expense_corrections
       where business_id = $1::uuid and expense_id = any($2::uuid[]) order by expense_id, rank collate "C" desc
     ), was as (
       select e.id, e.category_id, e.amount_minor, e.expense_date, e.is_removed from expenses e
       where e.business_id = $1::uuid and e.id = any($2::uuid[]) order by e.id for update
     )
     update expenses e set category_id = l.category_id, amount_minor = l.amount_minor, description = l.description,
       expense_date = l.expense_date, payment_method = l.payment_method, receipt_file_id = l.receipt_file_id,
       is_removed = l.is_removed, said_rank = l.rank, updated_at = $3::timestamptz
     from last l, was w
     where e.business_id = $1::uuid and e.id = l.expense_id and e.id = w.id and l.rank > e.said_rank
     returning e.store_id,
       json_build_object('category_id', w.category_id, 'amount_minor', w.amount_minor, 'expense_date', w.expense_date, 'is_removed', w.is_removed) as before,
       json_build_object('category_id', e.category_id, 'amount_minor', e.amount_minor, 'expense_date', e.expense_date, 'is_removed', e.is_removed) as after`,
    [context.businessId, arrayLiteral([...ids]), context.at],
    { prepare: true },
  );
  for (const { store_id, before, after } of settled) {
    addTo(effects, store_id, before, -1);
    addTo(effects, store_id, after, 1);
  }
}

function addTo(effects: Effects, storeId: string, said: Said, sign: 1 | -1): void {
  if (said.is_removed) return;
  effects.rollups.addExpense({
    storeId,
    expenseDate: said.expense_date,
    categoryId: said.category_id ?? NO_ID,
    expenseCount: sign,
    amountMinor: sign * said.amount_minor,
  });
}
