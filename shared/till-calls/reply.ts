import { z } from 'zod';

/** What a screen sends: the call's name, its input, and for a call that writes an id, so that a double tap gets the first answer again. */
export const requestSchema = z.object({
  name: z.string().min(1).max(60),
  input: z.unknown(),
  callId: z.uuid().optional(),
});
export type Request = z.infer<typeof requestSchema>;

const detailsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** What comes back: a value, a refusal to be said in words, or a fault with its code of the catalogue. Never a stack trace. */
export const replySchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), refusal: z.string(), details: detailsSchema.optional() }),
  z.object({
    ok: z.literal(false),
    fault: z.string(),
    message: z.string(),
    /** For bad input: where it is wrong. */
    fields: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    /** For a bug of ours: what support asks for. */
    traceId: z.string().optional(),
  }),
]);
export type Reply = z.infer<typeof replySchema>;

/** What the till tells its screens by itself: which views are old now. Carries no data. */
export const pushEventSchema = z.object({
  topic: z.enum(['sale', 'catalogue', 'customers', 'shift', 'stock', 'staff', 'sync', 'receipt', 'till', 'device']),
});
export type PushEvent = z.infer<typeof pushEventSchema>;
