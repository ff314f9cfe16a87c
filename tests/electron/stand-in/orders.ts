import { z } from 'zod';

const urlSchema = z.string();

/** What a test can have the program meet. */
export const orderSchema = z.discriminatedUnion('order', [
  z.object({ order: z.literal('page_send'), request: z.unknown() }),
  z.object({ order: z.literal('raw_send'), message: z.unknown() }),
  z.object({ order: z.literal('page_functions') }),
  z.object({ order: z.literal('pushed') }),
  z.object({ order: z.literal('connect_as'), senderId: z.number(), url: urlSchema, isSubframe: z.boolean() }),
  z.object({ order: z.literal('fetch'), method: z.string(), url: urlSchema }),
  z.object({
    order: z.literal('navigate'),
    event: z.enum(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']),
    url: urlSchema,
  }),
  z.object({ order: z.literal('open_window'), url: urlSchema }),
  z.object({ order: z.literal('permission'), permission: z.string(), url: urlSchema }),
  z.object({ order: z.literal('request'), url: urlSchema }),
  z.object({ order: z.literal('download') }),
  z.object({ order: z.literal('second_instance') }),
  z.object({ order: z.literal('crash_window') }),
  z.object({ order: z.literal('kill_till') }),
  z.object({ order: z.literal('facts') }),
  z.object({ order: z.literal('quit') }),
]);
export type Order = z.infer<typeof orderSchema>;
