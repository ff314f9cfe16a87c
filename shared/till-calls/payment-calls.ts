import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { PAYMENTS_MAX } from '#shared/sale/limits.ts';
import { paymentSchema, tenderSchema } from '#shared/sale/tender.ts';
import { customerViewSchema } from './customer-calls.ts';

export const paymentReceiveCall = defineCall({
  name: 'payment.receive',
  input: z.object({
    /** A customer’s debt as a whole, or a later part of one sale, of whatever till. */
    pays: z.union([z.object({ customerId: idSchema }), z.object({ saleId: idSchema })]),
    /** What is paid; cash may hand over more and gets change. */
    amountMinor: minorSchema,
    tenders: z.array(tenderSchema).min(1).max(PAYMENTS_MAX),
    note: z.string().trim().max(200).default(''),
    /** Takes more than is owed as far as this till knows: another may have sold on account meanwhile. */
    allowOver: z.boolean().default(false),
  }),
  output: z.object({
    receivedId: idSchema,
    amountMinor: minorSchema,
    changeMinor: minorSchema,
    payments: z.array(paymentSchema),
    /** What is still owed, as far as this till knows; negative where more was paid. */
    owesMinor: minorSchema,
  }),
  permission: 'sales.create',
  writes: true,
  doc: 'Takes money for a debt or a later part of a sale, with or without a network; it counts in the open drawer.',
});

export const customerAccountCall = defineCall({
  name: 'customer.account',
  input: z.object({ customerId: idSchema }),
  output: z.object({
    customer: customerViewSchema,
    /** As far as this till knows; negative where the shop owes the customer. */
    owesMinor: minorSchema,
    creditLimitMinor: minorSchema,
  }),
  permission: 'sales.create',
  writes: false,
  doc: 'What a customer owes and may owe, as far as this till knows.',
});

export const PAYMENT_CALLS = [paymentReceiveCall, customerAccountCall] as const;
