import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';

/** A person settled a case in the web, or said that nothing is to do. No till writes this. */
export const caseSettledV1 = {
  type: 'case.settled',
  v: 1,
  payload: z.object({
    caseId: idSchema,
    reason: z.string().max(300),
    /** Of a cloned till: the run of the machine that stays. */
    stayingBootId: idSchema.nullable(),
  }),
} as const;
