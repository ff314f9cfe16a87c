import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { ONE_MILLI, milliSchema } from '#shared/base/quantity.ts';
import { paymentSchema } from '#shared/sale/tender.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema } from './envelope.ts';
import { saleDetailSchema } from './sales.ts';
import { amountOrNothingSchema, amountSchema, apiTendersSchema } from './tenders.ts';

const LINES_MAX = 500;
const quantitySchema = milliSchema.refine((quantity) => quantity > 0, 'A quantity is more than nothing.');
const reasonSchema = z.string().trim().min(1, 'Say why.').max(120);
const EXAMPLE_ID = '01890000-0000-7000-8000-000000000001';

/** What is taken off a line or the whole sale, and why. */
const discountWishSchema = z.union([
  z.object({ ppm: z.number().int().min(1).max(1_000_000), reason: reasonSchema }),
  z.object({ amountMinor: amountSchema, reason: reasonSchema }),
]);
export type DiscountWish = z.infer<typeof discountWishSchema>;

const lineWishSchema = z
  .object({
    /** A variant by its id, or a barcode or sku. */
    variantId: idSchema.optional(),
    code: z.string().trim().min(1).max(128).optional(),
    /** In the unit sold: of a carton's barcode cartons. */
    quantityMilli: quantitySchema.default(ONE_MILLI),
    /** For goods with an open price; any other price than the list's needs `sales.price_override`. */
    unitPriceMinor: amountOrNothingSchema.optional(),
    discount: discountWishSchema.optional(),
    serial: z.string().trim().max(64).nullable().default(null),
    note: z.string().trim().max(200).default(''),
  })
  .refine(({ variantId, code }) => (variantId === undefined) !== (code === undefined), {
    message: 'Name a variant, or a code; not both.',
    path: ['variantId'],
  });
export type LineWish = z.infer<typeof lineWishSchema>;

export const addSaleEndpoint = defineEndpoint({
  area: 'sales',
  method: 'post',
  path: '/sales',
  permission: 'sales.create',
  doc: 'Sells in a store without a till: priced, taxed and settled by the till’s own rules, goods taken by expiry, under the next number of the store’s own series. It stands in no drawer.',
  params: NOTHING,
  query: NOTHING,
  body: z.object({
    storeId: idSchema,
    customerId: idSchema.nullable().default(null),
    lines: z.array(lineWishSchema).min(1).max(LINES_MAX),
    discount: discountWishSchema.optional(),
    /** Method `credit` goes on the customer’s account, within the limit. */
    tenders: apiTendersSchema,
    note: z.string().trim().max(500).default(''),
  }),
  answer: saleDetailSchema,
  status: 201,
  example: {
    body: {
      storeId: EXAMPLE_ID,
      lines: [{ code: '4006381333931', quantityMilli: 2000 }],
      tenders: [{ method: 'transfer', amountMinor: 250_000, state: 'confirmed' }],
    },
  },
});

export const editSaleEndpoint = defineEndpoint({
  area: 'sales',
  method: 'put',
  path: '/sales/:id',
  permission: 'sales.create',
  doc: 'Changes the note of a finished sale, or names its customer; nothing else of a sale ever changes.',
  params: idParamsSchema,
  query: NOTHING,
  body: z.object({ note: z.string().trim().max(500).optional(), customerId: idSchema.optional() }),
  answer: saleDetailSchema,
  isVersioned: true,
  example: { body: { note: 'Delivered on Friday' } },
});

export const voidSaleEndpoint = defineEndpoint({
  area: 'sales',
  method: 'delete',
  path: '/sales/:id',
  permission: 'sales.refund',
  doc: 'Voids a sale, refund or exchange of today: goods, money, debts and every sum of the day go back, the number stays. Not once its drawer is closed, or a refund or later payment refers to it.',
  params: idParamsSchema,
  query: z.object({ reason: z.string().trim().min(1, 'Say why.').max(200) }),
  body: NOTHING,
  answer: saleDetailSchema,
  example: { query: { reason: 'Rung up twice' } },
});

export const payingAnswerSchema = z.object({
  receivedId: idSchema,
  saleId: idSchema,
  amountMinor: minorSchema,
  changeMinor: minorSchema,
  payments: z.array(paymentSchema),
  /** What is still open of the sale. */
  balanceMinor: minorSchema,
});
export type PayingAnswer = z.infer<typeof payingAnswerSchema>;

export const paySaleEndpoint = defineEndpoint({
  area: 'sales',
  method: 'post',
  path: '/sales/:id/payment',
  permission: 'sales.create',
  doc: 'Takes money for what is open of a sale; more than that only where `allowOver` says so. It stands in no drawer.',
  params: idParamsSchema,
  query: NOTHING,
  body: z.object({
    amountMinor: amountSchema,
    tenders: apiTendersSchema.min(1),
    allowOver: z.boolean().default(false),
    note: z.string().trim().max(200).default(''),
  }),
  answer: payingAnswerSchema,
  status: 201,
  example: { body: { amountMinor: 100_000, tenders: [{ method: 'transfer', amountMinor: 100_000 }] } },
});

export const refundSaleEndpoint = defineEndpoint({
  area: 'sales',
  method: 'post',
  path: '/sales/:id/refund',
  permission: 'sales.refund',
  doc: 'Takes goods of a sale back, whole or by line, never more than is left of them; the money goes back the ways it came. Cash touches a drawer only where `shiftId` names an open one.',
  params: idParamsSchema,
  query: NOTHING,
  body: z.object({
    /** All that is left of the sale where nothing is said. */
    lines: z
      .array(z.object({ lineId: idSchema, quantityMilli: quantitySchema, restock: z.boolean().default(true) }))
      .min(1)
      .max(LINES_MAX)
      .optional(),
    reason: reasonSchema,
    shiftId: idSchema.nullable().default(null),
  }),
  answer: saleDetailSchema,
  status: 201,
  example: { body: { lines: [{ lineId: EXAMPLE_ID, quantityMilli: 1000 }], reason: 'Dented tin' } },
});
