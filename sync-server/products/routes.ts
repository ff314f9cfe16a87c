import {
  addProductEndpoint,
  editProductEndpoint,
  getProductEndpoint,
  listProductsEndpoint,
  removeProductEndpoint,
} from '#shared/api/product-endpoints.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import { editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { addProduct } from './add-product.ts';
import { mountBulkEdits } from './bulk-edits.ts';
import { mountBundles } from './bundle-routes.ts';
import { cachedProducts } from './cached-products.ts';
import { categoryList } from './category-list.ts';
import { editProduct } from './edit-product.ts';
import { mountProductExport } from './export-products.ts';
import { mountFavourites } from './favourites.ts';
import { mountImports } from './import/import-routes.ts';
import { priceListList } from './price-list-list.ts';
import { priceList } from './price-list.ts';
import { mountProductImage } from './product-image.ts';
import { readProduct } from './read-products.ts';
import { promotionList } from './promotion-list.ts';
import { mountSmallList } from './small-list-routes.ts';
import { taxRateList } from './tax-rate-list.ts';
import { mountVariants } from './variant-routes.ts';

/** /products and what hangs on them: what is sold, for how much, and as parts of what. */
export function mountProducts(api: Api): void {
  serve(api, listProductsEndpoint, async ({ tx, session, query }, deps) => {
    const { rows, total } = await cachedProducts(deps, tx, session, query);
    return { data: rows, meta: { page: query.page, limit: query.limit, total } };
  });
  mountProductExport(api);
  mountImports(api);
  serve(api, getProductEndpoint, async ({ tx, session, params }) => ({
    data: await readProduct(tx, session.businessId, params.id),
  }));
  serve(api, addProductEndpoint, async ({ tx, session, caller, body }, deps) => ({
    data: await addProduct(tx, deps, { session, caller }, body),
    message: 'The product was added.',
  }));
  serve(api, editProductEndpoint, async ({ tx, session, caller, params, body, checkVersion }, deps) => ({
    data: await editProduct(tx, deps, { session, caller }, { id: params.id, body, checkVersion }),
    message: 'Saved.',
  }));
  serve(api, removeProductEndpoint, async ({ tx, session, caller, params }, deps) => {
    await lockNames(tx, session.businessId);
    const product = await readProduct(tx, session.businessId, params.id);
    await editRecords(
      tx,
      deps,
      { session, caller },
      {
        records: [{ kind: 'product', id: product.id, op: 'put', fields: { isActive: false } }],
        audited: { action: 'product.archived', entityType: 'product', entityId: product.id },
      },
    );
    return { data: { id: product.id, archived: true }, message: 'The product is archived; its history stays.' };
  });
  mountVariants(api);
  mountFavourites(api);
  mountBulkEdits(api);
  mountProductImage(api);
  mountSmallList(api, categoryList);
  mountSmallList(api, taxRateList);
  mountSmallList(api, priceListList);
  mountSmallList(api, priceList);
  mountSmallList(api, promotionList);
  mountBundles(api);
}
