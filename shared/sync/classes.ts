import { z } from 'zod';

/** The classes of the feed, in the order in which a till is filled. It sells when the first two are complete. */
export const SYNC_CLASSES = ['settings', 'catalogue', 'levels', 'customers', 'sales', 'own'] as const;
export const syncClassSchema = z.enum(SYNC_CLASSES);
export type SyncClass = z.infer<typeof syncClassSchema>;

/** Every entity of the feed and its class. Records use their kind's name. */
export const ENTITY_CLASS = {
  business: 'settings',
  store: 'settings',
  till: 'settings',
  tax_rate: 'settings',
  role: 'settings',
  staff: 'settings',
  setting: 'settings',
  category: 'catalogue',
  product: 'catalogue',
  product_variant: 'catalogue',
  barcode: 'catalogue',
  price_list: 'catalogue',
  price: 'catalogue',
  favourite: 'catalogue',
  batch: 'catalogue',
  supplier: 'catalogue',
  promotion: 'catalogue',
  bundle: 'catalogue',
  level: 'levels',
  customer: 'customers',
  customer_balance: 'customers',
  credit: 'customers',
  sale: 'sales',
  own_fact: 'own',
} as const satisfies Record<string, SyncClass>;

export type FeedEntity = keyof typeof ENTITY_CLASS;
const ENTITIES = Object.keys(ENTITY_CLASS).filter((name): name is FeedEntity => name in ENTITY_CLASS);
export const feedEntitySchema = z.enum(ENTITIES);
