import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { costE4Schema, minorSchema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { paymentMethodSchema } from '#shared/sale/tender.ts';
import { rangeHeadSchema, rangeQuerySchema } from './money-reports.ts';
import { missingTillSchema, salesFiguresSchema } from './reports.ts';

/** What every report of this moment says of itself: silent tills may have sold what still counts here. */
const nowHeadSchema = z.object({
  currency: z.string(),
  /** When it was worked out, ISO 8601. */
  asOf: z.string(),
  missing: z.array(missingTillSchema),
});
export type NowHead = z.infer<typeof nowHeadSchema>;

const rowHeadSchema = z.object({ key: z.string(), name: z.string(), sku: z.string().optional() });

/** Values are worked out exactly over all levels of a row, and rounded once. */
export const stockValueSchema = z.object({
  onHandMilli: milliSchema,
  /** What lies there at cost: batches at their own, all else at the moving average in the order in which receipts were applied. */
  valueMinor: minorSchema,
  /** The same at the selling prices of now, tax as the prices have it. */
  retailMinor: minorSchema,
  /** Sold before it was booked in: levels below zero, at cost; not in the value. */
  oversoldMilli: milliSchema,
  oversoldMinor: minorSchema,
});
export type StockValue = z.infer<typeof stockValueSchema>;

export const stockValuationQuerySchema = z.object({
  storeId: idSchema.optional(),
  groupBy: z.enum(['store', 'category', 'product']).default('store'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(5000).default(1000),
  sort: z.enum(['name', '-valueMinor', '-retailMinor', '-onHandMilli']).default('-valueMinor'),
});
export const stockValuationSchema = nowHeadSchema.extend({
  groupBy: stockValuationQuerySchema.shape.groupBy,
  total: stockValueSchema,
  rowCount: z.number().int(),
  rows: z.array(rowHeadSchema.extend(stockValueSchema.shape)),
});
export type StockValuation = z.infer<typeof stockValuationSchema>;

const inventoryFiguresSchema = stockValueSchema.extend({
  /** On its way to the store and lying in none, at what it cost where it left; not in the value. */
  inTransitMilli: milliSchema,
  inTransitMinor: minorSchema,
  variantCount: z.number().int(),
  /** At or below their reorder level, those that are out among them. */
  belowReorderCount: z.number().int(),
  outOfStockCount: z.number().int(),
  /** Batches that lie there and expire within the days asked for, and those that have. */
  expiringCount: z.number().int(),
  expiringMilli: milliSchema,
  expiringMinor: minorSchema,
  expiredCount: z.number().int(),
  expiredMilli: milliSchema,
});
export type InventoryFigures = z.infer<typeof inventoryFiguresSchema>;

export const inventorySummaryQuerySchema = z.object({
  storeId: idSchema.optional(),
  groupBy: z.enum(['store', 'category']).default('store'),
  /** Batches that expire within so many days. */
  days: z.coerce.number().int().min(0).max(1100).default(30),
});
export const inventorySummarySchema = nowHeadSchema.extend({
  groupBy: inventorySummaryQuerySchema.shape.groupBy,
  days: z.number().int(),
  total: inventoryFiguresSchema,
  rows: z.array(rowHeadSchema.omit({ sku: true }).extend(inventoryFiguresSchema.shape)),
});
export type InventorySummary = z.infer<typeof inventorySummarySchema>;

export const topProductsQuerySchema = rangeQuerySchema.extend({
  categoryId: idSchema.optional(),
  cashierId: idSchema.optional(),
  method: paymentMethodSchema.optional(),
  sort: z
    .enum(['-netMinor', '-unitsMilli', '-marginMinor', '-saleCount', 'netMinor', 'marginMinor'])
    .default('-netMinor'),
  limit: z.coerce.number().int().min(1).max(1000).default(20),
});
export const topProductsSchema = rangeHeadSchema.extend({
  /** Of all that was sold, whatever the list is cut to. */
  total: salesFiguresSchema,
  rows: z.array(
    rowHeadSchema.extend({
      rank: z.number().int(),
      figures: salesFiguresSchema,
      /** Its part of all net sales in parts per million; null where there were none. */
      sharePpm: z.number().int().nullable(),
    }),
  ),
});
export type TopProducts = z.infer<typeof topProductsSchema>;

export const deadStockQuerySchema = z.object({
  storeId: idSchema.optional(),
  /** Not sold for so many days. */
  days: z.coerce.number().int().min(1).max(1100).default(90),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export const deadStockSchema = nowHeadSchema.extend({
  days: z.number().int(),
  total: z.object({
    count: z.number().int(),
    onHandMilli: milliSchema,
    valueMinor: minorSchema,
    retailMinor: minorSchema,
  }),
  rows: z.array(
    z.object({
      storeId: idSchema,
      storeName: z.string(),
      variantId: idSchema,
      name: z.string(),
      sku: z.string(),
      onHandMilli: milliSchema,
      averageCostE4: costE4Schema,
      valueMinor: minorSchema,
      retailMinor: minorSchema,
      /** Null where it was never sold. */
      lastSoldOn: businessDateSchema.nullable(),
      lastRestockAt: z.string().nullable(),
    }),
  ),
});
export type DeadStock = z.infer<typeof deadStockSchema>;
