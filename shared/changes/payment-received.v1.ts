import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { paymentSchema } from '#shared/sale/tender.ts';

/**
 * Money that came without goods: a customer paid a debt, or a later part of a sale, at any till of the business.
 *
 * It counts in the drawer of the shift that took it. What it pays may not be known yet where it arrives.
 */
export const paymentReceivedV1 = {
  type: 'payment.received',
  v: 1,
  payload: z
    .object({
      receivedId: idSchema,
      /** The sale that it pays a part of; null for a debt as a whole. */
      saleId: idSchema.nullable(),
      /** Whose debt it pays; null for a sale that was nobody's. */
      customerId: idSchema.nullable(),
      shiftId: idSchema.nullable(),
      currency: z.string().regex(/^[A-Z]{3}$/),
      /** Σ payments. */
      amountMinor: minorSchema,
      payments: z.array(paymentSchema).min(1).max(50),
      note: z.string().max(200),
    })
    .refine(({ saleId, customerId }) => saleId !== null || customerId !== null, 'It pays a sale or a customer’s debt.'),
} as const;
