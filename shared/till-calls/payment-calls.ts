import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { PAYMENTS_MAX } from '#shared/sale/limits.ts';
import { paymentSchema, paymentStateSchema, tenderSchema } from '#shared/sale/tender.ts';

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

/** A payment that was promised, with what it was promised for. */
export const promisedPaymentSchema = paymentSchema
  .pick({ method: true, amountMinor: true, state: true, reference: true })
  .extend({
    paymentId: idSchema,
    atMs: z.number().int(),
    /** Who took it. */
    takenBy: z.string(),
    /** Null where it pays a debt or loads a gift card. */
    receiptNumber: z.string().nullable(),
    customerName: z.string().nullable(),
  });

export const paymentPromisedCall = defineCall({
  name: 'payment.promised',
  input: z.object({
    /** Those that wait, or those that were looked for and not found. */
    state: z.enum(['pending', 'not_found']),
    limit: z.number().int().min(1).max(500).default(200),
  }),
  output: z.object({
    payments: z.array(promisedPaymentSchema),
    /** Of all, also those that the list leaves out. */
    count: z.number().int(),
    comesMinor: minorSchema,
    /** What is to be sent back to customers; positive. */
    goesMinor: minorSchema,
  }),
  permission: 'sales.create',
  writes: false,
  doc: 'Transfers and cards of the store that wait for their money, or that never came; newest first.',
});

export const paymentSettleCall = defineCall({
  name: 'payment.settle',
  input: z.object({
    paymentId: idSchema,
    state: paymentStateSchema.exclude(['pending']),
    /** Where it is found at the bank; the one that stands is kept where none is given. */
    reference: z.string().trim().max(64).optional(),
  }),
  output: promisedPaymentSchema,
  permission: 'sales.create',
  writes: true,
  doc: 'Says what became of promised money, with or without a network. A confirmed payment is money and stays.',
});

export const paymentPrintCall = defineCall({
  name: 'payment.print',
  input: z.object({ receivedId: idSchema }),
  output: z.object({}),
  permission: 'sales.create',
  writes: false,
  doc: 'Prints the receipt of money that was taken for a debt; done when the printer has it.',
});

export const PAYMENT_CALLS = [paymentReceiveCall, paymentPromisedCall, paymentSettleCall, paymentPrintCall] as const;
