import { z } from 'zod';
import { NOTHING, defineEndpoint } from '#shared/api/endpoint.ts';
import { idParamsSchema, pageQuerySchema } from '#shared/api/envelope.ts';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';

const reviewSchema = z.object({
  /** Of the change. */
  id: idSchema,
  tillId: idSchema,
  tillName: z.string(),
  storeId: idSchema.nullable(),
  type: z.string(),
  entityId: idSchema.nullable(),
  /** Of a sale or refund. */
  orderNumber: z.string().nullable(),
  totalMinor: minorSchema.nullable(),
  reasons: z.array(z.string()),
  occurredAt: z.string().nullable(),
  receivedAt: z.string(),
  seenBy: idSchema.nullable(),
  seenByName: z.string().nullable(),
  seenAt: z.string().nullable(),
  note: z.string(),
});

export const listReviewsEndpoint = defineEndpoint({
  area: 'sync',
  method: 'get',
  path: '/reviews',
  permission: 'sync.settle',
  params: NOTHING,
  query: pageQuerySchema.omit({ q: true }).extend({
    state: z.enum(['unseen', 'seen']).default('unseen'),
    reason: z.string().trim().min(1).max(60).optional(),
    tillId: idSchema.optional(),
    storeId: idSchema.optional(),
    sort: z.enum(['-receivedAt', 'receivedAt']).default('-receivedAt'),
  }),
  body: NOTHING,
  answer: z.array(reviewSchema),
  doc: 'Facts that were applied although something about them is odd, newest first. They count; somebody should look.',
});

export const seeReviewEndpoint = defineEndpoint({
  area: 'sync',
  method: 'post',
  path: '/reviews/:id/seen',
  permission: 'sync.settle',
  params: idParamsSchema,
  query: NOTHING,
  body: z.object({ note: z.string().trim().max(300).default('') }),
  answer: z.object({ id: idSchema }),
  doc: 'Says that somebody looked at it, with the reasons that stand there now. A reason that comes later makes it unseen again.',
  example: { body: { note: 'Counted: one carton was received late' } },
});
