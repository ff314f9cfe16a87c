import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { costE4Schema } from '#shared/base/money.ts';
import { milliSchema } from '#shared/base/quantity.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { pageQuerySchema } from './envelope.ts';

/** What lies in a store of one variant (and batch), as the facts that arrived so far say. */
export const inventoryRowSchema = z.object({
  storeId: idSchema,
  variantId: idSchema,
  batchId: idSchema,
  name: z.string(),
  sku: z.string(),
  quantityMilli: milliSchema,
  reorderLevelMilli: milliSchema,
  isLow: z.boolean(),
  averageCostE4: costE4Schema,
  lastCountAt: z.string().nullable(),
});

export const listInventoryEndpoint = defineEndpoint({
  area: 'inventory',
  method: 'get',
  path: '/inventory',
  permission: 'inventory.read',
  doc: 'The stock of each variant by store, as the facts that arrived so far say; may be negative.',
  params: NOTHING,
  query: pageQuerySchema.extend({
    storeId: idSchema.optional(),
    isLow: z.stringbool().optional(),
    sort: z.enum(['sku', 'name', 'quantityMilli', '-quantityMilli']).default('sku'),
  }),
  body: NOTHING,
  answer: z.array(inventoryRowSchema),
});
