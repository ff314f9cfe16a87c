import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { paymentMethodSchema } from '#shared/sale/tender.ts';

/** How an expense is paid: with money, never with credits of the business's own. */
export const expenseMethodSchema = paymentMethodSchema.extract(['cash', 'card', 'transfer', 'mobile_money']);

/** What is said of an expense. A correction says all of it again. */
export const expenseFieldsSchema = z.object({
  categoryId: idSchema.nullable(),
  amountMinor: minorSchema,
  description: z.string().max(500),
  /** The day that it belongs to, in the store's zone. */
  expenseDate: businessDateSchema,
  paymentMethod: expenseMethodSchema,
  /** The photo or PDF of its receipt in the office's file store. */
  receiptFileId: idSchema.nullable(),
});

/** The store spent money on something else than goods. */
export const expenseRecordedV1 = {
  type: 'expense.recorded',
  v: 1,
  payload: expenseFieldsSchema.extend({
    expenseId: idSchema,
    /** The cash that left a drawer for it, where a till paid it; the drawer counts it by that change. */
    cashMovementId: idSchema.nullable(),
  }),
} as const;
