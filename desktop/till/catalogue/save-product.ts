import type { z } from 'zod';
import type { Id } from '#shared/base/ids.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { barcodeKey } from '#shared/catalogue/barcode/gtin.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import { catalogueSaveProductCall } from '#shared/till-calls/catalogue-calls.ts';
import { actorOf } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { type Answer, tillWrite } from '../store/handler.ts';
import { editedFields } from '../store/edited-fields.ts';
import type { StoredRecord } from '../store/tables/records.ts';
import type { Writer } from '../store/till-tables.ts';

type Input = z.output<typeof catalogueSaveProductCall.input>;

const NEW_PRODUCT = {
  description: '',
  supplierId: null,
  returnable: true,
  reorderLevelMilli: 10_000,
  expiryAlertDays: 30,
  trackInventory: true,
  hasVariants: false,
  hasBatches: false,
  hasSerials: false,
  isWeighed: false,
  isOpenPrice: false,
  imageUrl: null,
};
const NEW_VARIANT = { name: '', attributes: {}, imageUrl: null, isActive: true };
const PIECE_MILLI = 1000;

/** Adds or edits a product by hand; an edit says only what somebody touched. Its change goes up like a sale. */
export const saveProduct = tillWrite(catalogueSaveProductCall, (context, writer, input) => {
  const { core } = context;
  const allowed = checkNamed(writer, input);
  if (!allowed.ok) return allowed;
  const known = input.id === null ? null : writer.records.get('product', input.id);
  const variantId = input.id === null ? core.newId() : writer.shelf.variantsOf(input.id)[0];
  if (input.id !== null && (known === null || known.isDeleted || variantId === undefined))
    return refuse('product_unknown');
  const ids = { productId: input.id ?? core.newId(), variantId: variantId ?? core.newId() };
  const records = editsOf(writer, input, { ...ids, known, barcodeId: core.newId() });
  if (records.length > 0) {
    appendChange(writer, core.changes, {
      type: 'product.changed',
      entityId: ids.productId,
      actorId: actorOf(context).id,
      payload: { records },
    });
    context.touched('catalogue');
    context.touched('sync');
  }
  return accept(ids);
});

function checkNamed(writer: Writer, input: Input): Answer<null> {
  if (input.sellingPriceMinor < 0 || input.costE4 < 0) return refuse('price_negative');
  if (input.taxRateIds?.some((id) => writer.shop.taxRate(id) === null) === true) return refuse('tax_rate_unknown');
  if (input.categoryId !== null && writer.records.get('category', input.categoryId) === null)
    return refuse('category_unknown');
  return accept(null);
}

type Of = {
  readonly productId: Id;
  readonly variantId: Id;
  readonly barcodeId: Id;
  readonly known: StoredRecord | null;
};

function editsOf(writer: Writer, input: Input, of: Of): RecordEdit[] {
  const { name, unit, categoryId, isActive, sku, sellingPriceMinor, costE4 } = input;
  const taxRateIds = input.taxRateIds ?? (of.known === null ? writer.shop.taxRateIds() : undefined);
  const product = { name, unit, categoryId, isActive, ...(taxRateIds === undefined ? {} : { taxRateIds }) };
  const variant = { sku, sellingPriceMinor, costE4 };
  const whole = of.known === null;
  const productFields = whole ? { ...NEW_PRODUCT, ...product } : editedFields(of.known.fields, product);
  const variantFields = whole
    ? { ...NEW_VARIANT, productId: of.productId, ...variant }
    : editedFields(writer.records.get('product_variant', of.variantId)?.fields ?? {}, variant);
  const edits: RecordEdit[] = [
    { kind: 'product', id: of.productId, op: 'put', fields: productFields },
    { kind: 'product_variant', id: of.variantId, op: 'put', fields: variantFields },
  ];
  return [...edits.filter(({ fields }) => Object.keys(fields).length > 0), ...barcodeEdits(writer, input.barcode, of)];
}

function barcodeEdits(writer: Writer, code: string, { variantId, barcodeId }: Of): RecordEdit[] {
  if (code === '' || writer.items.byKey(barcodeKey(code)).some((item) => item.variantId === variantId)) return [];
  const fields = { variantId, code, unit: 'piece', factorMilli: PIECE_MILLI, priceMinor: null };
  return [{ kind: 'barcode', id: barcodeId, op: 'put', fields }];
}
