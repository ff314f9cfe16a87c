import {
  type ProductAnswer,
  removeProductImageEndpoint,
  setProductImageEndpoint,
} from '#shared/api/product-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { dropFiles, keepDuring } from '#server/platform/files/keep-during.ts';
import { keepPicture, namesOfPicture } from '#server/platform/files/keep-picture.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serveUpload } from '#server/platform/http/serve-upload.ts';
import { serve } from '#server/platform/http/serve.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { afterCommit } from '#server/store/after-commit.ts';
import type { Tx } from '#server/store/pool.ts';
import { type Editor, editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { readProduct } from './read-products.ts';

interface Pictured {
  readonly productId: Id;
  /** The picture is this variant's; of the product itself where it is left out. */
  readonly variantId: Id | undefined;
  readonly imageUrl: string | null;
}

/** /products/:id/image: the picture on the tile, of a product or of one of its variants. */
export function mountProductImage(api: Api): void {
  serveUpload(api, setProductImageEndpoint, async ({ params, query, upload, session, caller, answer }, deps) => {
    const kept = await keepPicture(deps, upload.bytes);
    return keepDuring(deps, kept, (take) =>
      answer(async (tx) => {
        const of = { productId: params.id, variantId: query.variantId, imageUrl: take() };
        return { data: await setPicture(tx, deps, { session, caller }, of), message: 'The picture was saved.' };
      }),
    );
  });
  serve(api, removeProductImageEndpoint, async ({ tx, session, caller, params, query }, deps) => {
    const of = { productId: params.id, variantId: query.variantId, imageUrl: null };
    return { data: await setPicture(tx, deps, { session, caller }, of), message: 'The picture was taken off.' };
  });
}

async function setPicture(tx: Tx, deps: ServerDeps, by: Editor, of: Pictured): Promise<ProductAnswer> {
  const { businessId } = by.session;
  await lockNames(tx, businessId);
  const product = await readProduct(tx, businessId, of.productId);
  const pictured = of.variantId === undefined ? product : product.variants.find(({ id }) => id === of.variantId);
  if (pictured === undefined) throw new Fault('not_found', 'There is no such variant of this product.');
  if (pictured.imageUrl === of.imageUrl) return product;
  await editRecords(tx, deps, by, {
    records: [
      {
        kind: of.variantId === undefined ? 'product' : 'product_variant',
        id: pictured.id,
        op: 'put',
        fields: { imageUrl: of.imageUrl },
      },
    ],
    audited: {
      action: 'product.pictured',
      entityType: 'product',
      entityId: product.id,
      oldValues: { imageUrl: pictured.imageUrl },
      newValues: { imageUrl: of.imageUrl, ...(of.variantId === undefined ? {} : { variantId: of.variantId }) },
    },
  });
  const old = namesOfPicture(pictured.imageUrl);
  afterCommit(() => deps.later(() => dropFiles(deps, old)));
  return readProduct(tx, businessId, of.productId);
}
