import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { RecordKind } from '#shared/changes/record-kinds.ts';
import {
  barcodes,
  batches,
  bundles,
  categories,
  favourites,
  priceLists,
  prices,
  productVariants,
  products,
  suppliers,
  promotions,
} from './catalogue-tables.ts';
import { businesses, customers, roles, settings, staff, stores, taxRates, tills } from './people-tables.ts';

/** The table of each kind of record: its columns are the fields of the kind's schema. */
export const RECORD_TABLES = {
  business: businesses,
  store: stores,
  till: tills,
  tax_rate: taxRates,
  role: roles,
  staff,
  setting: settings,
  category: categories,
  product: products,
  product_variant: productVariants,
  barcode: barcodes,
  price_list: priceLists,
  price: prices,
  favourite: favourites,
  batch: batches,
  customer: customers,
  supplier: suppliers,
  promotion: promotions,
  bundle: bundles,
} as const satisfies Record<RecordKind, SQLiteTable>;
