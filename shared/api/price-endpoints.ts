import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { priceListSchema, priceSchema, promotionSchema } from '#shared/catalogue/catalogue-records.ts';
import { namedSortSchema, smallList } from './record-endpoints.ts';

export const priceListEndpoints = smallList({
  area: 'price-lists',
  one: 'price list',
  many: 'price lists',
  sort: namedSortSchema,
  fields: priceListSchema,
  added: priceListSchema.extend({ isDefault: z.boolean().default(false) }),
  edited: priceListSchema.partial(),
  example: { name: 'Wholesale' },
  editExample: { isDefault: true },
  removes: 'Removes a price list that no customer has, with its prices.',
});

const notNegative = priceSchema.shape.priceMinor.refine((amount) => amount >= 0, 'A price is not below zero.');

/** `variantId` is by variant, list and when they begin. */
export const priceSortSchema = z
  .enum(['variantId', 'priceMinor', '-priceMinor', 'validFromMs', '-validFromMs', 'updatedAt', '-updatedAt'])
  .default('variantId');

/** What narrows a list of prices; `at` keeps those that hold at a moment, UTC ms. */
export const priceFiltersSchema = z.object({
  variantId: idSchema.optional(),
  priceListId: idSchema.optional(),
  at: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
});

export const priceEndpoints = smallList({
  area: 'prices',
  one: 'price',
  many: 'prices of the price lists',
  sort: priceSortSchema,
  order: 'by variant and when they begin; `q` searches the names and skus of what they are for',
  fields: priceSchema,
  added: priceSchema.extend({
    priceMinor: notNegative,
    validFromMs: priceSchema.shape.validFromMs.default(0),
    validToMs: priceSchema.shape.validToMs.default(null),
  }),
  edited: priceSchema.omit({ variantId: true, priceListId: true }).extend({ priceMinor: notNegative }).partial(),
  filters: priceFiltersSchema,
  example: {
    variantId: '01890000-0000-7000-8000-000000000001',
    priceListId: '01890000-0000-7000-8000-000000000002',
    priceMinor: 110_000,
    validFromMs: 1_798_761_600_000,
  },
  editExample: { priceMinor: 105_000, validToMs: 1_799_366_400_000 },
  removes: 'Removes a price: the one before it, or the variant’s own, holds again.',
});

export const promotionFiltersSchema = z.object({
  storeId: idSchema.optional(),
  isActive: z.stringbool().optional(),
  at: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
});

export const promotionEndpoints = smallList({
  area: 'promotions',
  one: 'promotion',
  many: 'promotions',
  sort: namedSortSchema,
  fields: promotionSchema,
  added: promotionSchema.extend({
    target: promotionSchema.shape.target.default({ kind: 'all' }),
    storeIds: promotionSchema.shape.storeIds.default([]),
    validFromMs: promotionSchema.shape.validFromMs.default(0),
    validToMs: promotionSchema.shape.validToMs.default(null),
    isActive: z.boolean().default(true),
  }),
  edited: promotionSchema.partial(),
  filters: promotionFiltersSchema,
  example: {
    name: 'Three for two',
    target: { kind: 'categories', ids: ['01890000-0000-7000-8000-000000000003'] },
    rule: { kind: 'pay_for', take: 3, pay: 2 },
    validFromMs: 1_798_761_600_000,
    validToMs: 1_799_366_400_000,
  },
  editExample: { isActive: false },
  removes: 'Removes a promotion; sales that had it stay as they are.',
});
