import type { VariantAnswer } from '#shared/api/product-endpoints.ts';
import type { Id, MakeId } from '#shared/base/ids.ts';
import type { CostE4, Minor } from '#shared/base/money.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import { changedFields } from '#server/sync/web-edits/changed-fields.ts';

const ONE_PIECE_MILLI = 1000;

/** A variant as it is added; an empty name for the hidden one. */
export interface AddedVariant {
  readonly name: string;
  readonly sku: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly costE4: CostE4;
  readonly sellingPriceMinor: Minor;
  readonly barcode: string | null;
}

/** The records of a new variant: itself, and its main barcode where it has one. */
export function addedVariantRecords(
  makeId: MakeId,
  productId: Id,
  { barcode, ...variant }: AddedVariant,
): readonly RecordEdit[] {
  const id = makeId();
  return [
    {
      kind: 'product_variant',
      id,
      op: 'put',
      fields: { ...variant, attributes: { ...variant.attributes }, productId, imageUrl: null, isActive: true },
    },
    ...(barcode === null ? [] : [addedBarcode(makeId(), id, barcode)]),
  ];
}

/** The records that an edit of a variant writes: only what differs; the main barcode is changed, added or taken off. */
export function editedVariantRecords(
  makeId: MakeId,
  current: VariantAnswer,
  { barcode, ...wanted }: Readonly<Record<string, unknown>> & { readonly barcode?: string | null | undefined },
): readonly RecordEdit[] {
  const { fields } = changedFields(current, wanted);
  return [
    ...(Object.keys(fields).length === 0
      ? []
      : [{ kind: 'product_variant', id: current.id, op: 'put', fields } as const]),
    ...editedBarcode(makeId, current, barcode),
  ];
}

function editedBarcode(
  makeId: MakeId,
  current: VariantAnswer,
  barcode: string | null | undefined,
): readonly RecordEdit[] {
  const main = current.barcodes[0];
  if (barcode === undefined || barcode === (main?.code ?? null)) return [];
  if (barcode === null) return main === undefined ? [] : [{ kind: 'barcode', id: main.id, op: 'delete', fields: {} }];
  if (main === undefined) return [addedBarcode(makeId(), current.id, barcode)];
  return [{ kind: 'barcode', id: main.id, op: 'put', fields: { code: barcode } }];
}

function addedBarcode(id: Id, variantId: Id, code: string): RecordEdit {
  return {
    kind: 'barcode',
    id,
    op: 'put',
    fields: { variantId, code, unit: 'piece', factorMilli: ONE_PIECE_MILLI, priceMinor: null },
  };
}
