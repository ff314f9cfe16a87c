import { z } from 'zod';
import { businessDateSchema } from '#shared/base/time.ts';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';

/** A drawer was opened with its float. */
export const shiftOpenedV1 = {
  type: 'shift.opened',
  v: 1,
  payload: z.object({
    shiftId: idSchema,
    floatMinor: minorSchema,
    shiftDate: businessDateSchema,
    openedAtMs: z.number().int().nonnegative(),
  }),
} as const;
