import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { costE4Schema, minorSchema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';
import { businessDateSchema } from '#shared/base/time.ts';
import { MOVEMENT_KINDS } from '#shared/stock/movements-of.ts';
import { calendarDaySchema } from './calendar-day.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { pageQuerySchema } from './envelope.ts';

/** What lies in a store of one variant (and batch), as the facts that arrived so far say. */
export const inventoryRowSchema = z.object({
  storeId: idSchema,
  productId: idSchema,
  variantId: idSchema,
  /** The zero id where no batch is kept. */
  batchId: idSchema,
  batchNumber: z.string().nullable(),
  expiresOn: businessDateSchema.nullable(),
  name: z.string(),
  sku: z.string(),
  categoryId: idSchema.nullable(),
  supplierId: idSchema.nullable(),
  quantityMilli: milliSchema,
  reorderLevelMilli: milliSchema,
  /** Whether all batches of the variant in the store come to no more than its reorder level. */
  isLow: z.boolean(),
  averageCostE4: costE4Schema,
  /** The quantity at its average cost. */
  valueMinor: minorSchema,
  lastRestockAt: z.string().nullable(),
  lastCountAt: z.string().nullable(),
});

const common = {
  area: 'inventory',
  method: 'get',
  permission: 'inventory.read',
  params: NOTHING,
  body: NOTHING,
} as const;

const filters = pageQuerySchema.extend({
  categoryId: idSchema.optional(),
  supplierId: idSchema.optional(),
  variantId: idSchema.optional(),
  /** `low` is at or below the reorder level, `out` nothing or less, `negative` less than nothing. */
  state: z.enum(['low', 'out', 'negative']).optional(),
  isLow: z.stringbool().optional(),
  sort: z
    .enum(['sku', '-sku', 'name', '-name', 'quantityMilli', '-quantityMilli', 'valueMinor', '-valueMinor'])
    .default('sku'),
});

export const listInventoryEndpoint = defineEndpoint({
  ...common,
  path: '/inventory',
  doc: 'The stock of each variant (and batch) by store, as the facts that arrived so far say; may be negative. `q` searches names and skus.',
  query: filters.extend({ storeId: idSchema.optional() }),
  answer: z.array(inventoryRowSchema),
});

export const storeInventoryEndpoint = defineEndpoint({
  ...common,
  path: '/inventory/store/:storeId',
  doc: 'The stock of one store, with the filters of the whole list.',
  params: z.object({ storeId: idSchema }),
  query: filters,
  answer: z.array(inventoryRowSchema),
});

export const lowStockEndpoint = defineEndpoint({
  ...common,
  path: '/inventory/low-stock',
  doc: 'What is at or below its reorder level in a store, all batches together, the scarcest first.',
  query: pageQuerySchema.extend({
    storeId: idSchema.optional(),
    categoryId: idSchema.optional(),
    supplierId: idSchema.optional(),
    sort: z
      .enum(['shortMilli', '-shortMilli', 'name', '-name', 'quantityMilli', '-quantityMilli'])
      .default('-shortMilli'),
  }),
  answer: z.array(
    z.object({
      storeId: idSchema,
      storeName: z.string(),
      productId: idSchema,
      variantId: idSchema,
      name: z.string(),
      sku: z.string(),
      categoryId: idSchema.nullable(),
      supplierId: idSchema.nullable(),
      quantityMilli: milliSchema,
      reorderLevelMilli: milliSchema,
      /** What is missing to the reorder level. */
      shortMilli: milliSchema,
      lastRestockAt: z.string().nullable(),
    }),
  ),
});

export const expiringStockEndpoint = defineEndpoint({
  ...common,
  path: '/inventory/expiring',
  doc: 'Batches that lie in a store and expire within `days` of its day, or within their product’s own alert where none is given; what has expired is among them.',
  query: pageQuerySchema.extend({
    storeId: idSchema.optional(),
    categoryId: idSchema.optional(),
    supplierId: idSchema.optional(),
    days: z.coerce.number().int().min(0).max(3650).optional(),
    sort: z.enum(['expiresOn', '-expiresOn', 'name', '-name', 'quantityMilli', '-quantityMilli']).default('expiresOn'),
  }),
  answer: z.array(
    z.object({
      storeId: idSchema,
      storeName: z.string(),
      productId: idSchema,
      variantId: idSchema,
      batchId: idSchema,
      batchNumber: z.string(),
      name: z.string(),
      sku: z.string(),
      expiresOn: businessDateSchema,
      /** From the store's day; below zero where it has expired. */
      daysLeft: z.number().int(),
      quantityMilli: milliSchema,
      valueMinor: minorSchema,
    }),
  ),
});

export const listBatchesEndpoint = defineEndpoint({
  ...common,
  path: '/inventory/batches',
  doc: 'Batches with what lies of them in the stores, the next to expire first; `q` searches their numbers.',
  query: pageQuerySchema.extend({
    storeId: idSchema.optional(),
    productId: idSchema.optional(),
    variantId: idSchema.optional(),
    /** Only those of which something lies somewhere, or of which nothing does. */
    hasStock: z.stringbool().optional(),
    sort: z.enum(['expiresOn', '-expiresOn', 'number', '-number']).default('expiresOn'),
  }),
  answer: z.array(
    z.object({
      id: idSchema,
      productId: idSchema,
      variantId: idSchema,
      name: z.string(),
      sku: z.string(),
      number: z.string(),
      expiresOn: businessDateSchema.nullable(),
      costE4: costE4Schema,
      quantityMilli: milliSchema,
      stores: z.array(z.object({ storeId: idSchema, quantityMilli: milliSchema })),
    }),
  ),
});

export const stockHistoryRowSchema = z.object({
  id: idSchema,
  storeId: idSchema,
  variantId: idSchema,
  batchId: idSchema,
  /** The sale, receipt, adjustment, transfer or count that it belongs to. */
  documentId: idSchema,
  kind: z.enum(MOVEMENT_KINDS),
  /** Signed; of a count what it found too much or too little. */
  quantityMilli: milliSchema,
  /** What lay on the shelf after it, of this variant and batch. */
  levelMilli: milliSchema,
  unitCostE4: costE4Schema,
  reason: z.string(),
  occurredAt: z.string(),
  byId: idSchema.nullable(),
  byName: z.string().nullable(),
});

export const stockHistoryEndpoint = defineEndpoint({
  ...common,
  path: '/inventory/history/:productId',
  doc: 'All that moved a product’s stock, newest first, with the level after each step. By `cursor` no step is seen twice while new ones come in.',
  params: z.object({ productId: idSchema }),
  query: pageQuerySchema.omit({ q: true }).extend({
    storeId: idSchema.optional(),
    variantId: idSchema.optional(),
    batchId: idSchema.optional(),
    kind: z.enum(MOVEMENT_KINDS).optional(),
    from: calendarDaySchema.optional(),
    to: calendarDaySchema.optional(),
    cursor: z.string().max(100).optional(),
  }),
  answer: z.array(stockHistoryRowSchema),
});
