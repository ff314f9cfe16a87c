import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { creditKindSchema } from '#shared/credit/credit-kinds.ts';
import { paymentSchema } from '#shared/sale/tender.ts';
import { hashSchema } from './hash-chain.ts';

/**
 * A gift card or store credit was opened, or more was put on it; paid for, or given.
 *
 * A loading carries who the credit is, so that any of its loadings can be the first that arrives.
 */
export const creditLoadedV1 = {
  type: 'credit.loaded',
  v: 1,
  payload: z.object({
    loadId: idSchema,
    creditId: idSchema,
    kind: creditKindSchema,
    /** Of the code that its holder has; the code itself is written down nowhere. */
    codeHash: hashSchema,
    /** The end of the code, by which people tell one from another. */
    codeEnd: z.string().min(1).max(4),
    customerId: idSchema.nullable(),
    shiftId: idSchema.nullable(),
    currency: z.string().regex(/^[A-Z]{3}$/),
    /** What is put on it; nothing where it is only opened. */
    amountMinor: minorSchema,
    /** How it was paid for; empty where it was given. */
    payments: z.array(paymentSchema).max(50),
    note: z.string().max(200),
  }),
} as const;
