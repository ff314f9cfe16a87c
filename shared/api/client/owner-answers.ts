import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';

/** A fresh access token; the refresh token travels in a cookie that no script can read. */
export const signedInSchema = z.object({ accessToken: z.string().min(1) });

/** Who is signed in, what they may do, and how their business writes money and days. */
export const meSchema = z.object({
  id: idSchema,
  fullName: z.string(),
  email: z.string(),
  role: z.object({ key: z.string(), name: z.string() }),
  permissions: z.array(z.string()),
  /** Empty: all stores. */
  storeIds: z.array(idSchema),
  business: z.object({
    id: idSchema,
    name: z.string(),
    currency: z.string().regex(/^[A-Z]{3}$/),
    locale: z.string(),
    timeZone: z.string(),
    dayStartMinutes: z.number().int().min(0).max(1439),
  }),
});
export type Me = z.infer<typeof meSchema>;

export const storeRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  code: z.string(),
  address: z.string(),
  phone: z.string(),
  timeZone: z.string(),
  isActive: z.boolean(),
});
export type StoreRow = z.infer<typeof storeRowSchema>;

export const tillRowSchema = z.object({
  id: idSchema,
  storeId: idSchema,
  name: z.string(),
  code: z.string(),
  status: z.enum(['active', 'revoked', 'replaced']),
  /** ISO 8601; null if never heard from. */
  lastSeenAt: z.string().nullable(),
  waitingKnown: z.number().int(),
  appVersion: z.string().nullable(),
});
export type TillRow = z.infer<typeof tillRowSchema>;

export const enrolmentCodeSchema = z.object({ code: z.string().min(1), expiresAt: z.string() });
