import { must } from '#shared/base/assert.ts';
import { minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { expenseTakeBackCall } from '#shared/till-calls/expense-calls.ts';
import { actorOf } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { tillWrite } from '../store/handler.ts';
import { allowPetty } from './allow-petty.ts';
import { expenseView, isCounted } from './expense-view.ts';

/** Takes a wrong expense out of the books, and its cash back into the drawer that paid it. */
export const takeBackExpense = tillWrite(expenseTakeBackCall, (context, writer, { expenseId }) => {
  const { core } = context;
  const expense = writer.expenses.byId(expenseId);
  if (expense === null) return refuse('expense_unknown');
  if (expense.isRemoved) return refuse('expense_removed');
  if (isCounted(writer, expense)) return refuse('expense_counted');
  const { categoryId, description, expenseDate, paymentMethod, shiftId } = expense;
  const amountMinor = minor(expense.amountMinor);
  const what = `petty cash ${amountMinor} taken back`;
  const allowed = allowPetty(context, { amountMinor, subjectId: expenseId, what });
  if (!allowed.ok) return allowed;
  const actorId = actorOf(context).id;
  if (shiftId !== null) {
    const cashMovementId = core.newId();
    appendChange(writer, core.changes, {
      type: 'cash.moved',
      entityId: cashMovementId,
      actorId,
      payload: { cashMovementId, shiftId, kind: 'in', amountMinor, reason: description },
    });
    context.after(() => core.devices.openDrawer());
  }
  appendChange(writer, core.changes, {
    type: 'expense.corrected',
    entityId: expenseId,
    actorId,
    payload: {
      expenseId,
      categoryId,
      amountMinor,
      description,
      expenseDate: businessDateSchema.parse(expenseDate),
      paymentMethod,
      receiptFileId: null,
      isRemoved: true,
    },
  });
  context.touched('shift');
  context.touched('sync');
  return accept(expenseView(writer, must(writer.expenses.byId(expenseId), 'the expense that was just taken back')));
});
