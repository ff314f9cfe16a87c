import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { costE4Schema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';

/** Goods came in from outside, at a cost. */
export const stockReceivedV1 = {
  type: 'stock.received',
  v: 1,
  payload: z.object({
    receiptId: idSchema,
    supplierId: idSchema.nullable(),
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
