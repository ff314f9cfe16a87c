import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { idSchema } from '#shared/base/ids.ts';
import { costE4Schema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { stockReasonSchema } from '#shared/changes/stock-adjusted.v1.ts';
import { approvalSchema } from './approval.ts';
import { itemViewSchema } from './catalogue-calls.ts';

/** One delivery of an item that is kept by batches. */
export const batchViewSchema = z.object({
  batchId: idSchema,
  number: z.string(),
  /** `YYYY-MM-DD`; null for what keeps. */
  expiresOn: z.string().nullable(),
});
export type BatchView = z.infer<typeof batchViewSchema>;

export const stockLevelViewSchema = z.object({
  variantId: idSchema,
  batchId: idSchema,
  name: z.string(),
  /** Null for goods without batches. */
  batch: batchViewSchema.nullable(),
  unit: z.string(),
  onHandMilli: milliSchema,
  isLow: z.boolean(),
});

/** An item as stock work takes it up. */
export const stockItemViewSchema = z.object({
  item: itemViewSchema,
  /** What was scanned of it: a carton's code is twelve pieces, a scale's label its weight. */
  quantityMilli: milliSchema,
  hasBatches: z.boolean(),
  /** The next to expire first. */
  batches: z.array(batchViewSchema),
  /** What a unit cost last; null for somebody who doesn't see costs. */
  unitCostE4: costE4Schema.nullable(),
});
export type StockItemView = z.infer<typeof stockItemViewSchema>;

const noteSchema = z.string().trim().max(200).default('');
const approvalFields = { approval: approvalSchema.optional() };
const lineFields = { variantId: idSchema, batchId: idSchema.optional() };

/** A day of the calendar, as a person types it. */
const daySchema = businessDateSchema.refine((day) => {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}, 'There is no such day.');

export const stockLookUpCall = defineCall({
  name: 'stock.look_up',
  input: z.object({ variantId: idSchema }),
  output: z.object({ item: itemViewSchema, levels: z.array(stockLevelViewSchema), isComplete: z.boolean() }),
  permission: 'inventory.read',
  writes: false,
  doc: 'What lies on the shelf here, own sales that the office has not seen included.',
});

export const stockFindCall = defineCall({
  name: 'stock.find',
  input: z.object({
    item: z.union([z.object({ code: z.string().min(1).max(200) }), z.object({ variantId: idSchema })]),
  }),
  output: z.object({ items: z.array(stockItemViewSchema) }),
  permission: 'inventory.read',
  writes: false,
  doc: 'The item of a scanned code or an id with its batches, to receive, adjust or count; several where a code was given twice.',
});

export const stockAdjustCall = defineCall({
  name: 'stock.adjust',
  input: z.object({
    reason: stockReasonSchema,
    note: noteSchema,
    lines: z
      .array(z.object({ ...lineFields, quantityMilli: milliSchema }))
      .min(1)
      .max(2000),
    ...approvalFields,
  }),
  output: z.object({ adjustmentId: idSchema, levels: z.array(stockLevelViewSchema) }),
  permission: 'inventory.read',
  writes: true,
  doc: 'Puts stock right by hand, up or down, with a reason; needs inventory.adjust or a person who has it.',
});

export const stockReceiveCall = defineCall({
  name: 'stock.receive',
  input: z.object({
    note: noteSchema,
    lines: z
      .array(
        z.object({
          ...lineFields,
          /** A batch by the number on the goods: made where the item has none of it. */
          batch: z.object({ number: z.string().trim().min(1).max(64), expiresOn: daySchema.nullable() }).optional(),
          quantityMilli: milliSchema,
          /** Without one, what the item cost last. */
          unitCostE4: costE4Schema.optional(),
        }),
      )
      .min(1)
      .max(2000),
    ...approvalFields,
  }),
  output: z.object({ receiptId: idSchema, levels: z.array(stockLevelViewSchema) }),
  permission: 'inventory.read',
  writes: true,
  doc: 'Takes goods in at a cost; needs inventory.adjust or a person who has it.',
});

export const stockCountCall = defineCall({
  name: 'stock.count',
  input: z.object({
    note: noteSchema,
    lines: z
      .array(z.object({ ...lineFields, countedMilli: milliSchema }))
      .min(1)
      .max(2000),
    ...approvalFields,
  }),
  output: z.object({
    countId: idSchema,
    levels: z.array(stockLevelViewSchema.extend({ expectedMilli: milliSchema, varianceMilli: milliSchema })),
  }),
  permission: 'inventory.read',
  writes: true,
  doc: 'Writes down what was counted: from now on the level is this and what moves later. Needs inventory.adjust or a person who has it.',
});

const lowPlaceSchema = z.object({ name: z.string().max(200), productId: idSchema });

export const stockLowCall = defineCall({
  name: 'stock.low',
  /** `after` is where the page before ended. */
  input: z.object({ after: lowPlaceSchema.nullable().default(null) }),
  output: z.object({ items: z.array(itemViewSchema), next: lowPlaceSchema.nullable() }),
  permission: 'inventory.read',
  writes: false,
  doc: 'What runs low here, by name. A page looks through a part of the goods and may hold nothing: `next` leads on.',
});

const expiringPlaceSchema = z.object({ expiresOn: businessDateSchema, batchId: idSchema });

export const stockExpiringCall = defineCall({
  name: 'stock.expiring',
  input: z.object({ after: expiringPlaceSchema.nullable().default(null) }),
  output: z.object({
    batches: z.array(
      z.object({
        variantId: idSchema,
        name: z.string(),
        unit: z.string(),
        batch: batchViewSchema,
        onHandMilli: milliSchema,
        isExpired: z.boolean(),
      }),
    ),
    next: expiringPlaceSchema.nullable(),
  }),
  permission: 'inventory.read',
  writes: false,
  doc: 'Batches that lie here and expire within the days that their product asks for, the first to expire first; pages as those of what runs low.',
});

export const STOCK_CALLS = [
  stockLookUpCall,
  stockFindCall,
  stockAdjustCall,
  stockReceiveCall,
  stockCountCall,
  stockLowCall,
  stockExpiringCall,
] as const;
