import type { z } from 'zod';
import type { ProductAnswer, addProductEndpoint } from '#shared/api/product-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { idsInOrder } from '#shared/base/ids.ts';
import { costE4, minor } from '#shared/base/money.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { type Editor, editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { requireFreeNames, requireReferences } from './check-names.ts';
import { readProduct } from './read-products.ts';
import { type AddedVariant, addedVariantRecords } from './variant-records.ts';

/**
 * Adds a product with its variants; one without variants gets a hidden one, on which stock, price and barcode hang.
 *
 * @throws {Fault} `conflict` where a sku or barcode is another's already
 */
export async function addProduct(
  tx: Tx,
  deps: ServerDeps,
  by: Editor & { readonly session: Session },
  asked: z.output<typeof addProductEndpoint.body>,
): Promise<ProductAnswer> {
  const { businessId } = by.session;
  const { variants, sku, barcode, costE4: cost, sellingPriceMinor, ...fields } = asked;
  const hidden: AddedVariant = {
    name: '',
    sku: sku ?? '',
    attributes: {},
    costE4: cost ?? costE4(0),
    sellingPriceMinor: sellingPriceMinor ?? minor(0),
    barcode: barcode ?? null,
  };
  const parts: readonly AddedVariant[] = variants.length === 0 ? [hidden] : variants;
  await lockNames(tx, businessId);
  await requireReferences(tx, businessId, fields);
  await requireFreeNames(
    tx,
    businessId,
    parts.map((part) => ({ variantId: null, ...part })),
  );
  const id = deps.makeId();
  const ids = idsInOrder(deps.makeId, parts.length);
  const product: RecordEdit = {
    kind: 'product',
    id,
    op: 'put',
    fields: { ...fields, imageUrl: null, hasVariants: variants.length > 0 },
  };
  await editRecords(tx, deps, by, {
    records: [
      product,
      ...parts.flatMap((part, place) =>
        addedVariantRecords(deps.makeId, { id: must(ids[place], 'every variant has an id'), productId: id }, part),
      ),
    ],
    audited: { action: 'product.added', entityType: 'product', entityId: id, newValues: asked },
  });
  return readProduct(tx, businessId, id);
}
