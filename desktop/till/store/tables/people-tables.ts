import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { JsonValue } from './json-value.ts';
import type { RoleLimits } from '#shared/people/people-records.ts';
import { bool, jsonText, recordColumns } from './record-columns.ts';

export const businesses = sqliteTable('businesses', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull(),
  phone: text('phone').notNull(),
  address: text('address').notNull(),
  city: text('city').notNull(),
  state: text('state').notNull(),
  country: text('country').notNull(),
  currency: text('currency').notNull(),
  locale: text('locale').notNull(),
  timeZone: text('time_zone').notNull(),
  dayStartMinutes: integer('day_start_minutes').notNull(),
  taxId: text('tax_id').notNull(),
  logoUrl: text('logo_url'),
  pricesIncludeTax: bool('prices_include_tax').notNull(),
  cashRoundingMinor: integer('cash_rounding_minor').notNull(),
  ...recordColumns,
});

export const stores = sqliteTable('stores', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  code: text('code').notNull(),
  address: text('address').notNull(),
  phone: text('phone').notNull(),
  timeZone: text('time_zone').notNull(),
  managerId: text('manager_id'),
  receiptHeader: text('receipt_header').notNull(),
  receiptFooter: text('receipt_footer').notNull(),
  isActive: bool('is_active').notNull(),
  ...recordColumns,
});

export const tills = sqliteTable('tills', {
  id: text('id').primaryKey(),
  storeId: text('store_id').notNull(),
  name: text('name').notNull(),
  code: text('code').notNull(),
  status: text('status', { enum: ['active', 'revoked', 'replaced'] }).notNull(),
  ...recordColumns,
});

export const taxRates = sqliteTable('tax_rates', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  ratePpm: integer('rate_ppm').notNull(),
  inclusive: bool('inclusive').notNull(),
  validFromMs: integer('valid_from_ms').notNull(),
  ...recordColumns,
});

export const roles = sqliteTable('roles', {
  id: text('id').primaryKey(),
  key: text('key').notNull(),
  name: text('name').notNull(),
  description: text('description').notNull(),
  permissions: jsonText<string[]>('permissions').notNull(),
  limits: jsonText<RoleLimits>('limits').notNull(),
  ...recordColumns,
});

export const staff = sqliteTable('staff', {
  id: text('id').primaryKey(),
  fullName: text('full_name').notNull(),
  roleId: text('role_id').notNull(),
  storeIds: jsonText<string[]>('store_ids').notNull(),
  pinHash: text('pin_hash'),
  pinLength: integer('pin_length'),
  isActive: bool('is_active').notNull(),
  ...recordColumns,
});

export const settings = sqliteTable('settings', {
  id: text('id').primaryKey(),
  storeId: text('store_id'),
  key: text('key').notNull(),
  value: jsonText<JsonValue>('value').notNull(),
  ...recordColumns,
});

export const customers = sqliteTable('customers', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  phone: text('phone').notNull(),
  email: text('email').notNull(),
  taxId: text('tax_id').notNull(),
  creditLimitMinor: integer('credit_limit_minor').notNull(),
  priceListId: text('price_list_id'),
  taxExempt: bool('tax_exempt').notNull(),
  consent: bool('consent').notNull(),
  isActive: bool('is_active').notNull(),
  /** What the search looks at: folded words, and digits. */
  nameKey: text('name_key').notNull(),
  phoneKey: text('phone_key').notNull(),
  ...recordColumns,
});
