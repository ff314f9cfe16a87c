import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { calendarDaySchema } from './calendar-day.ts';
import { listCursorSchema } from './envelope.ts';
import { salePayloadSchema } from '#shared/sale/sale-payload.ts';
import { saleKindSchema } from '#shared/sale/cart.ts';
import { paymentMethodSchema, paymentSchema } from '#shared/sale/tender.ts';

/** open for a layaway only; a voided sale counts nowhere. */
export const saleStatusSchema = z.enum(['open', 'completed', 'voided']);
export const paymentStatusSchema = z.enum(['pending', 'partial', 'paid', 'refunded']);

export const salesListQuerySchema = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(200).default(20),
  cursor: listCursorSchema,
  sort: z.enum(['-occurredAt', 'occurredAt', '-totalMinor', 'totalMinor']).default('-occurredAt'),
  /** Receipt number, customer or item name. */
  q: z.string().trim().max(100).optional(),
  storeId: idSchema.optional(),
  tillId: idSchema.optional(),
  cashierId: idSchema.optional(),
  customerId: idSchema.optional(),
  kind: saleKindSchema.optional(),
  status: saleStatusSchema.optional(),
  paymentStatus: paymentStatusSchema.optional(),
  needsReview: z.stringbool().optional(),
  /** Of any of its payments, later parts among them. */
  method: paymentMethodSchema.optional(),
  from: calendarDaySchema.optional(),
  to: calendarDaySchema.optional(),
  hour: z.coerce.number().int().min(0).max(23).optional(),
  minTotalMinor: z.coerce.number().int().optional(),
  maxTotalMinor: z.coerce.number().int().optional(),
});
export type SalesListQuery = z.infer<typeof salesListQuerySchema>;

export const saleRowSchema = z.object({
  id: idSchema,
  kind: saleKindSchema,
  orderNumber: z.string(),
  storeId: idSchema,
  storeName: z.string(),
  tillId: idSchema,
  tillName: z.string(),
  cashierId: idSchema,
  cashierName: z.string(),
  customerId: idSchema.nullable(),
  customerName: z.string().nullable(),
  businessDate: businessDateSchema,
  occurredAt: z.string(),
  receivedAt: z.string(),
  lineCount: z.number().int(),
  discountMinor: minorSchema,
  taxMinor: minorSchema,
  totalMinor: minorSchema,
  currency: z.string(),
  /** What of it came by now, later parts among it; what is owed is the balance. */
  paidMinor: minorSchema,
  balanceMinor: minorSchema,
  status: saleStatusSchema,
  paymentStatus: paymentStatusSchema,
  /** The one method, or `split`, or `none` for a sale of zero. */
  paymentMethod: z.string(),
  needsReview: z.boolean(),
  refundOf: idSchema.nullable(),
});
export type ApiSaleRow = z.infer<typeof saleRowSchema>;

/** A sale with its lines, payments and journal: what the receipt is drawn from. */
export const saleDetailSchema = saleRowSchema.extend({
  sale: salePayloadSchema,
  /** Money that came later for a part of it. */
  laterPayments: z.array(paymentSchema.extend({ receivedId: idSchema, occurredAt: z.string() })),
  /** Of a sale that was taken back: when, by whom, and why. */
  voided: z.object({ at: z.string(), byName: z.string(), reason: z.string() }).nullable(),
  marginMinor: minorSchema,
  /** Refunds that name this sale. */
  refunds: z.array(saleRowSchema),
  business: z.object({
    name: z.string(),
    address: z.string(),
    phone: z.string(),
    taxId: z.string(),
    currency: z.string(),
    locale: z.string(),
  }),
  store: z.object({
    name: z.string(),
    code: z.string(),
    address: z.string(),
    phone: z.string(),
    timeZone: z.string(),
    receiptHeader: z.string(),
    receiptFooter: z.string(),
  }),
});
export type SaleDetail = z.infer<typeof saleDetailSchema>;
