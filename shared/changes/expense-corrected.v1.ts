import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { expenseFieldsSchema } from './expense-recorded.v1.ts';

/** An expense was put right, or taken out of the books. The last word counts; what was said before stays in its change. */
export const expenseCorrectedV1 = {
  type: 'expense.corrected',
  v: 1,
  payload: expenseFieldsSchema.extend({ expenseId: idSchema, isRemoved: z.boolean() }),
} as const;
