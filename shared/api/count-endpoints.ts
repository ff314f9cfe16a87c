import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { costE4Schema, minorSchema } from '#shared/base/money.ts';
import { milli, milliSchema } from '#shared/base/quantity.ts';
import { LINE_QUANTITY_MILLI_MAX } from '#shared/sale/limits.ts';
import { calendarDaySchema } from './calendar-day.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema, listCursorSchema, pageQuerySchema } from './envelope.ts';
import { archivedSchema } from './record-endpoints.ts';
import { STOCK_LINES_MAX, namedBatchSchema } from './stock-endpoints.ts';

/** A fact of more shelves would not fit through every door. */
export const COUNT_LINES_MAX = 2000;

const stateSchema = z.enum(['open', 'closed', 'cancelled']);

export const countRowSchema = z.object({
  id: idSchema,
  storeId: idSchema,
  storeName: z.string(),
  state: stateSchema,
  /** `some` is what a till counted, without saying what else there is. */
  scope: z.enum(['store', 'category', 'variants', 'some']),
  categoryId: idSchema.nullable(),
  note: z.string(),
  byId: idSchema,
  byName: z.string().nullable(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  /** Shelves that were counted. */
  lineCount: z.number().int(),
  /** Counted less what the facts say lay there at that moment; of an open count less what was known then. */
  varianceMilli: milliSchema,
  /** The variance at cost. */
  varianceMinor: minorSchema,
});

export const countAnswerSchema = countRowSchema.extend({
  lines: z.array(
    z.object({
      variantId: idSchema,
      batchId: idSchema,
      batchNumber: z.string().nullable(),
      name: z.string(),
      sku: z.string(),
      /** Null where nobody counted it yet. */
      countedMilli: milliSchema.nullable(),
      /** What was known to lie there when it was counted, or lies there now. */
      expectedMilli: milliSchema,
      varianceMilli: milliSchema.nullable(),
      unitCostE4: costE4Schema,
      varianceMinor: minorSchema.nullable(),
    }),
  ),
});
export type CountAnswer = z.infer<typeof countAnswerSchema>;

const common = { area: 'inventory', query: NOTHING, answer: countAnswerSchema } as const;
const noteSchema = z.string().trim().max(200).default('');

export const openCountEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/inventory/counts',
  permission: 'inventory.adjust',
  doc: 'Opens a count of a store, of one of its categories, or of some variants. Selling goes on meanwhile.',
  params: NOTHING,
  body: z.object({
    storeId: idSchema,
    scope: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('store') }),
      z.object({ kind: z.literal('category'), categoryId: idSchema }),
      z.object({ kind: z.literal('variants'), variantIds: z.array(idSchema).min(1).max(STOCK_LINES_MAX) }),
    ]),
    note: noteSchema,
  }),
  status: 201,
  example: { body: { storeId: '01890000-0000-7000-8000-000000000001', scope: { kind: 'store' }, note: 'End of year' } },
});

export const enterCountEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/inventory/counts/:id/lines',
  permission: 'inventory.adjust',
  doc: 'Writes down what was counted on some shelves, at this moment: what is sold later is taken off it. A shelf that is counted again has the newer figure.',
  params: idParamsSchema,
  body: z.object({
    lines: z
      .array(
        z.object({
          variantId: idSchema,
          batchId: idSchema.optional(),
          batch: namedBatchSchema.optional(),
          countedMilli: milliSchema.refine(
            (counted) => counted >= 0 && counted <= LINE_QUANTITY_MILLI_MAX,
            'A count is not below nothing, and a million units at most.',
          ),
        }),
      )
      .min(1)
      .max(STOCK_LINES_MAX),
  }),
  example: {
    body: { lines: [{ variantId: '01890000-0000-7000-8000-000000000002', countedMilli: milli(11_000) }] },
  },
});

export const closeCountEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/inventory/counts/:id/close',
  permission: 'inventory.adjust',
  doc: 'Closes a count: the levels start anew from what was counted, each from its own moment, and the variance is shown in quantity and money.',
  params: idParamsSchema,
  body: z.object({
    /** Whether what the scope holds and nobody counted is gone; else it stays as it is. */
    missingIsZero: z.boolean().default(false),
  }),
  example: { body: { missingIsZero: false } },
});

export const cancelCountEndpoint = defineEndpoint({
  ...common,
  method: 'delete',
  path: '/inventory/counts/:id',
  permission: 'inventory.adjust',
  doc: 'Gives up an open count; no level moves.',
  params: idParamsSchema,
  body: NOTHING,
  answer: archivedSchema,
});

export const getCountEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/inventory/counts/:id',
  permission: 'inventory.read',
  doc: 'One count with its shelves; an open one also shows those of its scope that nobody counted yet, 2000 at most.',
  params: idParamsSchema,
  body: NOTHING,
});

export const listCountsEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/inventory/counts',
  permission: 'inventory.read',
  doc: 'Counts of the stores, those of tills too, newest first. By page, or by cursor.',
  params: NOTHING,
  query: pageQuerySchema.omit({ q: true }).extend({
    cursor: listCursorSchema,
    storeId: idSchema.optional(),
    state: stateSchema.optional(),
    from: calendarDaySchema.optional(),
    to: calendarDaySchema.optional(),
    sort: z.enum(['-openedAt', 'openedAt']).default('-openedAt'),
  }),
  body: NOTHING,
  answer: z.array(countRowSchema),
});
