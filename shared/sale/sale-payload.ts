import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { costE4Schema, minorSchema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';
import {
  CART_LINES_MAX,
  JOURNAL_ENTRIES_MAX,
  journalEntrySchema,
  lineMoveSchema,
  priceSourceSchema,
  saleKindSchema,
  saleUnitSchema,
} from './cart.ts';
import { lineTaxSchema } from './priced.ts';
import { receiptTokenSchema } from './receipt-token.ts';
import { paymentSchema } from './tender.ts';

/** A line as it was sold: names, prices, costs and taxes of that moment. Returned goods are negative. */
export const soldLineSchema = z.object({
  id: idSchema,
  variantId: idSchema.nullable(),
  productId: idSchema.nullable(),
  categoryId: idSchema.nullable(),
  name: z.string().min(1).max(200),
  sku: z.string().max(64),
  barcode: z.string().max(128).nullable(),
  unit: saleUnitSchema,
  baseUnit: z.string().min(1).max(20),
  /** In the unit sold. */
  quantityMilli: milliSchema,
  unitPriceMinor: minorSchema,
  listPriceMinor: minorSchema,
  priceSource: priceSourceSchema,
  /** Cost of one unit sold, as the till knew it. */
  unitCostE4: costE4Schema,
  grossMinor: minorSchema,
  lineDiscountMinor: minorSchema,
  cartDiscountMinor: minorSchema,
  discountMinor: minorSchema,
  discountReason: z.string().max(120),
  taxes: z.array(lineTaxSchema).max(8),
  taxMinor: minorSchema,
  subtotalMinor: minorSchema,
  totalMinor: minorSchema,
  batchId: idSchema,
  serial: z.string().max(64).nullable(),
  note: z.string().max(200),
  refundOfLineId: idSchema.nullable(),
  restock: z.boolean(),
  /** Positive goes out of stock, negative comes back; empty where nothing is tracked or nothing is put back. */
  moves: z.array(lineMoveSchema).max(50),
});
export type SoldLine = z.infer<typeof soldLineSchema>;

/** A finished sale, refund or exchange: the whole fact, every result rounded, nothing to look up. */
export const salePayloadSchema = z.object({
  saleId: idSchema,
  kind: saleKindSchema,
  receiptNumber: z.string().min(1).max(40),
  shiftId: idSchema.nullable(),
  customerId: idSchema.nullable(),
  customerName: z.string().max(120).nullable(),
  cashierName: z.string().max(120),
  currency: z.string().regex(/^[A-Z]{3}$/),
  roundingRule: z.literal('half_away'),
  refundOf: idSchema.nullable(),
  note: z.string().max(500),
  grossMinor: minorSchema,
  discountMinor: minorSchema,
  taxMinor: minorSchema,
  subtotalMinor: minorSchema,
  /** Σ line totals; what was due before cash rounding. */
  totalMinor: minorSchema,
  /** Added to the cash due; a line of its own. */
  roundingMinor: minorSchema,
  /** Σ payment amounts (credit excluded where it is owed); totalMinor + roundingMinor = paidMinor + balanceMinor. */
  paidMinor: minorSchema,
  balanceMinor: minorSchema,
  lines: z.array(soldLineSchema).min(1).max(CART_LINES_MAX),
  payments: z.array(paymentSchema).max(50),
  journal: z.array(journalEntrySchema).max(JOURNAL_ENTRIES_MAX),
  openedAtMs: z.number().int().nonnegative(),
  /** Where its receipt is read over the web; sales of older tills have none. */
  receiptToken: receiptTokenSchema.optional(),
});
export type SalePayload = z.infer<typeof salePayloadSchema>;
