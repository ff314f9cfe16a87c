import { z } from 'zod';
import { hlcSchema } from '#shared/base/hlc.ts';
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
          /**
           * When it was counted, where that was before the count was closed: the anchor of its level. Without one it is the
           * moment of the change.
           */
          countedHlc: hlcSchema.optional(),
        }),
      )
      .min(1)
      .max(2000),
  }),
} as const;
