import { accept } from '#shared/base/outcome.ts';
import { SYSTEM_ROLE_KEYS } from '#shared/people/system-roles.ts';
import { staffPeopleCall } from '#shared/till-calls/people-calls.ts';
import { reading } from '../store/handler.ts';
import { initialsOf } from './staff-views.ts';

/** Who works here, with those who may not sign in any more. */
export const listPeople = reading(staffPeopleCall, ({ core }) =>
  core.store.read((reader) =>
    accept({
      people: reader.people.everybody().map(({ id, fullName, roleKey, roleName, pinLength, isActive }) => ({
        id,
        fullName,
        initials: initialsOf(fullName),
        role: SYSTEM_ROLE_KEYS.find((key) => key === roleKey) ?? null,
        roleName,
        pinLength,
        isActive,
      })),
    }),
  ),
);
