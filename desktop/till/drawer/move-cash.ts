import { accept, refuse } from '#shared/base/outcome.ts';
import { cashMoveCall } from '#shared/till-calls/drawer-calls.ts';
import { actorOf, allow } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { checkAmount } from '../store/check-amount.ts';
import { tillWrite } from '../store/handler.ts';

/** Puts cash into the drawer or takes some out, with a reason. */
export const moveCash = tillWrite(cashMoveCall, (context, writer, { kind, amountMinor, reason }) => {
  const { core } = context;
  if (amountMinor <= 0) return refuse('amount_not_positive');
  const fits = checkAmount(amountMinor);
  if (!fits.ok) return fits;
  const shift = writer.shifts.open();
  if (shift === null) return refuse('shift_not_open');
  const allowed = allow(context, { permission: 'cash.move', subjectId: shift.id, what: `cash ${kind} ${amountMinor}` });
  if (!allowed.ok) return allowed;
  const cashMovementId = core.newId();
  appendChange(writer, core.changes, {
    type: 'cash.moved',
    entityId: cashMovementId,
    actorId: actorOf(context).id,
    payload: { cashMovementId, shiftId: shift.id, kind, amountMinor, reason },
  });
  context.after(() => core.devices.openDrawer());
  context.touched('shift');
  context.touched('sync');
  return accept({ cashMovementId });
});
