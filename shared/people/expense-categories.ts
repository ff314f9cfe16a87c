import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';

/** The setting in which the office tells its tills the heads of its books; nobody edits it by hand. */
export const EXPENSE_CATEGORIES_KEY = 'expense_categories';

/** Each head with its name, in the order of their names. */
export const expenseCategoriesSchema = z.array(z.object({ id: idSchema, name: z.string() }));
export type ExpenseCategories = z.infer<typeof expenseCategoriesSchema>;
