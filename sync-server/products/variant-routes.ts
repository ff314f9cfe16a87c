import {
  type ProductAnswer,
  type VariantAnswer,
  addVariantEndpoint,
  editVariantEndpoint,
  removeVariantEndpoint,
} from '#shared/api/product-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import type { Api } from '#server/platform/http/api.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import { serve } from '#server/platform/http/serve.ts';
import { editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { requireFreeNames } from './check-names.ts';
import { readProduct } from './read-products.ts';
import { addedVariantRecords, editedVariantRecords } from './variant-records.ts';

/** /products/:id/variants: sizes, colours, packs. */
export function mountVariants(api: Api): void {
  serve(api, addVariantEndpoint, async ({ tx, session, caller, params, body }, deps) => {
    const { nameOfPresent, ...added } = body;
    await lockNames(tx, session.businessId);
    const product = await readProduct(tx, session.businessId, params.id);
    const of = { id: deps.makeId(), productId: product.id };
    await requireFreeNames(tx, session.businessId, [{ variantId: null, ...added }]);
    await editRecords(
      tx,
      deps,
      { session, caller },
      {
        records: [...firstVariant(product, nameOfPresent), ...addedVariantRecords(deps.makeId, of, added)],
        audited: { action: 'variant.added', entityType: 'product', entityId: product.id, newValues: body },
      },
    );
    return { data: await readProduct(tx, session.businessId, params.id), message: 'The variant was added.' };
  });
  serve(api, editVariantEndpoint, async ({ tx, session, caller, params, body, checkVersion }, deps) => {
    await lockNames(tx, session.businessId);
    const product = await readProduct(tx, session.businessId, params.id);
    checkVersion(product);
    const current = variantOf(product, params.variantId);
    await requireFreeNames(tx, session.businessId, [
      { variantId: current.id, sku: body.sku, barcode: body.barcode, barcodes: body.barcodes },
    ]);
    const records = editedVariantRecords(deps.makeId, current, body);
    if (records.length === 0) return { data: product, message: 'Nothing was changed.' };
    await editRecords(
      tx,
      deps,
      { session, caller },
      {
        records,
        audited: {
          action: 'variant.edited',
          entityType: 'product',
          entityId: product.id,
          oldValues: current,
          newValues: body,
        },
      },
    );
    return { data: await readProduct(tx, session.businessId, params.id), message: 'Saved.' };
  });
  serve(api, removeVariantEndpoint, async ({ tx, session, caller, params }, deps) => {
    await lockNames(tx, session.businessId);
    const product = await readProduct(tx, session.businessId, params.id);
    const current = variantOf(product, params.variantId);
    if (product.variants.filter(({ isActive }) => isActive).length < 2 && current.isActive) {
      throw new Fault('conflict', 'It is the last variant of its product. Archive the product instead.');
    }
    await editRecords(
      tx,
      deps,
      { session, caller },
      {
        records: [{ kind: 'product_variant', id: current.id, op: 'put', fields: { isActive: false } }],
        audited: {
          action: 'variant.archived',
          entityType: 'product',
          entityId: product.id,
          oldValues: { variantId: current.id },
        },
      },
    );
    return { data: { id: current.id, archived: true }, message: 'The variant is archived; its history stays.' };
  });
}

/** What a product without variants needs before it gets its second: a name for the one that is there. */
function firstVariant(product: ProductAnswer, name: string | undefined): readonly RecordEdit[] {
  if (product.hasVariants) return [];
  if (name === undefined) {
    throw new BadInput([
      { field: 'nameOfPresent', message: 'This product has no variants yet: name the one that it is now.' },
    ]);
  }
  const hidden = must(product.variants[0], 'every product has at least one variant');
  return [
    { kind: 'product', id: product.id, op: 'put', fields: { hasVariants: true } },
    { kind: 'product_variant', id: hidden.id, op: 'put', fields: { name } },
  ];
}

function variantOf(product: ProductAnswer, id: Id): VariantAnswer {
  const found = product.variants.find((variant) => variant.id === id);
  if (found === undefined) throw new Fault('not_found', 'There is no such variant of this product.');
  return found;
}
