import type { z } from 'zod';
import { minor } from '#shared/base/money.ts';
import {
  EXPENSE_CATEGORIES_KEY,
  type ExpenseCategories,
  expenseCategoriesSchema,
} from '#shared/people/expense-categories.ts';
import type { expenseViewSchema } from '#shared/till-calls/expense-calls.ts';
import type { StoredExpense } from '../store/tables/expenses.ts';
import type { Reader } from '../store/till-store.ts';

/** An expense as the cashier sees it. */
export function expenseView(reader: Reader, expense: StoredExpense): z.input<typeof expenseViewSchema> {
  const { id, occurredMs, actorId, categoryId, description, amountMinor, paymentMethod, isRemoved } = expense;
  const photos = reader.photos.ofExpense(id);
  return {
    expenseId: id,
    atMs: occurredMs,
    byName: reader.records.nameOfStaff(actorId),
    categoryName: expenseCategories(reader).find((category) => category.id === categoryId)?.name ?? null,
    description,
    amountMinor: minor(amountMinor),
    method: paymentMethod,
    isRemoved,
    canTakeBack: !isRemoved && !isCounted(reader, expense),
    photoCount: photos.count,
    photosWaiting: photos.waiting,
    photoError: photos.error,
  };
}

/** Whether the drawer that paid it was counted since: its Z report stands, whatever is said of the expense afterwards. */
export function isCounted(reader: Reader, { cashMovementId, shiftId }: StoredExpense): boolean {
  if (cashMovementId === null) return false;
  const open = reader.shifts.open();
  return open === null || open.id !== shiftId;
}

/** The heads of the office's books; none where it told of none, or what it told makes no sense. */
export function expenseCategories(reader: Reader): ExpenseCategories {
  return expenseCategoriesSchema.safeParse(reader.shop.setting(EXPENSE_CATEGORIES_KEY)).data ?? [];
}
