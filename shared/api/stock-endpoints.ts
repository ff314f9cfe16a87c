import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { costE4, costE4Schema } from '#shared/base/money.ts';
import { milli, milliSchema } from '#shared/base/quantity.ts';
import { batchSchema } from '#shared/catalogue/catalogue-records.ts';
import { stockReasonSchema } from '#shared/changes/stock-adjusted.v1.ts';
import { LINE_QUANTITY_MILLI_MAX } from '#shared/sale/limits.ts';
import { calendarDaySchema } from './calendar-day.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';

/** More lines than this are several papers. */
export const STOCK_LINES_MAX = 500;
/** More than this nobody pays for one unit; a level's worth still fits into 2^53. */
const COST_E4_MAX = 1_000_000_000_000;

export const stockQuantitySchema = milliSchema.refine(
  (quantity) => quantity > 0 && quantity <= LINE_QUANTITY_MILLI_MAX,
  'A quantity is more than nothing, and a million units at most.',
);
export const unitCostSchema = costE4Schema.refine(
  (cost) => cost >= 0 && cost <= COST_E4_MAX,
  'A cost is not below zero, and 100 million of the currency at most.',
);
const signedQuantitySchema = milliSchema.refine(
  (quantity) => quantity !== 0 && Math.abs(quantity) <= LINE_QUANTITY_MILLI_MAX,
  'A quantity is not nothing, and a million units at most.',
);

/** A batch by the number on its package: made where the variant has none of this number. */
export const namedBatchSchema = z.object({
  number: batchSchema.shape.number.trim().min(1),
  expiresOn: calendarDaySchema.nullable().default(null),
});

const placeSchema = z.object({ variantId: idSchema, batchId: idSchema.optional() });
const noteSchema = z.string().trim().max(200).default('');
const linesOf = <Line extends z.ZodObject>(line: Line) => z.array(line).min(1).max(STOCK_LINES_MAX);

/** What a write did to a shelf, and what lies there now by the facts that are here. */
export const movedLineSchema = z.object({
  variantId: idSchema,
  /** The zero id where no batch is kept. */
  batchId: idSchema,
  quantityMilli: milliSchema,
  unitCostE4: costE4Schema,
  onHandMilli: milliSchema,
});

/** A document of goods that moved. */
export const stockWrittenSchema = z.object({
  id: idSchema,
  storeId: idSchema,
  /** Why a person should look at it, such as `negative_stock`; none where all is as it should be. */
  reviewReasons: z.array(z.string()),
  lines: z.array(movedLineSchema),
});
export type StockWritten = z.infer<typeof stockWrittenSchema>;

const common = {
  area: 'inventory',
  method: 'post',
  permission: 'inventory.adjust',
  params: NOTHING,
  query: NOTHING,
  answer: stockWrittenSchema,
  status: 201,
} as const;

const EXAMPLE_STORE = '01890000-0000-7000-8000-000000000001';
const EXAMPLE_VARIANT = '01890000-0000-7000-8000-000000000002';

export const adjustStockEndpoint = defineEndpoint({
  ...common,
  path: '/inventory/adjust',
  doc: 'Puts levels right by hand, up or down. What is taken without a named batch goes first expired first out; `opening` stock comes in at a cost.',
  body: z.object({
    storeId: idSchema,
    reason: stockReasonSchema,
    note: noteSchema,
    lines: linesOf(
      placeSchema.extend({
        quantityMilli: signedQuantitySchema,
        /** Of opening stock; else what it is known to cost. */
        unitCostE4: unitCostSchema.optional(),
        batch: namedBatchSchema.optional(),
      }),
    ),
  }),
  example: {
    body: {
      storeId: EXAMPLE_STORE,
      reason: 'found',
      note: 'Behind the freezer',
      lines: [{ variantId: EXAMPLE_VARIANT, quantityMilli: milli(3000) }],
    },
  },
});

export const removeStockEndpoint = defineEndpoint({
  ...common,
  path: '/inventory/remove',
  doc: 'Takes goods off the shelf that were not sold, with the reason; without a named batch first expired first out.',
  body: z.object({
    storeId: idSchema,
    reason: stockReasonSchema.extract(['damaged', 'expired', 'theft', 'own_use', 'other']),
    note: noteSchema,
    lines: linesOf(placeSchema.extend({ quantityMilli: stockQuantitySchema })),
  }),
  example: {
    body: {
      storeId: EXAMPLE_STORE,
      reason: 'damaged',
      lines: [{ variantId: EXAMPLE_VARIANT, quantityMilli: milli(2000) }],
    },
  },
});

export const receiveStockEndpoint = defineEndpoint({
  ...common,
  path: '/inventory/receive',
  doc: 'Takes goods in at a cost. They move the average cost of their level and, unless told otherwise, the cost of the variant; a batch is named or made.',
  body: z.object({
    storeId: idSchema,
    /** Who delivered them, where that is known. */
    supplierId: idSchema.nullable().default(null),
    note: noteSchema,
    /** Whether the variants cost the moving average of what lies in all stores and what came. */
    updatesCost: z.boolean().default(true),
    lines: linesOf(
      placeSchema.extend({
        quantityMilli: stockQuantitySchema,
        unitCostE4: unitCostSchema,
        batch: namedBatchSchema.optional(),
      }),
    ),
  }),
  example: {
    body: {
      storeId: EXAMPLE_STORE,
      lines: [
        {
          variantId: EXAMPLE_VARIANT,
          quantityMilli: milli(24_000),
          unitCostE4: costE4(950_000_000),
          batch: { number: 'L-2026-05', expiresOn: '2027-05-31' },
        },
      ],
    },
  },
});
