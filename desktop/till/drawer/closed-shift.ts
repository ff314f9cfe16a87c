import { accept, refuse } from '#shared/base/outcome.ts';
import { may } from '#shared/people/may.ts';
import { actorOf } from '../staff/allow.ts';
import type { CallContext } from '../store/call-context.ts';
import type { Answer } from '../store/handler.ts';
import type { Reader } from '../store/till-store.ts';
import type { OpenShift } from './report-of-shift.ts';

/** A closed shift that this person may see: one's own, or any with shifts.read. */
export function closedShift(context: CallContext, reader: Reader, shiftId: string): Answer<OpenShift> {
  const actor = actorOf(context);
  const shift = reader.shifts.byId(shiftId);
  if (shift === null || shift.closedAtMs === null) return refuse('shift_unknown');
  const isOwn = shift.openedBy === actor.id || shift.closedBy === actor.id;
  if (!isOwn && !may(actor.permissions, 'shifts.read'))
    return refuse('permission_missing', { permission: 'shifts.read' });
  return accept(shift);
}
