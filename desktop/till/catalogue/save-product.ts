import type { z } from 'zod';
import { type Id, NO_ID } from '#shared/base/ids.ts';
import { costE4 } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import { catalogueSaveProductCall } from '#shared/till-calls/catalogue-calls.ts';
import { actorOf, allow } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import type { CallContext } from '../store/call-context.ts';
import { editedFields } from '../store/edited-fields.ts';
import { type Answer, tillWrite } from '../store/handler.ts';
import type { StoredRecord } from '../store/tables/records.ts';
import type { Writer } from '../store/till-tables.ts';
import { categoryFor } from './category-for.ts';
import { checkProduct } from './check-product.ts';
import { codeEdits } from './code-edits.ts';

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
const WHAT_LENGTH_MAX = 200;
const NEW_VARIANT = { name: '', attributes: {}, costE4: 0, imageUrl: null, isActive: true };

/** Adds or edits a product by hand; an edit says only what somebody touched. Its change goes up like a sale. */
export const saveProduct = tillWrite(catalogueSaveProductCall, (context, writer, input) => {
  const { core } = context;
  const what = `product ${input.name}`.slice(0, WHAT_LENGTH_MAX);
  const allowed = allow(context, { permission: 'product.write', subjectId: input.id, what });
  if (!allowed.ok) return allowed;
  const checked = checkProduct(writer, input, core.nowMs());
  if (!checked.ok) return checked;
  const of = knownOf(context, writer, input);
  if (!of.ok) return of;
  const category = categoryFor(context, writer, input);
  if (!category.ok) return category;
  const { productId, variantId } = of.value;
  const records = [
    ...productEdits(writer, { ...input, categoryId: category.value }, of.value),
    ...codeEdits(writer, input, variantId, core.newId),
  ];
  if (records.length > 0) {
    appendChange(writer, core.changes, {
      type: 'product.changed',
      entityId: productId,
      actorId: actorOf(context).id,
      payload: { records },
    });
    context.touched('catalogue');
    context.touched('sync');
  }
  if (of.value.known === null) takeInOpening(context, writer, input, variantId);
  return accept({ productId, variantId });
});

type Of = { readonly productId: Id; readonly variantId: Id; readonly known: StoredRecord | null };

/** What is edited, or the ids of what is made. */
function knownOf({ core }: CallContext, writer: Writer, { id, variantId }: Input): Answer<Of> {
  if (id === null) return accept({ productId: core.newId(), variantId: core.newId(), known: null });
  const known = writer.records.get('product', id);
  const wanted = variantId ?? writer.shelf.variantsOf(id)[0];
  const isOfIt = wanted !== undefined && writer.items.byVariant(wanted)?.productId === id;
  return known === null || known.isDeleted || !isOfIt
    ? refuse('product_unknown')
    : accept({ productId: id, variantId: wanted, known });
}

/** The fields that were named; what was left out stays as it was. */
function named<Value>(fields: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Value] => entry[1] !== undefined));
}

function productEdits(writer: Writer, input: Input, { productId, variantId, known }: Of): RecordEdit[] {
  const { name, unit, categoryId, isActive, trackInventory, isWeighed, isOpenPrice, reorderLevelMilli } = input;
  const taxRateIds = input.taxRateIds ?? (known === null ? writer.shop.taxRateIds() : undefined);
  const optional = named({ taxRateIds, trackInventory, isWeighed, isOpenPrice, reorderLevelMilli });
  const product = { name, unit, categoryId, isActive, ...optional };
  const variant = { sku: input.sku, sellingPriceMinor: input.sellingPriceMinor, ...named({ costE4: input.costE4 }) };
  const productFields = known === null ? { ...NEW_PRODUCT, ...product } : editedFields(known.fields, product);
  const variantFields =
    known === null
      ? { ...NEW_VARIANT, productId, ...variant }
      : editedFields(writer.records.get('product_variant', variantId)?.fields ?? {}, variant);
  const edits: RecordEdit[] = [
    { kind: 'product', id: productId, op: 'put', fields: productFields },
    { kind: 'product_variant', id: variantId, op: 'put', fields: variantFields },
  ];
  return edits.filter(({ fields }) => Object.keys(fields).length > 0);
}

/** What lies on the shelf of a new product came in at its cost, like any other goods. */
function takeInOpening(context: CallContext, writer: Writer, input: Input, variantId: Id): void {
  const { core } = context;
  const quantityMilli = input.openingMilli;
  if (quantityMilli === undefined || quantityMilli === 0 || input.trackInventory === false) return;
  const receiptId = core.newId();
  const line = { id: core.newId(), variantId, batchId: NO_ID, quantityMilli, unitCostE4: input.costE4 ?? costE4(0) };
  appendChange(writer, core.changes, {
    type: 'stock.received',
    entityId: receiptId,
    actorId: actorOf(context).id,
    payload: { receiptId, supplierId: null, note: '', lines: [line] },
  });
  context.touched('stock');
}
