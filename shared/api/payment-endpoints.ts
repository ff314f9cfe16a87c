import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { paymentMethodSchema, paymentSchema, paymentStateSchema } from '#shared/sale/tender.ts';
import { calendarDaySchema } from './calendar-day.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { idParamsSchema, listCursorSchema, pageQuerySchema } from './envelope.ts';

/** A payment in the state that it has by now, with what it pays. */
export const paymentRowSchema = paymentSchema.extend({
  /** The sale that it stands on or pays a part of; null for a debt as a whole, and for a gift card that was sold. */
  orderId: idSchema.nullable(),
  orderNumber: z.string().nullable(),
  /** Of money without goods. */
  receivedId: idSchema.nullable(),
  customerId: idSchema.nullable(),
  customerName: z.string().nullable(),
  storeId: idSchema,
  storeName: z.string(),
  tillId: idSchema,
  tillName: z.string(),
  shiftId: idSchema.nullable(),
  takenById: idSchema,
  takenByName: z.string(),
  businessDate: businessDateSchema,
  occurredAt: z.string(),
  settledAt: z.string().nullable(),
});
export type PaymentRow = z.infer<typeof paymentRowSchema>;

export const listPaymentsEndpoint = defineEndpoint({
  area: 'payments',
  method: 'get',
  path: '/payments',
  permission: 'sales.read',
  doc: 'Payments by state and more, newest first: `state=pending` is what still has to be seen. By page, or by cursor.',
  params: NOTHING,
  query: pageQuerySchema.extend({
    cursor: listCursorSchema,
    state: paymentStateSchema.optional(),
    method: paymentMethodSchema.optional(),
    storeId: idSchema.optional(),
    tillId: idSchema.optional(),
    shiftId: idSchema.optional(),
    customerId: idSchema.optional(),
    orderId: idSchema.optional(),
    from: calendarDaySchema.optional(),
    to: calendarDaySchema.optional(),
    sort: z.enum(['-occurredAt', 'occurredAt', '-amountMinor', 'amountMinor']).default('-occurredAt'),
  }),
  body: NOTHING,
  answer: z.array(paymentRowSchema),
  example: { query: { state: 'pending' } },
});

export const settlePaymentEndpoint = defineEndpoint({
  area: 'payments',
  method: 'post',
  path: '/payments/:id/settle',
  permission: 'sales.create',
  doc: 'Says what became of promised money: confirmed, not found, or declined. A confirmed payment is money and stays.',
  params: idParamsSchema,
  query: NOTHING,
  body: z.object({
    state: paymentStateSchema.exclude(['pending']),
    /** Where it is found at the bank; the one that stands is kept where none is given. */
    reference: z.string().trim().max(64).optional(),
  }),
  answer: paymentRowSchema,
  example: { body: { state: 'confirmed', reference: 'GTB 4411' } },
});
