import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { costE4Schema, minorSchema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';
import { lineTaxRateSchema } from './line-tax-rate.ts';
import { pricedLineSchema } from './priced.ts';

/** What a person takes off a line or the whole sale, and why; or a promotion off a line, which then is named. */
export const discountSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('percent'),
    ppm: z.number().int().min(1).max(1_000_000),
    reason: z.string().max(120),
    by: idSchema,
    promotionId: idSchema.optional(),
  }),
  z.object({
    kind: z.literal('amount'),
    amountMinor: minorSchema,
    reason: z.string().max(120),
    by: idSchema,
    promotionId: idSchema.optional(),
  }),
]);
export type Discount = z.infer<typeof discountSchema>;

/** What leaves (or comes back to) the shelf for a line: exploded to variants and base units. */
export const lineMoveSchema = z.object({
  /** The id of the stock movement that this becomes. */
  id: idSchema,
  variantId: idSchema,
  batchId: idSchema,
  /** Base units of the variant for the whole line; positive goes out, negative comes back. */
  quantityMilli: milliSchema,
  unitCostE4: costE4Schema,
});
export type LineMove = z.infer<typeof lineMoveSchema>;

export const priceSourceSchema = z.enum(['variant', 'list', 'barcode', 'embedded', 'override', 'open', 'receipt']);

/** The unit sold: a piece, or a carton of 12 (`factorMilli` 12000). */
export const saleUnitSchema = z.object({ name: z.string().min(1).max(20), factorMilli: milliSchema });

/**
 * One line of a cart, as it lies on the till's disk. Quantities count the unit sold; a returned line is negative.
 */
export const cartLineSchema = z.object({
  id: idSchema,
  variantId: idSchema.nullable(),
  productId: idSchema.nullable(),
  categoryId: idSchema.nullable(),
  name: z.string().min(1).max(200),
  sku: z.string().max(64),
  barcode: z.string().max(128).nullable(),
  unit: saleUnitSchema,
  /** Base unit of the product, for words: piece, kg, l, m. */
  baseUnit: z.string().min(1).max(20),
  quantityMilli: milliSchema,
  unitPriceMinor: minorSchema,
  /** The price before anybody changed it; differs from `unitPriceMinor` after an override. */
  listPriceMinor: minorSchema,
  priceSource: priceSourceSchema,
  /** The label's own amount where the barcode embeds a price; then it is the gross, whatever price × quantity gives. */
  fixedGrossMinor: minorSchema.nullable(),
  unitCostE4: costE4Schema,
  taxRates: z.array(lineTaxRateSchema).max(8),
  discount: discountSchema.nullable(),
  batchId: idSchema,
  serial: z.string().max(64).nullable(),
  note: z.string().max(200),
  /** What moves per ONE unit of the line's quantity (1000 milli); empty where stock is not tracked. */
  parts: z
    .array(z.object({ variantId: idSchema, batchId: idSchema, quantityMilli: milliSchema, unitCostE4: costE4Schema }))
    .max(50),
  /** For a returned line: the line it comes from, and whether the goods go back on the shelf. */
  refundOfLineId: idSchema.nullable(),
  restock: z.boolean(),
});
export type CartLine = z.infer<typeof cartLineSchema>;

export const journalEventSchema = z.enum([
  'line_removed',
  'quantity_lowered',
  'price_changed',
  'discount_given',
  'cart_discount_given',
  'cart_cleared',
  'parked',
  'recalled',
  'approved',
]);

/** What was taken away or given before payment; travels with the sale. */
export const journalEntrySchema = z.object({
  atMs: z.number().int().nonnegative(),
  actorId: idSchema,
  event: journalEventSchema,
  lineName: z.string().max(200).nullable(),
  quantityMilli: milliSchema.nullable(),
  amountMinor: minorSchema.nullable(),
  reason: z.string().max(120),
  approvedBy: idSchema.nullable(),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;

export const saleKindSchema = z.enum(['sale', 'refund', 'exchange']);
export type SaleKind = z.infer<typeof saleKindSchema>;

/** The limits of one sale; beyond them the till says so. */
export const CART_LINES_MAX = 2000;
export const JOURNAL_ENTRIES_MAX = 5000;

/** What a line of a receipt is worth, and what of it goes back on the shelf: it stands on the receipt and is not priced again. */
export const returnedLineSchema = z.object({ priced: pricedLineSchema, moves: z.array(lineMoveSchema).max(50) });

/** An open or parked sale: everything that pricing needs, with nothing looked up later. */
export const cartSchema = z.object({
  saleId: idSchema,
  kind: saleKindSchema,
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Cash is rounded to a multiple of this; 0 for none. */
  cashRoundingMinor: minorSchema,
  customerId: idSchema.nullable(),
  customerName: z.string().max(120).nullable(),
  /** Whether the customer pays no taxes; of carts from before it was asked nobody is. */
  isTaxExempt: z.boolean().optional(),
  refundOf: idSchema.nullable(),
  lines: z.array(cartLineSchema).max(CART_LINES_MAX),
  /** In an exchange, for each of its lines that comes back. */
  returned: z.array(returnedLineSchema).max(CART_LINES_MAX).optional(),
  /** What had come back of the receipt when that was decided: if it is more by now, it is decided anew. */
  returnedBeforeMinor: minorSchema.optional(),
  discount: discountSchema.nullable(),
  note: z.string().max(500),
  journal: z.array(journalEntrySchema).max(JOURNAL_ENTRIES_MAX),
  openedBy: idSchema,
  openedAtMs: z.number().int().nonnegative(),
});
export type Cart = z.infer<typeof cartSchema>;
