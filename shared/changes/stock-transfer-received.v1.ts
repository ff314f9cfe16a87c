import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { costE4Schema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';

export const transferLossReasonSchema = z.enum(['damaged', 'expired', 'theft', 'lost', 'other']);

/**
 * What became of goods on their way, said where it is seen: at the store that they were sent to they arrived, at the store that
 * they left they came back; what is said to be lost lies on no shelf any more.
 *
 * It may come before the transfer itself, which another till wrote.
 */
export const stockTransferReceivedV1 = {
  type: 'stock.transfer_received',
  v: 1,
  payload: z.object({
    receiptId: idSchema,
    transferId: idSchema,
    note: z.string().max(200),
    lines: z
      .array(
        z.object({
          id: idSchema,
          transferLineId: idSchema,
          variantId: idSchema,
          batchId: idSchema,
          /** What is on this store's shelf now; may be nothing. */
          quantityMilli: milliSchema,
          lostMilli: milliSchema,
          /** Why goods were lost; null where none were. */
          reason: transferLossReasonSchema.nullable(),
          unitCostE4: costE4Schema,
        }),
      )
      .min(1)
      .max(2000),
  }),
} as const;
