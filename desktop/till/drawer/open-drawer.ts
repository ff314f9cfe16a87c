import { accept } from '#shared/base/outcome.ts';
import { drawerOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { actorOf, allow } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { tillWrite } from '../store/handler.ts';

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
