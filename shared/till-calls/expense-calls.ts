import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { expenseMethodSchema } from '#shared/changes/expense-recorded.v1.ts';
import { expenseCategoriesSchema } from '#shared/people/expense-categories.ts';
import { approvalSchema } from './approval.ts';

/** What stands of an expense in the drawer's book of cash too, so that it is no longer than a reason there. */
const DESCRIPTION_LENGTH_MAX = 200;

/** Money that this till paid for something else than goods. */
export const expenseViewSchema = z.object({
  expenseId: idSchema,
  atMs: z.number().int(),
  byName: z.string(),
  categoryName: z.string().nullable(),
  description: z.string(),
  amountMinor: minorSchema,
  /** Cash is that of the drawer. */
  method: expenseMethodSchema,
  /** It was taken back: the books leave it out, and the cash is in the drawer again. */
  isRemoved: z.boolean(),
  /** Whether it can be taken back here: its drawer is open still, or no drawer paid it. */
  canTakeBack: z.boolean(),
  /** Photos of its receipt, and how many of them the office has not yet. */
  photoCount: z.number().int().nonnegative(),
  photosWaiting: z.number().int().nonnegative(),
  /** Why the office would not have one of them: a code of a fault. */
  photoError: z.string().nullable(),
});

/** A picture of at most this many bytes crosses the till's door in base64, with room for the rest of the message. */
export const PHOTO_BYTES_MAX = 600_000;

export const expenseListCall = defineCall({
  name: 'expense.list',
  input: z.object({}),
  output: z.object({
    expenses: z.array(expenseViewSchema),
    /** What they come to, without those that were taken back. */
    totalMinor: minorSchema,
    /** The heads of the office's books; none where it has none, or the till has no office. */
    categories: expenseCategoriesSchema,
    isDrawerOpen: z.boolean(),
  }),
  permission: 'sales.create',
  writes: false,
  doc: 'What this till spent today, or since its drawer was opened, the latest first.',
});

export const expenseRecordCall = defineCall({
  name: 'expense.record',
  input: z.object({
    categoryId: idSchema.nullable().default(null),
    /** What it was for, and who got it. */
    description: z.string().trim().min(1).max(DESCRIPTION_LENGTH_MAX),
    amountMinor: minorSchema,
    method: expenseMethodSchema,
    approval: approvalSchema.optional(),
  }),
  output: expenseViewSchema,
  permission: 'sales.create',
  writes: true,
  doc: 'Pays petty cash from the open drawer, or records what was paid another way; above the role’s limit with a person who may.',
});

export const expenseTakeBackCall = defineCall({
  name: 'expense.take_back',
  input: z.object({ expenseId: idSchema, approval: approvalSchema.optional() }),
  output: expenseViewSchema,
  permission: 'sales.create',
  writes: true,
  doc: 'Takes a wrong expense out of the books, and its cash back into the drawer, while that drawer is open.',
});

export const expenseAddPhotoCall = defineCall({
  name: 'expense.add_photo',
  input: z.object({
    expenseId: idSchema,
    /** A JPEG, PNG or WebP in base64. */
    picture: z.base64().max(Math.ceil(PHOTO_BYTES_MAX / 3) * 4),
  }),
  output: expenseViewSchema,
  permission: 'sales.create',
  writes: true,
  doc: 'Keeps a photo of an expense’s receipt and sends it to the office, as soon as there is a line; the same photo is kept once.',
});
