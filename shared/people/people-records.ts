import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { ZERO_MINOR, minorSchema } from '#shared/base/money.ts';

/** How far a role goes without the permission itself. */
export const roleLimitsSchema = z.object({
  discountPpm: z.number().int().min(0).max(1_000_000).default(0),
  refundMinor: minorSchema.default(ZERO_MINOR),
  pettyMinor: minorSchema.default(ZERO_MINOR),
});
export type RoleLimits = z.infer<typeof roleLimitsSchema>;

export const roleSchema = z.object({
  key: z.string().min(1).max(40),
  name: z.string().min(1).max(80),
  description: z.string().max(400),
  permissions: z.array(z.string().max(60)).max(100),
  limits: roleLimitsSchema,
});
export type RoleFields = z.infer<typeof roleSchema>;

/** What a till knows of a person who may sign in there. Rights are the server's alone. */
export const staffSchema = z.object({
  fullName: z.string().min(1).max(120),
  roleId: idSchema,
  /** Empty: all stores. */
  storeIds: z.array(idSchema).max(500),
  /** bcrypt of the PIN; null where the person has none yet. */
  pinHash: z.string().max(100).nullable(),
  pinLength: z.number().int().min(4).max(8).nullable(),
  isActive: z.boolean(),
});
export type StaffFields = z.infer<typeof staffSchema>;

export const customerSchema = z.object({
  name: z.string().trim().min(1).max(120),
  phone: z.string().max(40),
  email: z.string().max(254),
  taxId: z.string().max(40),
  creditLimitMinor: minorSchema,
  priceListId: idSchema.nullable(),
  taxExempt: z.boolean(),
  consent: z.boolean(),
  isActive: z.boolean(),
});
