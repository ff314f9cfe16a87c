import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { costE4Schema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';

export const stockReasonSchema = z.enum(['damaged', 'expired', 'theft', 'own_use', 'found', 'opening', 'other']);

/** Stock was put right by hand: up or down, with a reason. */
export const stockAdjustedV1 = {
  type: 'stock.adjusted',
  v: 1,
  payload: z.object({
    adjustmentId: idSchema,
    reason: stockReasonSchema,
    note: z.string().max(200),
    lines: z
      .array(
        z.object({
          id: idSchema,
          variantId: idSchema,
          batchId: idSchema,
          quantityMilli: milliSchema,
          unitCostE4: costE4Schema,
        }),
      )
      .min(1)
      .max(2000),
  }),
} as const;
