import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { PromotionRule, PromotionTarget } from '#shared/catalogue/promotion-rule.ts';
import { bool, jsonText, recordColumns } from './record-columns.ts';

export const categories = sqliteTable('categories', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  parentId: text('parent_id'),
  color: integer('color').notNull(),
  position: integer('position').notNull(),
  ...recordColumns,
});

export const products = sqliteTable('products', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  description: text('description').notNull(),
  categoryId: text('category_id'),
  supplierId: text('supplier_id'),
  taxRateIds: jsonText<string[]>('tax_rate_ids').notNull(),
  unit: text('unit', { enum: ['piece', 'kg', 'l', 'm'] }).notNull(),
  returnable: bool('returnable').notNull(),
  reorderLevelMilli: integer('reorder_level_milli').notNull(),
  expiryAlertDays: integer('expiry_alert_days').notNull(),
  trackInventory: bool('track_inventory').notNull(),
  hasVariants: bool('has_variants').notNull(),
  hasBatches: bool('has_batches').notNull(),
  hasSerials: bool('has_serials').notNull(),
  isWeighed: bool('is_weighed').notNull(),
  isOpenPrice: bool('is_open_price').notNull(),
  imageUrl: text('image_url'),
  isActive: bool('is_active').notNull(),
  ...recordColumns,
});

export const productVariants = sqliteTable('product_variants', {
  id: text('id').primaryKey(),
  productId: text('product_id').notNull(),
  name: text('name').notNull(),
  sku: text('sku').notNull(),
  attributes: jsonText<Record<string, string>>('attributes').notNull(),
  costE4: integer('cost_e4').notNull(),
  sellingPriceMinor: integer('selling_price_minor').notNull(),
  imageUrl: text('image_url'),
  isActive: bool('is_active').notNull(),
  ...recordColumns,
});

export const barcodes = sqliteTable('barcodes', {
  id: text('id').primaryKey(),
  variantId: text('variant_id').notNull(),
  code: text('code').notNull(),
  codeKey: text('code_key').notNull(),
  unit: text('unit').notNull(),
  factorMilli: integer('factor_milli').notNull(),
  priceMinor: integer('price_minor'),
  ...recordColumns,
});

export const priceLists = sqliteTable('price_lists', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  isDefault: bool('is_default').notNull(),
  ...recordColumns,
});

export const prices = sqliteTable('prices', {
  id: text('id').primaryKey(),
  variantId: text('variant_id').notNull(),
  priceListId: text('price_list_id').notNull(),
  priceMinor: integer('price_minor').notNull(),
  validFromMs: integer('valid_from_ms').notNull(),
  validToMs: integer('valid_to_ms'),
  ...recordColumns,
});

export const favourites = sqliteTable('favourites', {
  id: text('id').primaryKey(),
  storeId: text('store_id').notNull(),
  variantId: text('variant_id').notNull(),
  position: integer('position').notNull(),
  ...recordColumns,
});

export const batches = sqliteTable('batches', {
  id: text('id').primaryKey(),
  variantId: text('variant_id').notNull(),
  number: text('number').notNull(),
  expiresOn: text('expires_on'),
  costE4: integer('cost_e4').notNull(),
  ...recordColumns,
});

export const suppliers = sqliteTable('suppliers', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull(),
  phone: text('phone').notNull(),
  address: text('address').notNull(),
  contactPerson: text('contact_person').notNull(),
  notes: text('notes').notNull(),
  isActive: bool('is_active').notNull(),
  ...recordColumns,
});

export const promotions = sqliteTable('promotions', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  target: jsonText<PromotionTarget>('target').notNull(),
  rule: jsonText<PromotionRule>('rule').notNull(),
  storeIds: jsonText<string[]>('store_ids').notNull(),
  validFromMs: integer('valid_from_ms').notNull(),
  validToMs: integer('valid_to_ms'),
  isActive: bool('is_active').notNull(),
  ...recordColumns,
});

export const bundles = sqliteTable('bundles', {
  id: text('id').primaryKey(),
  variantId: text('variant_id').notNull(),
  partVariantId: text('part_variant_id').notNull(),
  quantityMilli: integer('quantity_milli').notNull(),
  ...recordColumns,
});
