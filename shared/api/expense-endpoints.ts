import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { expenseFieldsSchema, expenseMethodSchema } from '#shared/changes/expense-recorded.v1.ts';
import { calendarDaySchema } from './calendar-day.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema, listCursorSchema, pageQuerySchema } from './envelope.ts';
import { PICTURE_BYTES_MAX, PICTURE_TYPES } from './image-endpoints.ts';
import { archivedSchema } from './record-endpoints.ts';

/** The largest single expense: above it somebody typed a digit too many. */
const EXPENSE_MINOR_MAX = 1_000_000_000_000;

const bodySchema = z.object({
  categoryId: idSchema.nullable(),
  amountMinor: minorSchema.refine(
    (amount) => amount > 0 && amount <= EXPENSE_MINOR_MAX,
    'An expense is more than nothing.',
  ),
  description: z.string().trim().max(500),
  expenseDate: calendarDaySchema,
  paymentMethod: expenseMethodSchema,
});

export const expenseAnswerSchema = expenseFieldsSchema.omit({ receiptFileId: true }).extend({
  id: idSchema,
  storeId: idSchema,
  storeName: z.string(),
  categoryName: z.string().nullable(),
  /** Whether a photo or PDF of its receipt is kept. */
  hasReceipt: z.boolean(),
  /** The cash that left a drawer for it, where a till paid it. */
  cashMovementId: idSchema.nullable(),
  createdBy: idSchema,
  createdByName: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type ExpenseAnswer = z.infer<typeof expenseAnswerSchema>;

const common = {
  area: 'expenses',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: expenseAnswerSchema,
} as const;

export const listExpensesEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/expenses',
  permission: 'expenses.read',
  doc: 'What the stores spent beside goods, newest first, with filters; `q` searches descriptions. By page, or by cursor.',
  params: NOTHING,
  query: pageQuerySchema.extend({
    cursor: listCursorSchema,
    storeId: idSchema.optional(),
    categoryId: idSchema.optional(),
    from: calendarDaySchema.optional(),
    to: calendarDaySchema.optional(),
    method: expenseMethodSchema.optional(),
    createdBy: idSchema.optional(),
    minAmountMinor: z.coerce.number().int().optional(),
    maxAmountMinor: z.coerce.number().int().optional(),
    sort: z
      .enum(['-expenseDate', 'expenseDate', '-amountMinor', 'amountMinor', '-createdAt', 'createdAt'])
      .default('-expenseDate'),
  }),
  answer: z.array(expenseAnswerSchema),
  example: { query: { from: '2026-11-01', to: '2026-11-30', sort: '-amountMinor' } },
});

export const getExpenseEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/expenses/:id',
  permission: 'expenses.read',
  doc: 'One expense.',
  isVersioned: true,
});

export const addExpenseEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/expenses',
  permission: 'expenses.write',
  doc: 'Records what a store spent; the day is today in the store where none is named.',
  params: NOTHING,
  body: bodySchema.extend({
    storeId: idSchema,
    categoryId: idSchema.nullable().default(null),
    description: bodySchema.shape.description.default(''),
    expenseDate: calendarDaySchema.optional(),
  }),
  status: 201,
  isVersioned: true,
  example: {
    body: {
      storeId: '0193a7c0-0000-7000-8000-000000000001',
      amountMinor: 1_500_000,
      description: 'Diesel for the generator',
      paymentMethod: 'cash',
    },
  },
});

export const editExpenseEndpoint = defineEndpoint({
  ...common,
  method: 'put',
  path: '/expenses/:id',
  permission: 'expenses.write',
  doc: 'Puts the named fields of an expense right. What was said before stays in the log.',
  body: bodySchema.partial(),
  isVersioned: true,
  example: { body: { amountMinor: 1_450_000 } },
});

export const removeExpenseEndpoint = defineEndpoint({
  ...common,
  method: 'delete',
  path: '/expenses/:id',
  permission: 'expenses.write',
  doc: 'Takes an expense out of the books; that it stood there stays in the log.',
  answer: archivedSchema,
});

/** What a receipt may be sent as; the server looks at the bytes, whatever they are called. */
export const RECEIPT_TYPES = [...PICTURE_TYPES, 'application/pdf'] as const;

export const setExpenseReceiptEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/expenses/:id/receipt',
  permission: 'expenses.write',
  doc: 'Keeps the photo or PDF of an expense’s receipt, in place of the one that is there.',
  upload: { mediaTypes: RECEIPT_TYPES, bytesMax: PICTURE_BYTES_MAX },
  isVersioned: true,
});

export const expenseReceiptEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/expenses/:id/receipt',
  permission: 'expenses.read',
  doc: 'The photo or PDF of an expense’s receipt, as a file.',
  answer: NOTHING,
  download: ['image/webp', 'application/pdf'],
});

export const expenseCategorySchema = z.object({
  id: idSchema,
  name: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

const categoryCommon = { area: 'expenses', path: '/expenses/categories', params: NOTHING } as const;

export const listExpenseCategoriesEndpoint = defineEndpoint({
  ...categoryCommon,
  method: 'get',
  permission: 'expenses.read',
  doc: 'The heads that expenses are booked under, by name.',
  query: pageQuerySchema.extend({ sort: z.enum(['name', '-name', 'createdAt', '-createdAt']).default('name') }),
  body: NOTHING,
  answer: z.array(expenseCategorySchema),
});

export const addExpenseCategoryEndpoint = defineEndpoint({
  ...categoryCommon,
  method: 'post',
  permission: 'expenses.write',
  doc: 'Adds a head that expenses are booked under.',
  query: NOTHING,
  body: z.object({ name: z.string().trim().min(1).max(80) }),
  answer: expenseCategorySchema,
  status: 201,
  example: { body: { name: 'Rent' } },
});
