import type { Effects } from './effects.ts';
import { factPlace } from './fact-place.ts';
import type { ApplyContext, Incoming } from './incoming.ts';

/** Takes drawers that were opened with their float. */
export function collectShiftsOpened(
  context: ApplyContext,
  opened: readonly Incoming<'shift.opened'>[],
  effects: Effects,
): void {
  for (const incoming of opened) {
    const { shiftId, floatMinor, shiftDate, openedAtMs } = incoming.change.payload;
    const { store_id, till_id } = factPlace(context, incoming);
    effects.shiftsOpened.push({
      id: shiftId,
      store_id,
      till_id,
      business_date: shiftDate,
      opened_by: incoming.change.actorId,
      opened_at: new Date(openedAtMs).toISOString(),
      float_minor: floatMinor,
    });
  }
}
