import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';
import { businessDateSchema, instantSchema } from '#shared/base/time.ts';
import { saleKindSchema } from '#shared/sale/cart.ts';
import { paymentMethodSchema, paymentStateSchema } from '#shared/sale/tender.ts';

const partySchema = z.object({
  name: z.string(),
  address: z.string(),
  phone: z.string(),
  email: z.string(),
  /** The number under which the tax office knows them; empty where there is none. */
  taxId: z.string(),
});

const invoiceLineSchema = z.object({
  name: z.string(),
  sku: z.string(),
  /** Serial number and what was noted on the line. */
  details: z.array(z.string()),
  quantityMilli: milliSchema,
  unit: z.string(),
  unitPriceMinor: minorSchema,
  discountMinor: minorSchema,
  /** Points into the tax table; empty for untaxed goods. */
  taxLetter: z.string(),
  /** Without tax. */
  subtotalMinor: minorSchema,
  taxMinor: minorSchema,
  totalMinor: minorSchema,
});

const invoiceTaxSchema = z.object({
  letter: z.string(),
  /** Empty for goods that are not taxed. */
  name: z.string(),
  ratePpm: z.number().int(),
  baseMinor: minorSchema,
  taxMinor: minorSchema,
});

const invoicePaymentSchema = z.object({
  method: paymentMethodSchema,
  state: paymentStateSchema,
  amountMinor: minorSchema,
  /** Terminal slip or bank reference; what a gift card is found by stays off. */
  reference: z.string(),
  /** Of money that came after the sale. */
  paidAt: z.string().nullable(),
});

/** What stands across an invoice. */
export const invoiceMarkSchema = z.enum([
  'voided',
  'refund',
  'exchange',
  'refunded',
  'partly_refunded',
  'paid',
  'open',
]);

/** A finished sale as an accountant needs it: who sold what to whom, the tax by rate, what was paid and what is open. */
export const invoiceDocumentSchema = z.object({
  saleId: idSchema,
  kind: saleKindSchema,
  /** The receipt number. */
  number: z.string(),
  businessDate: businessDateSchema,
  occurredAt: instantSchema,
  locale: z.string(),
  currency: z.string(),
  marks: z.array(invoiceMarkSchema),
  seller: partySchema.extend({ storeName: z.string(), header: z.string(), footer: z.string() }),
  /** Null where the sale was nobody’s, or the customer was erased. */
  buyer: partySchema.nullable(),
  tillName: z.string(),
  cashierName: z.string(),
  note: z.string(),
  lines: z.array(invoiceLineSchema),
  /** By rate; it adds up to the totals. */
  taxes: z.array(invoiceTaxSchema),
  discountMinor: minorSchema,
  subtotalMinor: minorSchema,
  taxMinor: minorSchema,
  totalMinor: minorSchema,
  /** What the smallest coin made of it. */
  roundingMinor: minorSchema,
  payments: z.array(invoicePaymentSchema),
  /** What came by now, promised money with it. */
  paidMinor: minorSchema,
  /** What came back of it on refunds; positive. */
  refundedMinor: minorSchema,
  /** What is still open. */
  balanceMinor: minorSchema,
  /** The number of the sale that this gives back. */
  refundOfNumber: z.string().nullable(),
  refunds: z.array(z.object({ number: z.string(), totalMinor: minorSchema, businessDate: businessDateSchema })),
});
export type InvoiceDocument = z.infer<typeof invoiceDocumentSchema>;
