import { z } from 'zod';
import { defineCall } from '#shared/base/call.ts';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { ONE_MILLI, milliSchema } from '#shared/base/quantity.ts';
import {
  barcodeRecordSchema,
  categorySchema,
  productSchema,
  productVariantSchema,
} from '#shared/catalogue/catalogue-records.ts';
import { approvalSchema } from './approval.ts';

/** An item as a tile or a search hit shows it. */
export const itemViewSchema = z.object({
  variantId: idSchema,
  productId: idSchema,
  name: z.string(),
  sku: z.string(),
  /** 1 to 7, the edge of the tile. */
  color: z.number().int(),
  categoryId: idSchema.nullable(),
  unit: z.string(),
  priceMinor: minorSchema,
  isWeighed: z.boolean(),
  isOpenPrice: z.boolean(),
  /** How many variants the product has; the tile of a product with several asks which. */
  variantCount: z.number().int(),
  onHandMilli: milliSchema.nullable(),
  isLow: z.boolean(),
});
export type ItemView = z.infer<typeof itemViewSchema>;

export const categoryViewSchema = z.object({
  id: idSchema,
  name: z.string(),
  color: z.number().int(),
  itemCount: z.number().int(),
});

export const catalogueSearchCall = defineCall({
  name: 'catalogue.search',
  input: z.object({ text: z.string().max(100), limit: z.number().int().min(1).max(50).default(20) }),
  output: z.object({ items: z.array(itemViewSchema) }),
  permission: 'sales.create',
  writes: false,
  doc: 'Finds items by name, SKU, barcode or price from the first key, forgiving typing mistakes and missing accents.',
});

export const catalogueFindCall = defineCall({
  name: 'catalogue.find',
  input: z.object({ code: z.string().min(1).max(200) }),
  output: z.object({ items: z.array(itemViewSchema) }),
  permission: 'sales.create',
  writes: false,
  doc: 'Every item that a scanned code stands for; several where a code was given twice.',
});

export const catalogueCategoriesCall = defineCall({
  name: 'catalogue.categories',
  input: z.object({}),
  output: z.object({ categories: z.array(categoryViewSchema), favouriteCount: z.number().int() }),
  permission: 'sales.create',
  writes: false,
  doc: 'The chips above the tiles.',
});

export const catalogueTilesCall = defineCall({
  name: 'catalogue.tiles',
  input: z.object({
    of: z.enum(['favourites', 'all', 'category']),
    categoryId: idSchema.optional(),
    offset: z.number().int().min(0).default(0),
    limit: z.number().int().min(1).max(200).default(60),
  }),
  output: z.object({ items: z.array(itemViewSchema), total: z.number().int() }),
  permission: 'sales.create',
  writes: false,
  doc: 'A page of tiles: favourites, everything, or one category.',
});

export const catalogueVariantsCall = defineCall({
  name: 'catalogue.variants',
  input: z.object({ productId: idSchema }),
  output: z.object({ name: z.string(), items: z.array(itemViewSchema) }),
  permission: 'sales.create',
  writes: false,
  doc: 'The variants of a product, to choose from.',
});

/** One code of a product; a carton's stands for more than one, and may have a price of its own. */
export const productCodeSchema = z.object({
  code: barcodeRecordSchema.shape.code.trim(),
  factorMilli: milliSchema.default(ONE_MILLI),
  priceMinor: minorSchema.nullable().default(null),
});

export const catalogueSaveProductCall = defineCall({
  name: 'catalogue.save_product',
  input: z.object({
    /** Null for a new one; it is sold as one hidden variant. */
    id: idSchema.nullable(),
    /** Whose price, SKU and codes these are; left out: the first that is sold. */
    variantId: idSchema.optional(),
    name: productSchema.shape.name,
    sku: productVariantSchema.shape.sku.default(''),
    /** Empty for none. A further code is added; those that are there stay. */
    barcode: z.string().trim().max(128).default(''),
    /** Every code that it has from now on, in place of those that are there; left out: they stay. */
    barcodes: z.array(productCodeSchema).max(20).optional(),
    sellingPriceMinor: minorSchema,
    /** Left out: as it was; nothing for a new one. */
    costE4: productVariantSchema.shape.costE4.optional(),
    unit: productSchema.shape.unit.default('piece'),
    categoryId: idSchema.nullable().default(null),
    /** A category of this name, made where there is none of it, goes before the one above. */
    newCategory: categorySchema.shape.name.optional(),
    taxRateIds: productSchema.shape.taxRateIds.optional(),
    trackInventory: z.boolean().optional(),
    isWeighed: z.boolean().optional(),
    isOpenPrice: z.boolean().optional(),
    reorderLevelMilli: productSchema.shape.reorderLevelMilli.optional(),
    isActive: z.boolean().default(true),
    /** What lies on the shelf of a new product that is stocked: taken in at its cost. */
    openingMilli: milliSchema.optional(),
    approval: approvalSchema.optional(),
  }),
  output: z.object({ productId: idSchema, variantId: idSchema }),
  permission: 'sales.create',
  writes: true,
  doc: 'Adds or edits a product by hand, with or without an office; whoever may not edit products asks somebody who may. Without taxes named, a new one carries every tax of the shop.',
});

export const CATALOGUE_CALLS = [
  catalogueSearchCall,
  catalogueFindCall,
  catalogueCategoriesCall,
  catalogueTilesCall,
  catalogueVariantsCall,
  catalogueSaveProductCall,
] as const;
