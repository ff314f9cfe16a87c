import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { paymentMethodSchema } from '#shared/sale/tender.ts';

/** A drawer was counted and closed: the Z report, as the till worked it out. */
export const shiftClosedV1 = {
  type: 'shift.closed',
  v: 1,
  payload: z.object({
    shiftId: idSchema,
    closedAtMs: z.number().int().nonnegative(),
    /** Pieces by denomination in minor units; empty where only the sum was counted. */
    counted: z
      .array(z.object({ denominationMinor: minorSchema, pieces: z.number().int().min(0).max(1_000_000) }))
      .max(50),
    countedMinor: minorSchema,
    expectedMinor: minorSchema,
    varianceMinor: minorSchema,
    varianceReason: z.string().max(200),
    saleCount: z.number().int().min(0),
    refundCount: z.number().int().min(0),
    tenders: z
      .array(z.object({ method: paymentMethodSchema, amountMinor: minorSchema, count: z.number().int().min(0) }))
      .max(20),
  }),
} as const;
