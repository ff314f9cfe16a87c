import { z } from 'zod';
import { feedChangeSchema, pullAnswerSchema } from '#shared/sync/pull.ts';

/**
 * A page as the till reads it: an entity or a class of a newer office is no reason to refuse the rest, it is parked.
 *
 * What a row holds is checked when it is applied, by the schema of its entity.
 */
export const pulledPageSchema = pullAnswerSchema.extend({
  changes: z.array(feedChangeSchema.extend({ entity: z.string().min(1).max(60), data: z.unknown() })).max(10_000),
  complete: z.array(z.string().max(60)).max(100),
});
export type PulledPage = z.infer<typeof pulledPageSchema>;
export type PulledRow = PulledPage['changes'][number];
