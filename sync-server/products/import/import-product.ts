import type { Id } from '#shared/base/ids.ts';
import type { CostE4, Minor } from '#shared/base/money.ts';
import type { Milli } from '#shared/base/quantity.ts';
import type { SheetField } from '../sheet-columns.ts';

/** What is wrong in a line of a file, and in which of our columns. */
export interface FieldFault {
  readonly line: number;
  readonly field: SheetField;
  readonly message: string;
}

/** What a file says of a variant; what it leaves out stays as it is. */
export interface ImportVariant {
  readonly line: number;
  readonly variantId: Id | undefined;
  readonly name: string;
  readonly sku: string | undefined;
  readonly barcode: string | undefined;
  readonly sellingPriceMinor: Minor | undefined;
  readonly costE4: CostE4 | undefined;
  readonly isActive: boolean | undefined;
}

/** What a file says of a product, all its rows together. */
export interface ImportProduct {
  readonly line: number;
  readonly name: string;
  readonly category: string | undefined;
  readonly taxes: readonly string[] | undefined;
  readonly fields: {
    readonly unit?: 'piece' | 'kg' | 'l' | 'm';
    readonly description?: string;
    readonly reorderLevelMilli?: Milli;
    readonly trackInventory?: boolean;
    readonly returnable?: boolean;
    readonly isWeighed?: boolean;
    readonly isOpenPrice?: boolean;
  };
  readonly variants: readonly ImportVariant[];
}

/** A file as products, and what is wrong in it. A product with a fault is not among them. */
export interface CheckedFile {
  readonly products: readonly ImportProduct[];
  readonly faults: readonly FieldFault[];
}
