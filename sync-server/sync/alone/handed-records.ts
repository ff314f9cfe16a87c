import { z } from 'zod';
import type { Id } from '#shared/base/ids.ts';
import { RECORD_KINDS, type RecordFields } from '#shared/changes/record-kinds.ts';
import { type HandedRecord, handedRecordSchema } from '#shared/sync/join.ts';

/** What a till that asked to join handed over, by kind. */
export type Handed<Kind extends HandedKind> = { readonly id: Id } & RecordFields<Kind>;
type HandedKind = 'category' | 'product' | 'product_variant' | 'barcode' | 'tax_rate' | 'staff';

export type HandedRecords = {
  readonly categories: readonly Handed<'category'>[];
  readonly products: readonly Handed<'product'>[];
  readonly variants: readonly Handed<'product_variant'>[];
  readonly barcodes: readonly Handed<'barcode'>[];
  readonly taxRates: readonly Handed<'tax_rate'>[];
  readonly staff: readonly Handed<'staff'>[];
};

/** Reads them as they were kept. A kind that is not matched is left out. */
export function handedRecords(kept: unknown): HandedRecords {
  const records = z.array(handedRecordSchema).parse(kept);
  const of = (kind: HandedKind): HandedRecord[] => records.filter((record) => record.kind === kind);
  return {
    categories: of('category').map(({ id, fields }) => ({ id, ...RECORD_KINDS.category.parse(fields) })),
    products: of('product').map(({ id, fields }) => ({ id, ...RECORD_KINDS.product.parse(fields) })),
    variants: of('product_variant').map(({ id, fields }) => ({ id, ...RECORD_KINDS.product_variant.parse(fields) })),
    barcodes: of('barcode').map(({ id, fields }) => ({ id, ...RECORD_KINDS.barcode.parse(fields) })),
    taxRates: of('tax_rate').map(({ id, fields }) => ({ id, ...RECORD_KINDS.tax_rate.parse(fields) })),
    staff: of('staff').map(({ id, fields }) => ({ id, ...RECORD_KINDS.staff.parse(fields) })),
  };
}
