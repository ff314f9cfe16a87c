import { z } from 'zod';
import { saleRowSchema } from './feed-rows.ts';
import { RETURNED_MAX } from './limits.ts';

export const saleLookupQuerySchema = z.object({ protocol: z.coerce.number().int().min(1) });

/**
 * A sale that the till has not, as pull would have brought it, for a refund here: with its payments in the states that they
 * have by now, and every refund and exchange that took something of it back, oldest first.
 */
export const saleLookupAnswerSchema = z.object({
  sale: saleRowSchema,
  returned: z.array(saleRowSchema).max(RETURNED_MAX),
  serverTime: z.number().int().nonnegative(),
});
export type SaleLookupAnswer = z.infer<typeof saleLookupAnswerSchema>;
