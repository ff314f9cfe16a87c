import { minor } from '#shared/base/money.ts';
import { accept } from '#shared/base/outcome.ts';
import { may } from '#shared/people/may.ts';
import { shiftPastCall } from '#shared/till-calls/drawer-calls.ts';
import { actorOf } from '../staff/allow.ts';
import { reading } from '../store/handler.ts';

/** The closed shifts of this till, the latest first; those of others are for somebody who may see them. */
export const listPastShifts = reading(shiftPastCall, (context, { beforeMs, limit }) => {
  const actor = actorOf(context);
  const onlyOf = may(actor.permissions, 'shifts.read') ? null : actor.id;
  const shifts = context.core.store.read((reader) =>
    reader.shifts.past(beforeMs ?? Number.MAX_SAFE_INTEGER, onlyOf, limit),
  );
  const last = shifts.length < limit ? undefined : shifts.at(-1);
  return accept({
    shifts: shifts.map((shift) => ({
      shiftId: shift.id,
      openedAtMs: shift.openedAtMs,
      openedBy: shift.openedByName,
      closedAtMs: shift.closedAtMs ?? shift.openedAtMs,
      varianceMinor: minor(shift.varianceMinor ?? 0),
    })),
    nextBeforeMs: last?.openedAtMs ?? null,
  });
});
