import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { instantAt } from '#shared/base/time.ts';
import { expenseRecordCall } from '#shared/till-calls/expense-calls.ts';
import { actorOf } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { businessDateOf } from '../store/business-date.ts';
import type { CallContext } from '../store/call-context.ts';
import { checkAmount } from '../store/check-amount.ts';
import { tillWrite } from '../store/handler.ts';
import type { Writer } from '../store/till-store.ts';
import { allowPetty } from './allow-petty.ts';
import { expenseCategories, expenseView } from './expense-view.ts';

/** Pays petty cash from the open drawer, or records what was paid another way. */
export const recordExpense = tillWrite(expenseRecordCall, (context, writer, input) => {
  const { core } = context;
  const { categoryId, description, amountMinor, method } = input;
  const identity = writer.meta.identity();
  if (identity === null || writer.meta.epoch() === null) return refuse('till_not_enrolled');
  if (amountMinor <= 0) return refuse('amount_not_positive');
  const fits = checkAmount(amountMinor);
  if (!fits.ok) return fits;
  if (categoryId !== null && expenseCategories(writer).every(({ id }) => id !== categoryId))
    return refuse('expense_category_unknown');
  const shift = writer.shifts.open();
  if (method === 'cash' && shift === null) return refuse('shift_not_open');
  const expenseId = core.newId();
  const allowed = allowPetty(context, { amountMinor, subjectId: expenseId, what: `petty cash ${amountMinor}` });
  if (!allowed.ok) return allowed;
  const cashMovementId =
    method === 'cash' && shift !== null
      ? takeFromDrawer(context, writer, { shiftId: shift.id, amountMinor, reason: description })
      : null;
  const now = instantAt(core.nowMs(), identity.timeZone);
  appendChange(writer, core.changes, {
    type: 'expense.recorded',
    entityId: expenseId,
    actorId: actorOf(context).id,
    payload: {
      expenseId,
      categoryId,
      amountMinor,
      description,
      expenseDate: businessDateOf(writer, now, core.changes.clockQuality()),
      paymentMethod: method,
      receiptFileId: null,
      cashMovementId,
    },
  });
  context.touched('shift');
  context.touched('sync');
  return accept(expenseView(writer, must(writer.expenses.byId(expenseId), 'the expense that was just recorded')));
});

/** The drawer counts it by this change alone; the expense only names it, so that no side counts it twice. */
function takeFromDrawer(
  context: CallContext,
  writer: Writer,
  taken: { readonly shiftId: Id; readonly amountMinor: Minor; readonly reason: string },
): Id {
  const { core } = context;
  const cashMovementId = core.newId();
  appendChange(writer, core.changes, {
    type: 'cash.moved',
    entityId: cashMovementId,
    actorId: actorOf(context).id,
    payload: { cashMovementId, kind: 'out', ...taken },
  });
  context.after(() => core.devices.openDrawer());
  return cashMovementId;
}
