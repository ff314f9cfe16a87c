import { accept } from '#shared/base/outcome.ts';
import { staffListCall } from '#shared/till-calls/till-calls.ts';
import { reading } from '../store/handler.ts';
import { initialsOf, sessionView } from './staff-views.ts';

/** The tiles to sign in by, and who is signed in. */
export const listStaff = reading(staffListCall, ({ core, actor }) =>
  core.store.read((reader) => {
    const shift = reader.shifts.open();
    const staff = reader.people.list().map((person) => ({
      id: person.id,
      fullName: person.fullName,
      initials: initialsOf(person.fullName),
      roleName: person.roleName,
      pinLength: person.pinLength,
      onShiftSinceMs: shift !== null && shift.openedBy === person.id ? shift.openedAtMs : null,
    }));
    return accept({ staff, session: actor === null ? null : sessionView(actor) });
  }),
);
