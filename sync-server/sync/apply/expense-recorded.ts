import { NO_ID } from '#shared/base/ids.ts';
import type { Effects } from './effects.ts';
import { factPlace } from './fact-place.ts';
import type { ApplyContext, Incoming } from './incoming.ts';

/** Takes what a store spent, and adds it to its day and category. */
export function collectExpenses(
  context: ApplyContext,
  recorded: readonly Incoming<'expense.recorded'>[],
  effects: Effects,
): void {
  for (const incoming of recorded) {
    const { change, rank } = incoming;
    const said = change.payload;
    const { store_id, till_id, occurred_at } = factPlace(context, incoming);
    effects.expenses.push({
      id: said.expenseId,
      store_id,
      till_id,
      change_id: change.id,
      category_id: said.categoryId,
      amount_minor: said.amountMinor,
      description: said.description,
      expense_date: said.expenseDate,
      payment_method: said.paymentMethod,
      receipt_file_id: said.receiptFileId,
      is_removed: false,
      cash_movement_id: said.cashMovementId,
      said_rank: rank,
      created_by: change.actorId,
      occurred_at,
    });
    effects.rollups.addExpense({
      storeId: store_id,
      expenseDate: said.expenseDate,
      categoryId: said.categoryId ?? NO_ID,
      expenseCount: 1,
      amountMinor: said.amountMinor,
    });
  }
}
