import type { z } from 'zod';
import type { ProductAnswer, editProductEndpoint } from '#shared/api/product-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { changedFields } from '#server/sync/web-edits/changed-fields.ts';
import { type Editor, editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { requireFreeNames, requireReferences } from './check-names.ts';
import { readProduct } from './read-products.ts';
import { editedVariantRecords } from './variant-records.ts';

type ProductEdit = z.output<typeof editProductEndpoint.body>;

/**
 * Changes the named fields of a product; price, cost, sku and barcode go to its hidden variant.
 *
 * @throws {Fault} `stale_version`, `conflict`, or BadInput where a product with variants is given a price of its own
 */
export async function editProduct(
  tx: Tx,
  deps: ServerDeps,
  by: Editor & { readonly session: Session },
  asked: {
    readonly id: Id;
    readonly body: ProductEdit;
    readonly checkVersion: (current: unknown) => void;
  },
): Promise<ProductAnswer> {
  const { businessId } = by.session;
  await lockNames(tx, businessId);
  const current = await readProduct(tx, businessId, asked.id);
  asked.checkVersion(current);
  const { records, before } = await planEdit(tx, deps, { businessId, current, wanted: asked.body });
  if (records.length === 0) return current;
  await editRecords(tx, deps, by, {
    records,
    audited: {
      action: 'product.edited',
      entityType: 'product',
      entityId: asked.id,
      oldValues: before,
      newValues: asked.body,
    },
  });
  return readProduct(tx, businessId, asked.id);
}

/**
 * The records that an edit writes, and what the fields were. Call it under `lockNames`.
 *
 * @throws {Fault} `conflict`, or BadInput with a row per field
 */
export async function planEdit(
  tx: Tx,
  deps: Pick<ServerDeps, 'makeId'>,
  edit: { readonly businessId: Id; readonly current: ProductAnswer; readonly wanted: ProductEdit },
): Promise<{ records: RecordEdit[]; before: Readonly<Record<string, unknown>> }> {
  const { businessId, current } = edit;
  const { sku, barcode, costE4, sellingPriceMinor, ...wanted } = edit.wanted;
  await requireReferences(tx, businessId, wanted);
  const sold = Object.entries({ sku, barcode, costE4, sellingPriceMinor }).filter(([, value]) => value !== undefined);
  if (sold.length > 0 && current.hasVariants) {
    throw new BadInput(
      sold.map(([field]) => ({ field, message: 'This product has variants: change it on the variant.' })),
    );
  }
  const { fields, before } = changedFields(current, wanted);
  const records: RecordEdit[] =
    Object.keys(fields).length === 0 ? [] : [{ kind: 'product', id: current.id, op: 'put', fields }];
  if (sold.length === 0) return { records, before };
  const hidden = must(current.variants[0], 'every product has at least one variant');
  await requireFreeNames(tx, businessId, [{ variantId: hidden.id, sku, barcode }]);
  records.push(...editedVariantRecords(deps.makeId, hidden, { sku, barcode, costE4, sellingPriceMinor }));
  return { records, before };
}
