import type { z } from 'zod';
import type { ExpenseAnswer, listExpensesEndpoint } from '#shared/api/expense-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { anywhere } from '#server/sync/web-edits/read-records.ts';

/** An expense with the file of its receipt, which no answer shows. */
export type KnownExpense = ExpenseAnswer & { readonly receiptFileId: Id | null };
type Row = Omit<KnownExpense, 'createdAt' | 'updatedAt'> & { readonly createdAt: Date; readonly updatedAt: Date };
type Query = z.output<typeof listExpensesEndpoint.query>;

const COLUMNS = `e.id, e.store_id as "storeId", s.name as "storeName", e.category_id as "categoryId", c.name as "categoryName",
  e.amount_minor as "amountMinor", e.description, e.expense_date as "expenseDate", e.payment_method as "paymentMethod",
  coalesce(e.receipt_file_id, p.id) as "receiptFileId", coalesce(e.receipt_file_id, p.id) is not null as "hasReceipt", e.cash_movement_id as "cashMovementId",
  e.created_by as "createdBy", u.full_name as "createdByName", e.created_at as "createdAt", e.updated_at as "updatedAt"`;

/** What no fact names as the receipt may be a photo that a till sent: the last of them. */
const JOINS = `expenses e
  join stores s on s.business_id = e.business_id and s.id = e.store_id
  left join expense_categories c on c.business_id = e.business_id and c.id = e.category_id
  left join users u on u.business_id = e.business_id and u.id = e.created_by
  left join lateral (
    select r.id from expense_receipts r
    where r.business_id = e.business_id and r.expense_id = e.id and r.store_id = e.store_id and r.till_id is not null
    order by r.created_at desc, r.id desc limit 1
  ) p on e.receipt_file_id is null`;

const ORDERS: Readonly<Record<Query['sort'], string>> = {
  '-expenseDate': 'e.expense_date desc, e.id desc',
  expenseDate: 'e.expense_date, e.id',
  '-amountMinor': 'e.amount_minor desc, e.id desc',
  amountMinor: 'e.amount_minor, e.id',
  '-createdAt': 'e.created_at desc, e.id desc',
  createdAt: 'e.created_at, e.id',
};

function shown(row: Row): KnownExpense {
  return { ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
}

/** A page of what the stores of a person spent. */
export async function listExpenses(
  tx: Tx,
  asked: { readonly session: Session; readonly query: Query },
): Promise<{ rows: ExpenseAnswer[]; total: number }> {
  const { session, query } = asked;
  const stores = query.storeId === undefined ? [...session.storeIds] : [query.storeId];
  const where = tx`
    e.business_id = ${session.businessId} and not e.is_removed
    ${stores.length === 0 ? tx`` : tx`and e.store_id = any(${stores}::uuid[])`}
    ${query.categoryId === undefined ? tx`` : tx`and e.category_id = ${query.categoryId}`}
    ${query.from === undefined ? tx`` : tx`and e.expense_date >= ${query.from}`}
    ${query.to === undefined ? tx`` : tx`and e.expense_date <= ${query.to}`}
    ${query.method === undefined ? tx`` : tx`and e.payment_method = ${query.method}`}
    ${query.createdBy === undefined ? tx`` : tx`and e.created_by = ${query.createdBy}`}
    ${query.minAmountMinor === undefined ? tx`` : tx`and e.amount_minor >= ${query.minAmountMinor}`}
    ${query.maxAmountMinor === undefined ? tx`` : tx`and e.amount_minor <= ${query.maxAmountMinor}`}
    ${query.q === undefined ? tx`` : tx`and e.description ilike ${anywhere(query.q)}`}`;
  const rows = await tx<Row[]>`
    select ${tx.unsafe(COLUMNS)} from ${tx.unsafe(JOINS)} where ${where}
    order by ${tx.unsafe(ORDERS[query.sort])} limit ${query.limit} offset ${(query.page - 1) * query.limit}`;
  const [count] = await tx<
    { total: number }[]
  >`select count(*) as total from expenses e where e.business_id = ${session.businessId} and ${where}`;
  return { rows: rows.map(shown), total: count?.total ?? 0 };
}

/** One expense that the person may see. @throws {Fault} `not_found` */
export async function readExpense(tx: Tx, session: Session, id: Id): Promise<KnownExpense> {
  const [row] = await tx<Row[]>`
    select ${tx.unsafe(COLUMNS)} from ${tx.unsafe(JOINS)}
     where e.business_id = ${session.businessId} and e.id = ${id} and not e.is_removed
       and (${session.storeIds.length === 0} or e.store_id = any(${session.storeIds}::uuid[]))`;
  if (row === undefined) throw new Fault('not_found', 'There is no such expense. It may have been removed.');
  return shown(row);
}
