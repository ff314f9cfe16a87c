import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';

/** A second person's PIN, given on the spot for what the first may not do. Both are recorded. */
export const approvalSchema = z.object({ userId: idSchema, pin: z.string().regex(/^\d{4,8}$/) });
