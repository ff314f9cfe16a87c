import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { JOURNAL_ENTRIES_MAX, journalEntrySchema } from '#shared/sale/cart.ts';

/** A cart was cleared without payment: what lay in it stays visible to the owner. */
export const saleAbandonedV1 = {
  type: 'sale.abandoned',
  v: 1,
  payload: z.object({
    saleId: idSchema,
    shiftId: idSchema.nullable(),
    lineCount: z.number().int().min(0).max(100_000),
    totalMinor: minorSchema,
    currency: z.string().regex(/^[A-Z]{3}$/),
    reason: z.string().max(120),
    journal: z.array(journalEntrySchema).max(JOURNAL_ENTRIES_MAX),
  }),
} as const;
