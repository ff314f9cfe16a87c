import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';
import { discountSchema, saleKindSchema } from '#shared/sale/cart.ts';
import { paymentSchema, tenderSchema } from '#shared/sale/tender.ts';

/** A line of the open sale, ready to be shown: every amount is worked out by the till. */
export const lineViewSchema = z.object({
  id: idSchema,
  variantId: idSchema.nullable(),
  name: z.string(),
  unit: z.string(),
  isWeighed: z.boolean(),
  quantityMilli: milliSchema,
  unitPriceMinor: minorSchema,
  /** Differs from the unit price after an override. */
  listPriceMinor: minorSchema,
  grossMinor: minorSchema,
  discountMinor: minorSchema,
  discount: discountSchema.nullable(),
  totalMinor: minorSchema,
  note: z.string(),
  refundOfLineId: idSchema.nullable(),
});

export const taxViewSchema = z.object({
  name: z.string(),
  ratePpm: z.number().int(),
  inclusive: z.boolean(),
  taxMinor: minorSchema,
});

/** The whole open sale: every reply of a sale call is this, so a screen never adds anything up. */
export const saleViewSchema = z.object({
  saleId: idSchema,
  kind: saleKindSchema,
  refundOf: idSchema.nullable(),
  customerId: idSchema.nullable(),
  customerName: z.string().nullable(),
  lines: z.array(lineViewSchema),
  discount: discountSchema.nullable(),
  discountMinor: minorSchema,
  grossMinor: minorSchema,
  taxes: z.array(taxViewSchema),
  taxMinor: minorSchema,
  totalMinor: minorSchema,
  /** What cash alone would settle: the total after cash rounding. */
  cashTotalMinor: minorSchema,
  /** Cash is rounded to a multiple of this, 0 for none: the pay screen shows change by it before the sale is completed. */
  cashRoundingMinor: minorSchema,
  /** Suggested notes for the total, smallest first. */
  quickNotesMinor: z.array(minorSchema),
  /** What the customer paid of it so far, in the order in which it was taken. */
  payments: z.array(tenderSchema),
  paidMinor: minorSchema,
  note: z.string(),
  parkedCount: z.number().int(),
  /** The line that the last call made or touched; the screen chooses it. */
  touchedLineId: idSchema.nullable(),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
});
export type SaleView = z.infer<typeof saleViewSchema>;

/** A finished sale as the done screen needs it. */
export const completedViewSchema = z.object({
  saleId: idSchema,
  kind: saleKindSchema,
  receiptNumber: z.string(),
  totalMinor: minorSchema,
  roundingMinor: minorSchema,
  payments: z.array(paymentSchema),
  tenderedCashMinor: minorSchema,
  cashDueMinor: minorSchema,
  changeMinor: minorSchema,
  /** Which notes make up the change. */
  changeNotes: z.array(z.object({ denominationMinor: minorSchema, pieces: z.number().int() })),
  completedAtMs: z.number().int(),
  /** What a till of the same business still has open of it. */
  pendingMinor: minorSchema,
});
export type CompletedView = z.infer<typeof completedViewSchema>;
