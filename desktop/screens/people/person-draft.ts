import type { z } from 'zod';
import { isPinLongEnough, pinFault } from '#shared/people/pin-fault.ts';
import { SYSTEM_ROLES, type SystemRoleKey } from '#shared/people/system-roles.ts';
import type { staffSaveCall } from '#shared/till-calls/alone-calls.ts';
import type { staffPeopleCall } from '#shared/till-calls/people-calls.ts';

export type Person = z.infer<typeof staffPeopleCall.output>['people'][number];

/** Somebody as they are typed in. */
export type PersonDraft = {
  readonly fullName: string;
  readonly role: SystemRoleKey;
  readonly pin: string;
  readonly pinAgain: string;
  readonly isActive: boolean;
};

export type PersonFault = 'missing' | 'weak' | 'short' | 'differs';
export type PersonField = 'fullName' | 'pin' | 'pinAgain';

export function personDraft(person: Person | null): PersonDraft {
  return {
    fullName: person?.fullName ?? '',
    role: person?.role ?? 'sales_clerk',
    pin: '',
    pinAgain: '',
    isActive: person?.isActive ?? true,
  };
}

/** Whether a PIN of four digits is too short for a role, since it may agree to what others may not. */
export function needsLongPin(role: SystemRoleKey): boolean {
  return !isPinLongEnough(4, SYSTEM_ROLES[role].permissions);
}

/** The fields that need another look, each with its reason. */
export function personFaults(draft: PersonDraft, person: Person | null): ReadonlyMap<PersonField, PersonFault> {
  const faults = new Map<PersonField, PersonFault>();
  const { permissions } = SYSTEM_ROLES[draft.role];
  const knownLength = person?.pinLength ?? null;
  if (draft.fullName.trim() === '') faults.set('fullName', 'missing');
  if (draft.pin === '') {
    if (knownLength === null) faults.set('pin', 'missing');
    else if (!isPinLongEnough(knownLength, permissions)) faults.set('pin', 'short');
  } else if (draft.pin.length < 4 || pinFault(draft.pin, permissions) !== undefined) faults.set('pin', 'weak');
  if (draft.pin !== draft.pinAgain) faults.set('pinAgain', 'differs');
  return faults;
}

export function personInput(draft: PersonDraft, person: Person | null): z.input<typeof staffSaveCall.input> {
  const { fullName, role, pin, isActive } = draft;
  return {
    id: person?.id ?? null,
    fullName: fullName.trim(),
    role,
    isActive,
    ...(pin === '' ? {} : { pin }),
  };
}
