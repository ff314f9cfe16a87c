import type { z } from 'zod';
import type { Id, MakeId } from '#shared/base/ids.ts';
import { ONE_MILLI } from '#shared/base/quantity.ts';
import { barcodeKey } from '#shared/catalogue/barcode/gtin.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import type { catalogueSaveProductCall } from '#shared/till-calls/catalogue-calls.ts';
import { editedFields } from '../store/edited-fields.ts';
import type { CodeRow } from '../store/tables/items.ts';
import type { Writer } from '../store/till-tables.ts';

type Input = z.output<typeof catalogueSaveProductCall.input>;
type Code = NonNullable<Input['barcodes']>[number];

/** The codes that a product has from now on: new ones are put, those that were taken off are deleted, edited ones say what changed. */
export function codeEdits(writer: Writer, input: Input, variantId: Id, newId: MakeId): RecordEdit[] {
  const known = writer.items.codesOf(variantId);
  const wished = wishedCodes(input, known);
  const isWished = (code: string): boolean => wished.some((each) => barcodeKey(each.code) === barcodeKey(code));
  const dropped = known.filter(({ code }) => !isWished(code));
  return [
    ...wished.flatMap((code) => codeEdit(code, { input, variantId, known, newId })),
    ...dropped.map(({ id }): RecordEdit => ({ kind: 'barcode', id, op: 'delete', fields: {} })),
  ];
}

/** Each code once, however it is written. */
function wishedCodes({ barcodes, barcode }: Input, known: readonly CodeRow[]): readonly Code[] {
  const listed: readonly Code[] = barcodes ?? known;
  const all = barcode === '' ? listed : [...listed, { code: barcode, factorMilli: ONE_MILLI, priceMinor: null }];
  const byKey = new Map<string, Code>();
  for (const code of all) if (!byKey.has(barcodeKey(code.code))) byKey.set(barcodeKey(code.code), code);
  return [...byKey.values()];
}

type Of = {
  readonly input: Input;
  readonly variantId: Id;
  readonly known: readonly CodeRow[];
  readonly newId: MakeId;
};

function codeEdit({ code, factorMilli, priceMinor }: Code, { input, variantId, known, newId }: Of): RecordEdit[] {
  const before = known.find((each) => barcodeKey(each.code) === barcodeKey(code));
  const isSame = before?.factorMilli === factorMilli && before.priceMinor === priceMinor;
  if (isSame && input.barcodes === undefined) return [];
  const unit = factorMilli === ONE_MILLI ? input.unit : 'carton';
  // What somebody called this pack stays, as long as it is the same pack.
  const keptUnit = before?.factorMilli === factorMilli && factorMilli !== ONE_MILLI ? before.unit : unit;
  const fields = { variantId, code: before?.code ?? code, unit: keptUnit, factorMilli, priceMinor };
  if (before === undefined) return [{ kind: 'barcode', id: newId(), op: 'put', fields }];
  const { id, ...current } = before;
  const edited = editedFields({ ...current, variantId }, fields);
  return Object.keys(edited).length === 0 ? [] : [{ kind: 'barcode', id, op: 'put', fields: edited }];
}
