import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';

/** The business as its tills need it. */
export const businessSchema = z.object({
  name: z.string().trim().min(1).max(120),
  email: z.string().max(254),
  phone: z.string().max(40),
  address: z.string().max(300),
  city: z.string().max(80),
  state: z.string().max(80),
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** BCP 47, such as en-NG: how money and days are written. */
  locale: z.string().min(2).max(35),
  timeZone: z.string().min(1).max(64),
  /** Minutes after midnight at which a shop's day begins. */
  dayStartMinutes: z.number().int().min(0).max(1439),
  taxId: z.string().max(40),
  logoUrl: z.string().max(500).nullable(),
  pricesIncludeTax: z.boolean(),
  cashRoundingMinor: minorSchema,
});
export type BusinessFields = z.infer<typeof businessSchema>;

export const storeSchema = z.object({
  name: z.string().trim().min(1).max(80),
  code: z.string().regex(/^[A-Z0-9]{2,6}$/),
  address: z.string().max(300),
  phone: z.string().max(40),
  timeZone: z.string().min(1).max(64),
  managerId: idSchema.nullable(),
  receiptHeader: z.string().max(500),
  receiptFooter: z.string().max(500),
  isActive: z.boolean(),
});
export type StoreFields = z.infer<typeof storeSchema>;

export const taxRateSchema = z.object({
  name: z.string().trim().min(1).max(60),
  ratePpm: z.number().int().min(0).max(10_000_000),
  inclusive: z.boolean(),
  validFromMs: z.number().int().nonnegative(),
});

/** What a till shows of itself and its siblings. */
export const tillRecordSchema = z.object({
  storeId: idSchema,
  name: z.string().trim().min(1).max(80),
  code: z.string().regex(/^[A-Z0-9]{1,6}$/),
  status: z.enum(['active', 'revoked', 'replaced']),
});

/** One setting by key; `value` is JSON, checked against the key's own schema where it is read. */
export const settingSchema = z.object({
  storeId: idSchema.nullable(),
  key: z.string().min(1).max(60),
  value: z.json(),
});
