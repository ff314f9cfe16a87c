import { minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { milli } from '#shared/base/quantity.ts';
import { may } from '#shared/people/may.ts';
import { catalogueProductCall } from '#shared/till-calls/product-calls.ts';
import { actorOf } from '../staff/allow.ts';
import { reading } from '../store/handler.ts';
import { levelsCompleteThrough, onHandByBatch } from './on-hand.ts';

/** All that can be edited of a product at a till. */
export const showProduct = reading(catalogueProductCall, (context, { variantId }) =>
  context.core.store.read((reader) => {
    const item = reader.items.byVariant(variantId);
    const product = item === null ? null : reader.records.get('product', item.productId);
    if (item === null || product === null || product.isDeleted) return refuse('product_unknown');
    const isTracked = item.trackInventory === 1;
    const batches = isTracked ? onHandByBatch(reader, variantId, levelsCompleteThrough(reader)) : [];
    return accept({
      productId: item.productId,
      variantId,
      name: item.productName,
      variantName: item.variantName,
      sku: item.sku,
      unit: item.unit,
      categoryId: item.categoryId,
      taxRateIds: catalogueProductCall.output.shape.taxRateIds.parse(product.fields['taxRateIds']),
      trackInventory: isTracked,
      isWeighed: item.isWeighed === 1,
      isOpenPrice: item.isOpenPrice === 1,
      isActive: item.isActive === 1,
      reorderLevelMilli: milli(item.reorderLevelMilli),
      sellingPriceMinor: minor(item.sellingPriceMinor),
      costE4: may(actorOf(context).permissions, 'product.write') ? item.costE4 : null,
      barcodes: reader.items.codesOf(variantId).map(({ code, factorMilli, priceMinor }) => ({
        code,
        factorMilli,
        priceMinor,
      })),
      onHandMilli: isTracked ? milli(batches.reduce((sum, { onHandMilli }) => sum + onHandMilli, 0)) : null,
    });
  }),
);
