import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { idSchema } from '#shared/base/ids.ts';
import { costE4Schema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';
import { stockReasonSchema } from '#shared/changes/stock-adjusted.v1.ts';
import { itemViewSchema } from './catalogue-calls.ts';

export const stockLevelViewSchema = z.object({
  variantId: idSchema,
  batchId: idSchema,
  name: z.string(),
  unit: z.string(),
  onHandMilli: milliSchema,
  isLow: z.boolean(),
});

export const stockLookUpCall = defineCall({
  name: 'stock.look_up',
  input: z.object({ variantId: idSchema }),
  output: z.object({ item: itemViewSchema, levels: z.array(stockLevelViewSchema), isComplete: z.boolean() }),
  permission: 'inventory.read',
  writes: false,
  doc: 'What lies on the shelf here, own sales that the office has not seen included.',
});

export const stockAdjustCall = defineCall({
  name: 'stock.adjust',
  input: z.object({
    reason: stockReasonSchema,
    note: z.string().trim().max(200).default(''),
    lines: z
      .array(z.object({ variantId: idSchema, batchId: idSchema.optional(), quantityMilli: milliSchema }))
      .min(1)
      .max(2000),
  }),
  output: z.object({ adjustmentId: idSchema, levels: z.array(stockLevelViewSchema) }),
  permission: 'inventory.adjust',
  writes: true,
  doc: 'Puts stock right by hand, up or down, with a reason.',
});

export const stockReceiveCall = defineCall({
  name: 'stock.receive',
  input: z.object({
    note: z.string().trim().max(200).default(''),
    lines: z
      .array(
        z.object({
          variantId: idSchema,
          batchId: idSchema.optional(),
          quantityMilli: milliSchema,
          unitCostE4: costE4Schema,
        }),
      )
      .min(1)
      .max(2000),
  }),
  output: z.object({ receiptId: idSchema, levels: z.array(stockLevelViewSchema) }),
  permission: 'inventory.adjust',
  writes: true,
  doc: 'Takes goods in at a cost.',
});

export const stockCountCall = defineCall({
  name: 'stock.count',
  input: z.object({
    note: z.string().trim().max(200).default(''),
    lines: z
      .array(z.object({ variantId: idSchema, batchId: idSchema.optional(), countedMilli: milliSchema }))
      .min(1)
      .max(2000),
  }),
  output: z.object({
    countId: idSchema,
    levels: z.array(stockLevelViewSchema.extend({ expectedMilli: milliSchema, varianceMilli: milliSchema })),
  }),
  permission: 'inventory.adjust',
  writes: true,
  doc: 'Writes down what was counted: from now on the level is this and what moves later.',
});

export const STOCK_CALLS = [stockLookUpCall, stockAdjustCall, stockReceiveCall, stockCountCall] as const;
