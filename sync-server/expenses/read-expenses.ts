import type { z } from 'zod';
import type { ExpenseAnswer, listExpensesEndpoint } from '#shared/api/expense-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { type ListOrder, type PageFound, pageMeta, pageParts } from '#server/sync/web-edits/cursor-page.ts';
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

const ORDERS: Readonly<
  Record<Query['sort'], ListOrder & { readonly of: 'expenseDate' | 'amountMinor' | 'createdAt' }>
> = {
  '-expenseDate': { column: 'e.expense_date', by: 'day', isDown: true, of: 'expenseDate' },
  expenseDate: { column: 'e.expense_date', by: 'day', isDown: false, of: 'expenseDate' },
  '-amountMinor': { column: 'e.amount_minor', by: 'number', isDown: true, of: 'amountMinor' },
  amountMinor: { column: 'e.amount_minor', by: 'number', isDown: false, of: 'amountMinor' },
  '-createdAt': { column: 'e.created_at', by: 'time', isDown: true, of: 'createdAt' },
  createdAt: { column: 'e.created_at', by: 'time', isDown: false, of: 'createdAt' },
};

function shown(row: Row): KnownExpense {
  return { ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
}

/** A page of what the stores of a person spent. */
export async function listExpenses(
  tx: Tx,
  asked: { readonly session: Session; readonly query: Query },
): Promise<{ readonly data: ExpenseAnswer[]; readonly meta: PageFound }> {
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
  const order = ORDERS[query.sort];
  const { after, orderBy, offset } = pageParts(tx, order, query, 'e.id');
  const rows = await tx<Row[]>`
    select ${tx.unsafe(COLUMNS)} from ${tx.unsafe(JOINS)} where ${where} ${after}
    order by ${orderBy} limit ${query.limit} offset ${offset}`;
  const [count] = await tx<
    { total: number }[]
  >`select count(*) as total from expenses e where e.business_id = ${session.businessId} and ${where}`;
  const meta = pageMeta(query, { rows, total: count?.total }, (row) => row[order.of]);
  return { data: rows.map(shown), meta };
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
