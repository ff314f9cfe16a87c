import type { z } from 'zod';
import {
  barcodeRecordSchema,
  batchSchema,
  bundleSchema,
  categorySchema,
  favouriteSchema,
  priceListSchema,
  priceSchema,
  productSchema,
  productVariantSchema,
  promotionSchema,
} from '#shared/catalogue/catalogue-records.ts';
import { supplierSchema } from '#shared/catalogue/supplier-record.ts';
import {
  businessSchema,
  settingSchema,
  storeSchema,
  taxRateSchema,
  tillRecordSchema,
} from '#shared/people/business-records.ts';
import { customerSchema, roleSchema, staffSchema } from '#shared/people/people-records.ts';

/**
 * Every kind of record that merges field by field, with the schema of its fields.
 *
 * The kind's name is its table's name in the singular, its entity in the feed, and its word in `record.changed`.
 */
export const RECORD_KINDS = {
  business: businessSchema,
  store: storeSchema,
  till: tillRecordSchema,
  tax_rate: taxRateSchema,
  role: roleSchema,
  staff: staffSchema,
  setting: settingSchema,
  category: categorySchema,
  product: productSchema,
  product_variant: productVariantSchema,
  barcode: barcodeRecordSchema,
  price_list: priceListSchema,
  price: priceSchema,
  favourite: favouriteSchema,
  batch: batchSchema,
  customer: customerSchema,
  supplier: supplierSchema,
  promotion: promotionSchema,
  bundle: bundleSchema,
} as const satisfies Record<string, z.ZodObject>;

export type RecordKind = keyof typeof RECORD_KINDS;
export type RecordFields<Kind extends RecordKind> = z.infer<(typeof RECORD_KINDS)[Kind]>;

export const PRODUCT_KINDS = [
  'product',
  'product_variant',
  'barcode',
  'favourite',
  'batch',
] as const satisfies readonly RecordKind[];

/**
 * What tills give back to a server that came back from an older backup, in the order in which they offer it. Who works here
 * and what they may do is the server's alone, and so are the shop, its stores and its settings.
 */
export const OFFERED_KINDS = [
  'tax_rate',
  'category',
  'product',
  'product_variant',
  'barcode',
  'price_list',
  'price',
  'favourite',
  'batch',
  'customer',
  'supplier',
  'promotion',
  'bundle',
] as const satisfies readonly RecordKind[];

/** Rights are the server's alone: a till never changes these. */
export const SERVER_ONLY_KINDS = [
  'business',
  'store',
  'till',
  'role',
  'staff',
  'setting',
  'tax_rate',
  'promotion',
] as const satisfies readonly RecordKind[];
