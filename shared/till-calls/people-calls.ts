import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { SYSTEM_ROLE_KEYS } from '#shared/people/system-roles.ts';
import { approvalSchema } from './approval.ts';
import { staffViewSchema } from './till-calls.ts';

export const staffPeopleCall = defineCall({
  name: 'staff.people',
  input: z.object({}),
  output: z.object({
    people: z.array(
      staffViewSchema.omit({ onShiftSinceMs: true }).extend({
        /** Null for a role that a business made itself, at its office. */
        role: z.enum(SYSTEM_ROLE_KEYS).nullable(),
        isActive: z.boolean(),
      }),
    ),
  }),
  permission: 'users.read',
  writes: false,
  doc: 'Who works here, with those who may not sign in any more.',
});

export const staffChangePinCall = defineCall({
  name: 'staff.change_pin',
  input: z.object({ pin: approvalSchema.shape.pin, newPin: approvalSchema.shape.pin }),
  output: z.object({}),
  permission: '',
  writes: true,
  doc: 'Whoever is signed in takes another PIN, with the one of before. Once the till joined an office, PINs are kept there.',
});

export const PEOPLE_CALLS = [staffPeopleCall, staffChangePinCall] as const;
