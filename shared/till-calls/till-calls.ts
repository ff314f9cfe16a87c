import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { idSchema } from '#shared/base/ids.ts';
import { enrolmentCodeSchema } from '#shared/sync/enrol.ts';

export const tillStateSchema = z.object({
  /** new: belongs to nobody; filling: waits for settings and products; ready: sells. */
  state: z.enum(['new', 'filling', 'ready']),
  /** It belongs to no office: what it sells is on this machine alone. */
  isAlone: z.boolean(),
  /** A code of the owner's makes it a till of the shop, again or for the first time; what waits here is kept. */
  mayEnrol: z.boolean(),
  /** Where its office is, so that nobody has to type it again; empty for a till without one. */
  officeUrl: z.string(),
  businessName: z.string(),
  storeName: z.string(),
  storeCode: z.string(),
  tillName: z.string(),
  tillCode: z.string(),
  currency: z.string(),
  locale: z.string(),
  timeZone: z.string(),
  pricesIncludeTax: z.boolean(),
  /** Notes and coins in minor units, largest first. */
  denominationsMinor: z.array(z.number().int()),
  lockAfterS: z.number().int(),
  appVersion: z.string(),
  /** How far filling has come, in rows. */
  filledRows: z.number().int(),
  /** UTC ms by the till's clock. */
  nowMs: z.number().int(),
  /** Sentences that the cashier should see: clock off, disk low, restored backup. */
  warnings: z.array(
    z.object({
      code: z.enum([
        'clock_off',
        'disk_low',
        'restored',
        'cloned',
        'revoked',
        'unknown',
        'shift_old',
        'not_durable',
        'came_back',
        'printer',
      ]),
      value: z.string(),
    }),
  ),
});

export const tillStateCall = defineCall({
  name: 'till.state',
  input: z.object({}),
  output: tillStateSchema,
  permission: '',
  writes: false,
  doc: 'Whose till this is, and whether it can sell.',
});

export const tillEnrolCall = defineCall({
  name: 'till.enrol',
  input: z.object({ officeUrl: z.url().max(300), code: enrolmentCodeSchema }),
  output: tillStateSchema,
  permission: '',
  writes: true,
  doc: 'Makes this machine a till of a shop by a one-time code from the owner’s app.',
});

export const staffViewSchema = z.object({
  id: idSchema,
  fullName: z.string(),
  initials: z.string(),
  roleName: z.string(),
  pinLength: z.number().int().nullable(),
  onShiftSinceMs: z.number().int().nullable(),
});

export const sessionViewSchema = z.object({
  userId: idSchema,
  fullName: z.string(),
  initials: z.string(),
  roleName: z.string(),
  permissions: z.array(z.string()),
  limits: z.object({ discountPpm: z.number().int(), refundMinor: z.number().int(), pettyMinor: z.number().int() }),
});

export const staffListCall = defineCall({
  name: 'staff.list',
  input: z.object({}),
  output: z.object({ staff: z.array(staffViewSchema), session: sessionViewSchema.nullable() }),
  permission: '',
  writes: false,
  doc: 'Who may sign in here, and who is.',
});

export const staffSignInCall = defineCall({
  name: 'staff.sign_in',
  input: z.object({ userId: idSchema, pin: z.string().regex(/^\d{4,8}$/, 'A PIN is 4 to 8 digits.') }),
  output: sessionViewSchema,
  permission: '',
  writes: true,
  doc: 'Signs a person in by PIN, with no network; wrong tries are counted on disk and slowed.',
});

export const staffSignOutCall = defineCall({
  name: 'staff.sign_out',
  input: z.object({}),
  output: z.object({}),
  permission: '',
  writes: true,
  doc: 'Locks the till; the open sale stays.',
});

export const TILL_CALLS = [tillStateCall, tillEnrolCall, staffListCall, staffSignInCall, staffSignOutCall] as const;
