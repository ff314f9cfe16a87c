/** The columns of our own sheet of products, in their order. An export has them all; an import needs `Product` at least. */
export const SHEET_COLUMNS = {
  product: 'Product',
  variant: 'Variant',
  sku: 'SKU',
  barcode: 'Barcode',
  category: 'Category',
  unit: 'Unit',
  price: 'Price',
  cost: 'Cost',
  taxes: 'Tax rates',
  description: 'Description',
  reorderLevel: 'Reorder level',
  trackStock: 'Track stock',
  returnable: 'Returnable',
  weighed: 'Weighed',
  active: 'Active',
  variantId: 'Variant ID',
} as const;

export type SheetField = keyof typeof SHEET_COLUMNS;

/** Between the names of several tax rates in a cell. */
export const NAMES_SEPARATOR = ';';
export const YES = 'yes';
export const NO = 'no';
