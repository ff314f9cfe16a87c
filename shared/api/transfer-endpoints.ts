import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { costE4Schema, minorSchema } from '#shared/base/money.ts';
import { milli, milliSchema } from '#shared/base/quantity.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { transferLossReasonSchema } from '#shared/changes/stock-transfer-received.v1.ts';
import { LINE_QUANTITY_MILLI_MAX } from '#shared/sale/limits.ts';
import { calendarDaySchema } from './calendar-day.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema, listCursorSchema, pageQuerySchema } from './envelope.ts';
import { STOCK_LINES_MAX, stockQuantitySchema } from './stock-endpoints.ts';

const stateSchema = z.enum(['in_transit', 'received']);

export const transferRowSchema = z.object({
  id: idSchema,
  fromStoreId: idSchema,
  fromStoreName: z.string(),
  toStoreId: idSchema,
  toStoreName: z.string(),
  /** `in_transit` while any of the goods are on their way. */
  state: stateSchema,
  note: z.string(),
  sentById: idSchema,
  sentByName: z.string().nullable(),
  sentAt: z.string(),
  businessDate: businessDateSchema,
  lineCount: z.number().int(),
  sentMilli: milliSchema,
  inTransitMilli: milliSchema,
  lostMilli: milliSchema,
  /** What is on its way, and what was lost, at the cost that it left at. */
  inTransitValueMinor: minorSchema,
  lostValueMinor: minorSchema,
});

export const transferAnswerSchema = transferRowSchema.extend({
  lines: z.array(
    z.object({
      id: idSchema,
      variantId: idSchema,
      batchId: idSchema,
      name: z.string(),
      sku: z.string(),
      unitCostE4: costE4Schema,
      sentMilli: milliSchema,
      arrivedMilli: milliSchema,
      returnedMilli: milliSchema,
      lostMilli: milliSchema,
      inTransitMilli: milliSchema,
    }),
  ),
  receipts: z.array(
    z.object({
      id: idSchema,
      /** The store that they were sent to, or the one that they came back to. */
      storeId: idSchema,
      note: z.string(),
      receivedById: idSchema,
      receivedByName: z.string().nullable(),
      receivedAt: z.string(),
      lines: z.array(
        z.object({
          lineId: idSchema,
          quantityMilli: milliSchema,
          lostMilli: milliSchema,
          reason: transferLossReasonSchema.nullable(),
        }),
      ),
    }),
  ),
});
export type TransferAnswer = z.infer<typeof transferAnswerSchema>;

const noteSchema = z.string().trim().max(200).default('');
const partSchema = milliSchema.refine(
  (quantity) => quantity >= 0 && quantity <= LINE_QUANTITY_MILLI_MAX,
  'A quantity is not below nothing, and a million units at most.',
);

const common = { area: 'inventory', query: NOTHING, answer: transferAnswerSchema } as const;

export const sendTransferEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/inventory/transfer',
  permission: 'inventory.adjust',
  doc: 'Sends goods to another store: they leave the shelf and are on their way, at their cost, until they are received. Without a named batch first expired first out.',
  params: NOTHING,
  body: z.object({
    fromStoreId: idSchema,
    toStoreId: idSchema,
    note: noteSchema,
    lines: z
      .array(z.object({ variantId: idSchema, batchId: idSchema.optional(), quantityMilli: stockQuantitySchema }))
      .min(1)
      .max(STOCK_LINES_MAX),
  }),
  status: 201,
  example: {
    body: {
      fromStoreId: '01890000-0000-7000-8000-000000000001',
      toStoreId: '01890000-0000-7000-8000-000000000003',
      lines: [{ variantId: '01890000-0000-7000-8000-000000000002', quantityMilli: milli(6000) }],
    },
  },
});

export const receiveTransferEndpoint = defineEndpoint({
  ...common,
  method: 'post',
  path: '/inventory/transfer/:id/receive',
  permission: 'inventory.adjust',
  doc: 'Says what became of goods on their way: what lies on the shelf of the store now, and what was lost, with the reason. The rest stays on its way. At the store that sent them they came back. Without lines all of them arrived.',
  params: idParamsSchema,
  body: z.object({
    /** Where: the store that they were sent to, unless another is named. */
    storeId: idSchema.optional(),
    note: noteSchema,
    lines: z
      .array(
        z
          .object({
            lineId: idSchema,
            quantityMilli: partSchema,
            lostMilli: partSchema.default(milli(0)),
            reason: transferLossReasonSchema.nullable().default(null),
          })
          .refine(({ lostMilli, reason }) => lostMilli === 0 || reason !== null, {
            path: ['reason'],
            message: 'Say why the goods were lost.',
          })
          .refine(({ quantityMilli, lostMilli }) => quantityMilli > 0 || lostMilli > 0, {
            path: ['quantityMilli'],
            message: 'Say what arrived or what was lost; leave out what is still on its way.',
          }),
      )
      .min(1)
      .max(2000)
      .optional(),
  }),
  status: 201,
  example: { body: { note: 'All there' } },
});

export const getTransferEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/inventory/transfers/:id',
  permission: 'inventory.read',
  doc: 'One transfer with its lines and what became of them.',
  params: idParamsSchema,
  body: NOTHING,
});

export const listTransfersEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  path: '/inventory/transfers',
  permission: 'inventory.read',
  doc: 'Transfers from or to the stores that the person may see, newest first. By page, or by cursor.',
  params: NOTHING,
  query: pageQuerySchema.omit({ q: true }).extend({
    cursor: listCursorSchema,
    /** At either end, or at the one that `direction` names. */
    storeId: idSchema.optional(),
    direction: z.enum(['in', 'out']).optional(),
    state: stateSchema.optional(),
    variantId: idSchema.optional(),
    from: calendarDaySchema.optional(),
    to: calendarDaySchema.optional(),
    sort: z.enum(['-sentAt', 'sentAt']).default('-sentAt'),
  }),
  body: NOTHING,
  answer: z.array(transferRowSchema),
});
