import { type Connection } from '../connection.ts';
import { rowWriter } from '../write-row.ts';
import { expenseCorrections, expenses } from './fact-tables.ts';

/** An expense as it stands now: with the shift whose drawer paid it, and whether it was taken out of the books. */
export type StoredExpense = typeof expenses.$inferSelect & {
  readonly shiftId: string | null;
  readonly isRemoved: boolean;
};
type RawExpense = Omit<StoredExpense, 'isRemoved'> & { readonly isRemoved: number };

const EXPENSE = `SELECT e.id, e.category_id AS categoryId, e.amount_minor AS amountMinor, e.description, e.expense_date AS expenseDate,
  e.payment_method AS paymentMethod, e.cash_movement_id AS cashMovementId, e.actor_id AS actorId, e.occurred_ms AS occurredMs, m.shift_id AS shiftId,
  coalesce((SELECT c.is_removed FROM expense_corrections c WHERE c.expense_id = e.id ORDER BY c.hlc DESC LIMIT 1), 0) AS isRemoved
  FROM expenses e LEFT JOIN cash_movements m ON m.id = e.cash_movement_id`;

/** What this till paid for something else than goods. */
export function readExpenses(db: Connection) {
  const byId = db.prepare<[string], RawExpense>(`${EXPENSE} WHERE e.id = ?`);
  const since = db.prepare<[string, number], RawExpense>(
    `${EXPENSE} WHERE e.expense_date >= ? ORDER BY e.occurred_ms DESC, e.id DESC LIMIT ?`,
  );
  return {
    byId: (id: string): StoredExpense | null => {
      const row = byId.get(id);
      return row === undefined ? null : toExpense(row);
    },
    /** Those of a day and of all after it, the latest first. */
    since: (date: string, limit: number): StoredExpense[] => since.all(date, limit).map(toExpense),
  };
}

export function writeExpenses(db: Connection) {
  return {
    put: rowWriter(db, expenses, ['id']),
    putCorrection: rowWriter(db, expenseCorrections, ['id']),
  };
}

function toExpense(row: RawExpense): StoredExpense {
  return { ...row, isRemoved: row.isRemoved === 1 };
}
