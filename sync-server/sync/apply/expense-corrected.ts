import type { Effects } from './effects.ts';
import { factPlace } from './fact-place.ts';
import type { ApplyContext, Incoming } from './incoming.ts';

/** Takes what was said of expenses later. The expense itself may still be on its way. */
export function collectExpenseCorrections(
  context: ApplyContext,
  corrected: readonly Incoming<'expense.corrected'>[],
  effects: Effects,
): void {
  for (const incoming of corrected) {
    const { change, rank } = incoming;
    const said = change.payload;
    effects.expenseCorrections.push({
      id: change.id,
      expense_id: said.expenseId,
      category_id: said.categoryId,
      amount_minor: said.amountMinor,
      description: said.description,
      expense_date: said.expenseDate,
      payment_method: said.paymentMethod,
      receipt_file_id: said.receiptFileId,
      is_removed: said.isRemoved,
      corrected_by: change.actorId,
      occurred_at: factPlace(context, incoming).occurred_at,
      rank,
    });
  }
}
