import { type RowOf, insertOf } from '../../rows/insert-rows.ts';

const SAID = {
  category_id: 'uuid',
  amount_minor: 'bigint',
  description: 'text',
  expense_date: 'date',
  payment_method: 'text',
  receipt_file_id: 'uuid',
  is_removed: 'boolean',
} as const;

export const INSERT_EXPENSES = insertOf('expenses', {
  id: 'uuid',
  store_id: 'uuid',
  till_id: 'uuid',
  change_id: 'uuid',
  ...SAID,
  cash_movement_id: 'uuid',
  said_rank: 'text',
  created_by: 'uuid',
  occurred_at: 'timestamptz',
});
export type ExpenseRow = RowOf<typeof INSERT_EXPENSES.columns>;

export const INSERT_EXPENSE_CORRECTIONS = insertOf('expense_corrections', {
  id: 'uuid',
  expense_id: 'uuid',
  ...SAID,
  corrected_by: 'uuid',
  occurred_at: 'timestamptz',
  rank: 'text',
});
export type ExpenseCorrectionRow = RowOf<typeof INSERT_EXPENSE_CORRECTIONS.columns>;
