import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { idSchema } from '#shared/base/ids.ts';
import { businessSchema, storeSchema, taxRateSchema } from '#shared/people/business-records.ts';
import { staffSchema } from '#shared/people/people-records.ts';
import { SYSTEM_ROLE_KEYS } from '#shared/people/system-roles.ts';
import { enrolmentCodeSchema } from '#shared/sync/enrol.ts';
import { matchedSchema } from '#shared/sync/join.ts';
import { tillStateSchema } from './till-calls.ts';

const pinSchema = z.string().regex(/^\d{4,8}$/, 'A PIN is 4 to 8 digits.');
const officeSchema = z.url().max(300);

export const tillStartAloneCall = defineCall({
  name: 'till.start_alone',
  input: z.object({
    businessName: businessSchema.shape.name,
    storeName: storeSchema.shape.name,
    storeCode: storeSchema.shape.code,
    country: businessSchema.shape.country,
    currency: businessSchema.shape.currency,
    locale: businessSchema.shape.locale,
    timeZone: businessSchema.shape.timeZone,
    pricesIncludeTax: z.boolean(),
    /** The one tax that most of its goods carry, or none. */
    tax: z.object({ name: taxRateSchema.shape.name, ratePpm: taxRateSchema.shape.ratePpm }).nullable(),
    ownerName: staffSchema.shape.fullName,
    pin: pinSchema,
  }),
  output: tillStateSchema,
  permission: '',
  writes: true,
  doc: 'Begins a shop on this machine alone, without any office: business, store, owner and roles are made here. It may join an office later, with all that it sold.',
});

export const staffSaveCall = defineCall({
  name: 'staff.save',
  input: z.object({
    /** Null for somebody new. */
    id: idSchema.nullable(),
    fullName: z.string().trim().pipe(staffSchema.shape.fullName),
    role: z.enum(SYSTEM_ROLE_KEYS),
    /** Left out: as it was. */
    pin: pinSchema.optional(),
    isActive: z.boolean(),
  }),
  output: z.object({ id: idSchema }),
  permission: 'users.write',
  writes: true,
  doc: 'Adds or edits somebody of a till that is alone. Once it joined an office, rights are the office’s alone.',
});

export const tillAdoptCall = defineCall({
  name: 'till.adopt',
  input: z.object({ officeUrl: officeSchema, email: z.email().max(254), password: z.string().min(1).max(1000) }),
  output: tillStateSchema,
  permission: 'tills.write',
  writes: true,
  doc: 'Makes the business of a till that is alone a new one at an office, under the owner’s e-mail and password. It is asked again once the e-mail is confirmed.',
});

export const joinStateSchema = z.object({
  isJoined: z.boolean(),
  /** What the owner is asked to confirm; null once it happened. */
  plan: z
    .object({
      businessName: z.string(),
      storeName: z.string(),
      products: z.array(matchedSchema),
      staff: z.array(matchedSchema),
    })
    .nullable(),
});

export const tillJoinCall = defineCall({
  name: 'till.join',
  input: z.object({ officeUrl: officeSchema, code: enrolmentCodeSchema }),
  output: joinStateSchema,
  permission: 'tills.write',
  writes: true,
  doc: 'Asks to join a business that is there, by a one-time code of the owner’s app: sends products and names of staff, and shows what would become of them.',
});

/** Waits for the office, which no sale may do: so it stands beside the calls that write. */
export const tillCheckJoinCall = defineCall({
  name: 'till.check_join',
  input: z.object({}),
  output: joinStateSchema,
  permission: '',
  writes: false,
  doc: 'Asks the office whether the owner has confirmed, and hands over if so. No sale waits for its answer.',
});

export const ALONE_CALLS = [tillStartAloneCall, staffSaveCall, tillAdoptCall, tillJoinCall, tillCheckJoinCall] as const;
