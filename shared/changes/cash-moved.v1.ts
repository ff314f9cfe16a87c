import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';

/** Cash went into or out of the drawer without a sale. Always a positive amount; the kind tells the direction. */
export const cashMovedV1 = {
  type: 'cash.moved',
  v: 1,
  payload: z.object({
    cashMovementId: idSchema,
    shiftId: idSchema,
    kind: z.enum(['in', 'out', 'drop']),
    amountMinor: minorSchema,
    reason: z.string().min(1).max(200),
  }),
} as const;
