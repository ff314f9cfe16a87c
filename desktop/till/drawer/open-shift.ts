import { must } from '#shared/base/assert.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import { shiftOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { actorOf } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { checkAmount } from '../store/check-amount.ts';
import { tillWrite } from '../store/handler.ts';
import { shiftView } from './report-of-shift.ts';

/** Opens the drawer with its float. The shift's date is that of its opening, also past midnight. */
export const openShift = tillWrite(shiftOpenCall, (context, writer, { floatMinor }) => {
  const { core } = context;
  const identity = writer.meta.identity();
  if (identity === null || writer.meta.epoch() === null) return refuse('till_not_enrolled');
  if (writer.shifts.open() !== null) return refuse('shift_already_open');
  if (floatMinor < 0) return refuse('amount_not_positive');
  const fits = checkAmount(floatMinor);
  if (!fits.ok) return fits;
  const shiftId = core.newId();
  const openedAtMs = core.nowMs();
  const shiftDate = businessDateAt(instantAt(openedAtMs, identity.timeZone), writer.shop.dayStartMinutes());
  appendChange(writer, core.changes, {
    type: 'shift.opened',
    entityId: shiftId,
    actorId: actorOf(context).id,
    payload: { shiftId, floatMinor, shiftDate, openedAtMs },
  });
  context.after(() => core.devices.openDrawer());
  context.touched('shift');
  context.touched('sync');
  return accept(shiftView(writer, must(writer.shifts.byId(shiftId), 'the shift that was just opened'), false));
});
