import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { costE4Schema, minorSchema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { promotionRuleSchema, promotionTargetSchema } from './promotion-rule.ts';

const nameSchema = z.string().trim().min(1).max(200);

/** A shelf of the shop, with the colour of its tiles (1 to 7) and its place in the row. */
export const categorySchema = z.object({
  name: nameSchema,
  parentId: idSchema.nullable(),
  color: z.number().int().min(1).max(7),
  position: z.number().int().min(0).max(100_000),
});

/** What is sold. Stock, prices and barcodes hang on its variants; there is always at least one. */
export const productSchema = z.object({
  name: nameSchema,
  description: z.string().max(2000),
  categoryId: idSchema.nullable(),
  supplierId: idSchema.nullable(),
  /** A set; several rates may stand on one line. */
  taxRateIds: z.array(idSchema).max(8),
  unit: z.enum(['piece', 'kg', 'l', 'm']),
  returnable: z.boolean(),
  reorderLevelMilli: milliSchema,
  expiryAlertDays: z.number().int().min(0).max(3650),
  trackInventory: z.boolean(),
  hasVariants: z.boolean(),
  hasBatches: z.boolean(),
  hasSerials: z.boolean(),
  isWeighed: z.boolean(),
  isOpenPrice: z.boolean(),
  imageUrl: z.string().max(500).nullable(),
  isActive: z.boolean(),
});

export const productVariantSchema = z.object({
  productId: idSchema,
  /** Empty for the hidden default variant. */
  name: z.string().max(200),
  sku: z.string().max(64),
  attributes: z.record(z.string().max(40), z.string().max(80)),
  costE4: costE4Schema,
  sellingPriceMinor: minorSchema,
  imageUrl: z.string().max(500).nullable(),
  isActive: z.boolean(),
});

/** One code of a variant; a carton's code stands for `factorMilli` base units and may have its own price. A code may stand twice (a case). */
export const barcodeRecordSchema = z.object({
  variantId: idSchema,
  code: z.string().min(1).max(128),
  unit: z.string().min(1).max(20),
  factorMilli: milliSchema,
  priceMinor: minorSchema.nullable(),
});

export const priceListSchema = z.object({ name: nameSchema, isDefault: z.boolean() });

export const priceSchema = z.object({
  variantId: idSchema,
  priceListId: idSchema,
  priceMinor: minorSchema,
  validFromMs: z.number().int().nonnegative(),
  validToMs: z.number().int().nonnegative().nullable(),
});

/** What is given for a time: the rule that saves most on a line holds for it. */
export const promotionSchema = z.object({
  name: nameSchema,
  target: promotionTargetSchema,
  rule: promotionRuleSchema,
  /** Where it holds; in all stores where it is empty. */
  storeIds: z.array(idSchema).max(200),
  validFromMs: z.number().int().nonnegative(),
  validToMs: z.number().int().nonnegative().nullable(),
  isActive: z.boolean(),
});

/** One part of what is sold as a set: so much of `partVariantId` leaves the shelf for one base unit of `variantId`. */
export const bundleSchema = z.object({ variantId: idSchema, partVariantId: idSchema, quantityMilli: milliSchema });

export const favouriteSchema = z.object({
  storeId: idSchema,
  variantId: idSchema,
  position: z.number().int().min(0).max(10_000),
});

export const batchSchema = z.object({
  variantId: idSchema,
  number: z.string().min(1).max(64),
  expiresOn: businessDateSchema.nullable(),
  costE4: costE4Schema,
});
