import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';
import { taxRateSchema } from '#shared/people/business-records.ts';
import { productSchema, productVariantSchema } from '#shared/catalogue/catalogue-records.ts';
import { categoryViewSchema, itemViewSchema, productCodeSchema } from './catalogue-calls.ts';

export const catalogueProductsCall = defineCall({
  name: 'catalogue.products',
  input: z.object({
    text: z.string().max(100).default(''),
    /** Those that are sold, or those that are not sold any more. */
    isSold: z.boolean().default(true),
    offset: z.number().int().min(0).default(0),
    limit: z.number().int().min(1).max(200).default(50),
  }),
  output: z.object({
    items: z.array(itemViewSchema),
    /** How many there are; of those that were searched for, as many as were found. */
    total: z.number().int(),
  }),
  permission: 'sales.create',
  writes: false,
  doc: 'The list of products to look after: by name, or by what was typed; those that are not sold any more too.',
});

export const catalogueProductCall = defineCall({
  name: 'catalogue.product',
  input: z.object({ variantId: idSchema }),
  output: productSchema
    .pick({
      name: true,
      unit: true,
      categoryId: true,
      taxRateIds: true,
      trackInventory: true,
      isWeighed: true,
      isOpenPrice: true,
      isActive: true,
      reorderLevelMilli: true,
    })
    .extend({
      productId: idSchema,
      variantId: idSchema,
      /** What tells it from the other kinds of its product; empty where there is one alone. */
      variantName: z.string(),
      sku: productVariantSchema.shape.sku,
      sellingPriceMinor: minorSchema,
      /** Null for whoever may not edit products: what goods cost is not everybody’s. */
      costE4: productVariantSchema.shape.costE4.nullable(),
      barcodes: z.array(productCodeSchema),
      onHandMilli: milliSchema.nullable(),
    }),
  permission: 'sales.create',
  writes: false,
  doc: 'All that can be edited of a product at a till.',
});

export const catalogueChoicesCall = defineCall({
  name: 'catalogue.choices',
  input: z.object({}),
  output: z.object({
    /** Those without products too. */
    categories: z.array(categoryViewSchema),
    taxRates: z.array(taxRateSchema.pick({ name: true, ratePpm: true }).extend({ id: idSchema })),
  }),
  permission: 'sales.create',
  writes: false,
  doc: 'The categories and taxes that a product may have.',
});

export const PRODUCT_CALLS = [catalogueProductsCall, catalogueProductCall, catalogueChoicesCall] as const;
