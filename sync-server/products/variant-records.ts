import type { AddedBarcode, VariantAnswer } from '#shared/api/product-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { type Id, type MakeId, idsInOrder } from '#shared/base/ids.ts';
import type { CostE4, Minor } from '#shared/base/money.ts';
import { ONE_MILLI } from '#shared/base/quantity.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import { changedFields } from '#server/sync/web-edits/changed-fields.ts';

/** A variant as it is added; an empty name for the hidden one. */
export interface AddedVariant {
  readonly name: string;
  readonly sku: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly costE4: CostE4;
  readonly sellingPriceMinor: Minor;
  readonly barcode: string | null;
  /** All its codes; where they are named, `barcode` says nothing. */
  readonly barcodes?: readonly AddedBarcode[] | undefined;
}

/** The records of a new variant: itself and its codes. The variants of a product are shown by their ids. */
export function addedVariantRecords(
  makeId: MakeId,
  { id, productId }: { readonly id: Id; readonly productId: Id },
  { barcode, barcodes, ...variant }: AddedVariant,
): readonly RecordEdit[] {
  const codes = barcodes ?? (barcode === null ? [] : [pieceOf(barcode)]);
  const ids = idsInOrder(makeId, codes.length);
  return [
    {
      kind: 'product_variant',
      id,
      op: 'put',
      fields: { ...variant, attributes: { ...variant.attributes }, productId, imageUrl: null, isActive: true },
    },
    ...codes.map((code, place) => putBarcode(must(ids[place], 'every code has an id'), id, code)),
  ];
}

/** The records that an edit of a variant writes: only what differs; the main barcode is changed, added or taken off. */
export function editedVariantRecords(
  makeId: MakeId,
  current: VariantAnswer,
  {
    barcode,
    barcodes,
    ...wanted
  }: Readonly<Record<string, unknown>> & {
    readonly barcode?: string | null | undefined;
    readonly barcodes?: readonly AddedBarcode[] | undefined;
  },
): readonly RecordEdit[] {
  const { fields } = changedFields(current, wanted);
  return [
    ...(Object.keys(fields).length === 0
      ? []
      : [{ kind: 'product_variant', id: current.id, op: 'put', fields } as const]),
    ...(barcodes === undefined ? editedBarcode(makeId, current, barcode) : editedBarcodes(makeId, current, barcodes)),
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
  if (main === undefined) return [putBarcode(makeId(), current.id, pieceOf(barcode))];
  return [{ kind: 'barcode', id: main.id, op: 'put', fields: { code: barcode } }];
}

/** One record a code: codes that stay keep theirs, and only what differs of them is written. */
function editedBarcodes(
  makeId: MakeId,
  current: VariantAnswer,
  wanted: readonly AddedBarcode[],
): readonly RecordEdit[] {
  const named = new Set(wanted.map(({ code }) => code));
  const gone = current.barcodes.filter(({ code }) => !named.has(code));
  const ids = idsInOrder(makeId, wanted.length);
  return [
    ...gone.map(({ id }): RecordEdit => ({ kind: 'barcode', id, op: 'delete', fields: {} })),
    ...wanted.flatMap((barcode, place): RecordEdit[] => {
      const known = current.barcodes.find(({ code }) => code === barcode.code);
      if (known === undefined) return [putBarcode(must(ids[place], 'every code has an id'), current.id, barcode)];
      const { fields } = changedFields(known, { ...barcode });
      return Object.keys(fields).length === 0 ? [] : [{ kind: 'barcode', id: known.id, op: 'put', fields }];
    }),
  ];
}

function pieceOf(code: string): AddedBarcode {
  return { code, unit: 'piece', factorMilli: ONE_MILLI, priceMinor: null };
}

function putBarcode(id: Id, variantId: Id, barcode: AddedBarcode): RecordEdit {
  return { kind: 'barcode', id, op: 'put', fields: { variantId, ...barcode } };
}
