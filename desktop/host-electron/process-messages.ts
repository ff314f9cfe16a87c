import { z } from 'zod';
import { deviceSettingsSchema } from '#shared/till-calls/device-settings.ts';

const idSchema = z.number().int().nonnegative();
const nameSchema = z.string().min(1).max(100);

/** What the till's process is told when it starts. */
export const tillSettingsSchema = z.object({
  dataDir: z.string().min(1),
  migrationsDir: z.string().min(1),
  appVersion: z.string().min(1),
  devices: deviceSettingsSchema,
});
export type TillSettings = z.infer<typeof tillSettingsSchema>;

/** From the main process to the till's. A `window` message brings a port. */
export const toTillSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), settings: tillSettingsSchema }),
  z.object({ kind: z.literal('window') }),
  z.object({ kind: z.literal('secret'), id: idSchema, secret: z.string().nullable() }),
  z.object({ kind: z.literal('secret_failed'), id: idSchema, message: z.string() }),
  z.object({ kind: z.literal('close') }),
]);
export type ToTill = z.infer<typeof toTillSchema>;

export const secretWishSchema = z.discriminatedUnion('wish', [
  z.object({ wish: z.literal('read'), name: nameSchema }),
  z.object({ wish: z.literal('write'), name: nameSchema, secret: z.string().max(100_000) }),
  z.object({ wish: z.literal('remove'), name: nameSchema }),
]);
export type SecretWish = z.infer<typeof secretWishSchema>;

/** From the till's process to the main one. `failed` says in words why the till can't open. */
export const fromTillSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('failed'), message: z.string().max(2000) }),
  z.object({ kind: z.literal('keychain'), id: idSchema, ask: secretWishSchema }),
]);
export type FromTill = z.infer<typeof fromTillSchema>;
