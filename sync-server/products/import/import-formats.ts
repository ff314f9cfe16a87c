import type { ImportFormatName } from '#shared/api/product-import-endpoints.ts';
import { SHEET_COLUMNS, type SheetField } from '../sheet-columns.ts';

/** A cell of a row by its heading, in small letters; empty where there is none. */
export type CellOf = (heading: string) => string;

/** How the export of one program is read. Headings are in small letters. */
export interface ImportFormat {
  readonly name: ImportFormatName;
  /** Headings that only its files have together. */
  readonly marks: readonly string[];
  /** Where each field stands: the first heading that is there. */
  readonly columns: Readonly<Partial<Record<SheetField, readonly (string | RegExp)[]>>>;
  /** Rows with the same value here are variants of one product; the product's name where it is left out. */
  readonly groupBy?: (cell: CellOf) => string;
  /** Headings whose values together name the variant. */
  readonly variantParts?: readonly string[];
  /** Names of variants that say nothing. */
  readonly noNames?: readonly string[];
  /** Headings of a tax each, such as `Tax - VAT (7.5%)`, whose name is the first group. */
  readonly taxHeading?: RegExp;
  /** Whether a row says things of the product only, and is no variant. */
  readonly isProductOnly?: (cell: CellOf) => boolean;
  /** Whether a row is of no goods at all. */
  readonly isNothing?: (cell: CellOf) => boolean;
}

const own = Object.fromEntries(
  Object.entries(SHEET_COLUMNS).map(([field, heading]) => [field, [heading.toLowerCase()]]),
);

/** The formats that are known, those with the most marks first. */
export const IMPORT_FORMATS: readonly ImportFormat[] = [
  {
    name: 'shopify',
    marks: ['handle', 'title', 'variant price'],
    groupBy: (cell) => cell('handle'),
    variantParts: ['option1 value', 'option2 value', 'option3 value'],
    noNames: ['default title'],
    isNothing: (cell) => cell('variant price') === '' && cell('variant sku') === '' && cell('title') === '',
    columns: {
      product: ['title'],
      sku: ['variant sku'],
      barcode: ['variant barcode'],
      category: ['type', 'product category'],
      price: ['variant price'],
      cost: ['cost per item'],
      description: ['body (html)'],
      active: ['status', 'published'],
    },
  },
  {
    name: 'woocommerce',
    marks: ['type', 'sku', 'name', 'regular price'],
    groupBy: (cell) => (cell('type').startsWith('variation') ? cell('parent') : `id:${cell('id')}`),
    variantParts: ['attribute 1 value(s)', 'attribute 2 value(s)', 'attribute 3 value(s)'],
    isProductOnly: (cell) => cell('type').startsWith('variable'),
    isNothing: (cell) => /^(grouped|external)/.test(cell('type')),
    columns: {
      product: ['name'],
      sku: ['sku'],
      barcode: ['gtin, upc, ean, or isbn'],
      category: ['categories'],
      price: ['regular price'],
      cost: ['cost of goods'],
      description: ['short description', 'description'],
      active: ['published'],
    },
  },
  {
    name: 'loyverse',
    marks: ['handle', 'name', 'sold by weight'],
    groupBy: (cell) => cell('handle'),
    variantParts: ['option 1 value', 'option 2 value', 'option 3 value'],
    taxHeading: /^tax - "?(.+?)"?( \([^)]*\))?$/,
    columns: {
      product: ['name'],
      sku: ['sku'],
      barcode: ['barcode'],
      category: ['category'],
      price: [/^price( \[.+\])?$/, 'default price'],
      cost: ['cost'],
      description: ['description'],
      weighed: ['sold by weight'],
      trackStock: ['track stock'],
      active: [/^available for sale/],
    },
  },
  {
    name: 'square',
    marks: ['item name', 'variation name', 'price'],
    groupBy: (cell) => cell('item name'),
    noNames: ['regular'],
    taxHeading: /^tax - (.+?)( \([^)]*\))?$/,
    columns: {
      product: ['item name'],
      variant: ['variation name'],
      sku: ['sku'],
      barcode: ['gtin'],
      category: ['reporting category', 'categories', 'category'],
      price: ['price'],
      cost: ['default unit cost'],
      description: ['description'],
    },
  },
  { name: 'stockavoo', marks: ['product'], columns: own },
];
