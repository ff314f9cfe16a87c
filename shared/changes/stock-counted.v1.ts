import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { milliSchema } from '#shared/base/quantity.ts';

/** Somebody counted what lies on the shelf: an anchor for the level, later movements are added to it. */
export const stockCountedV1 = {
  type: 'stock.counted',
  v: 1,
  payload: z.object({
    countId: idSchema,
    note: z.string().max(200),
    lines: z
      .array(
        z.object({
          id: idSchema,
          variantId: idSchema,
          batchId: idSchema,
          countedMilli: milliSchema,
          /** What the till showed when it was counted; for the variance that people see. */
          expectedMilli: milliSchema,
        }),
      )
      .min(1)
      .max(2000),
  }),
} as const;
