import { z } from 'zod';

/** The environment variable that says where the server's clock begins, in UTC ms. */
export const OFFICE_START_MS = 'REPLAY_START_MS';

export const toOfficeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('clock'), nowMs: z.number().int().nonnegative() }),
  z.object({ kind: z.literal('stop') }),
]);

export const fromOfficeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('up'), url: z.url() }),
  /** The clock stands here now. */
  z.object({ kind: z.literal('clock'), nowMs: z.number().int() }),
]);
export type FromOffice = z.infer<typeof fromOfficeSchema>;
