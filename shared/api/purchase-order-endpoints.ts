import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { costE4, costE4Schema, minorSchema } from '#shared/base/money.ts';
import { milli, milliSchema } from '#shared/base/quantity.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { calendarDaySchema } from './calendar-day.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema, listCursorSchema, pageQuerySchema } from './envelope.ts';
import { STOCK_LINES_MAX, namedBatchSchema, stockQuantitySchema, unitCostSchema } from './stock-endpoints.ts';

const stateSchema = z.enum(['draft', 'sent', 'partial', 'received', 'cancelled']);

export const purchaseOrderRowSchema = z.object({
  id: idSchema,
  /** Counted in the business from 1. */
  number: z.number().int(),
  supplierId: idSchema,
  supplierName: z.string(),
  storeId: idSchema,
  storeName: z.string(),
  state: stateSchema,
  expectedOn: businessDateSchema.nullable(),
  note: z.string(),
  createdById: idSchema,
  sentAt: z.string().nullable(),
  /** The address that it was mailed to; empty where it was sent otherwise. */
  sentTo: z.string(),
  lineCount: z.number().int(),
  /** What the goods cost as ordered. */
  totalMinor: minorSchema,
  createdAt: z.string(),
  updatedAt: z.string(),
});

export const purchaseOrderAnswerSchema = purchaseOrderRowSchema.extend({
  lines: z.array(
    z.object({
      id: idSchema,
      variantId: idSchema,
      name: z.string(),
      sku: z.string(),
      orderedMilli: milliSchema,
      receivedMilli: milliSchema,
      /** What came beyond what was ordered. */
      overMilli: milliSchema,
      unitCostE4: costE4Schema,
    }),
  ),
  receipts: z.array(z.object({ id: idSchema, receivedAt: z.string(), costMinor: minorSchema })),
});
export type PurchaseOrderAnswer = z.infer<typeof purchaseOrderAnswerSchema>;

const linesSchema = z
  .array(z.object({ variantId: idSchema, quantityMilli: stockQuantitySchema, unitCostE4: unitCostSchema }))
  .min(1)
  .max(STOCK_LINES_MAX);
const fields = z.object({
  supplierId: idSchema,
  storeId: idSchema,
  expectedOn: calendarDaySchema.nullable(),
  note: z.string().trim().max(500),
  lines: linesSchema,
});

const common = {
  area: 'purchase-orders',
  params: idParamsSchema,
  query: NOTHING,
  body: NOTHING,
  answer: purchaseOrderAnswerSchema,
} as const;

export const listPurchaseOrdersEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/purchase-orders',
  permission: 'suppliers.read',
  doc: 'Purchase orders for the stores that the person may see, newest first; `q` searches suppliers and numbers. By page, or by cursor.',
  params: NOTHING,
  query: pageQuerySchema.extend({
    cursor: listCursorSchema,
    storeId: idSchema.optional(),
    supplierId: idSchema.optional(),
    variantId: idSchema.optional(),
    state: stateSchema.optional(),
    sort: z.enum(['-number', 'number', 'expectedOn', '-expectedOn']).default('-number'),
  }),
  answer: z.array(purchaseOrderRowSchema),
});

export const getPurchaseOrderEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/purchase-orders/:id',
  permission: 'suppliers.read',
  doc: 'One purchase order with its lines and what came in by it.',
  isVersioned: true,
});

export const addPurchaseOrderEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/purchase-orders',
  permission: 'suppliers.write',
  doc: 'Drafts a purchase order.',
  params: NOTHING,
  body: fields.extend({ expectedOn: fields.shape.expectedOn.default(null), note: fields.shape.note.default('') }),
  status: 201,
  isVersioned: true,
  example: {
    body: {
      supplierId: '01890000-0000-7000-8000-000000000004',
      storeId: '01890000-0000-7000-8000-000000000001',
      lines: [
        {
          variantId: '01890000-0000-7000-8000-000000000002',
          quantityMilli: milli(24_000),
          unitCostE4: costE4(950_000_000),
        },
      ],
    },
  },
});

export const editPurchaseOrderEndpoint = defineEndpoint({
  ...common,
  method: 'put',
  path: '/purchase-orders/:id',
  permission: 'suppliers.write',
  doc: 'Changes a draft; of an order that was sent only the day and the note. `state: cancelled` calls it off where nothing of it came, `received` ends one of which no more will come.',
  body: fields.partial().extend({ state: z.enum(['cancelled', 'received']).optional() }),
  isVersioned: true,
  example: { body: { expectedOn: '2026-12-04', note: 'By the side gate' } },
});

export const sendPurchaseOrderEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/purchase-orders/:id/send',
  permission: 'suppliers.write',
  doc: 'Sends an order to its supplier by mail, or marks it as sent otherwise. One that was sent can be sent again until it is received.',
  body: z.object({
    byMail: z.boolean().default(true),
    /** Where it goes, unless to the supplier’s own address. */
    to: z.email('Write the whole e-mail address.').max(254).optional(),
  }),
  example: { body: { byMail: true } },
});

export const receivePurchaseOrderEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/purchase-orders/:id/receive',
  permission: 'inventory.adjust',
  doc: 'Takes goods of an order in, in parts or all at once; more than was ordered is taken too, and said. The variants’ cost follows unless told otherwise.',
  body: z.object({
    note: z.string().trim().max(200).default(''),
    updatesCost: z.boolean().default(true),
    lines: z
      .array(
        z.object({
          lineId: idSchema,
          quantityMilli: stockQuantitySchema,
          /** What a unit cost in the end, where that is not what was ordered. */
          unitCostE4: unitCostSchema.optional(),
          batchId: idSchema.optional(),
          batch: namedBatchSchema.optional(),
        }),
      )
      .min(1)
      .max(STOCK_LINES_MAX),
  }),
  status: 201,
  example: { body: { lines: [{ lineId: '01890000-0000-7000-8000-000000000005', quantityMilli: milli(12_000) }] } },
});
