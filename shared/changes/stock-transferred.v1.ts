import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { costE4Schema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';

/** Goods left a store for another of the business. They are on their way until a receipt says what became of them. */
export const stockTransferredV1 = {
  type: 'stock.transferred',
  v: 1,
  payload: z.object({
    transferId: idSchema,
    toStoreId: idSchema,
    note: z.string().max(200),
    lines: z
      .array(
        z.object({
          id: idSchema,
          variantId: idSchema,
          batchId: idSchema,
          /** What left, as a positive number. */
          quantityMilli: milliSchema,
          /** What a unit cost where it lay: the cost travels with the goods. */
          unitCostE4: costE4Schema,
        }),
      )
      .min(1)
      .max(2000),
  }),
} as const;
