import { ENTITY_CLASS, type SyncClass } from '#shared/sync/classes.ts';
import { NO_ID } from '#shared/base/ids.ts';
import { RECORD_KINDS, type RecordKind } from '#shared/changes/record-kinds.ts';

/** The table of each kind of record. Tills know a user as staff. */
export const RECORD_TABLES = {
  business: 'businesses',
  store: 'stores',
  till: 'tills',
  tax_rate: 'tax_rates',
  role: 'roles',
  staff: 'users',
  setting: 'settings',
  category: 'categories',
  product: 'products',
  product_variant: 'product_variants',
  barcode: 'barcodes',
  price_list: 'price_lists',
  price: 'prices',
  favourite: 'favourites',
  batch: 'batches',
  customer: 'customers',
  supplier: 'suppliers',
  promotion: 'promotions',
  bundle: 'bundles',
} as const satisfies Record<RecordKind, string>;

/** The kinds in the order in which they are locked and written: what others point at comes first. */
export const KINDS_IN_ORDER: readonly RecordKind[] = Object.keys(RECORD_TABLES).filter(
  (kind): kind is RecordKind => kind in RECORD_TABLES,
);

/** The name of a field as its table's column: costE4 is cost_e4. */
export function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The fields of a kind, which merge one by one. */
export function fieldsOf(kind: RecordKind): readonly string[] {
  return Object.keys(RECORD_KINDS[kind].shape);
}

export function classOf(kind: RecordKind): SyncClass {
  return ENTITY_CLASS[kind];
}

/** Which tills get a record: those of its store where it belongs to one, else all of the business. */
export function scopeOf(kind: RecordKind, record: { readonly id: string; readonly storeId: unknown }): string {
  if (kind === 'store') return record.id;
  if (kind === 'till' || kind === 'favourite' || kind === 'setting')
    return typeof record.storeId === 'string' ? record.storeId : NO_ID;
  return NO_ID;
}
