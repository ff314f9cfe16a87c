import { accept, refuse } from '#shared/base/outcome.ts';
import { cashMoveCall, drawerOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { actorOf, allow } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { tillWrite } from '../store/handler.ts';

/** Puts cash into the drawer or takes some out, with a reason. */
export const moveCash = tillWrite(cashMoveCall, (context, writer, { kind, amountMinor, reason }) => {
  const { core } = context;
  if (amountMinor <= 0) return refuse('amount_not_positive');
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

/** Opens the drawer without a sale, and writes it down. */
export const openDrawer = tillWrite(drawerOpenCall, (context, writer, { reason }) => {
  const { core } = context;
  const actor = actorOf(context);
  const shiftId = writer.shifts.open()?.id ?? null;
  const allowed = allow(context, { permission: 'cash.move', subjectId: shiftId, what: 'drawer without a sale' });
  if (!allowed.ok) return allowed;
  appendChange(writer, core.changes, {
    type: 'drawer.opened',
    entityId: shiftId ?? actor.id,
    actorId: actor.id,
    payload: { shiftId, reason },
  });
  context.after(() => core.devices.openDrawer());
  context.touched('sync');
  return accept({});
});
