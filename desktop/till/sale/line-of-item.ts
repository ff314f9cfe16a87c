import { z } from 'zod';
import { mulDivRound } from '#shared/base/integer.ts';
import { type Minor, costE4 } from '#shared/base/money.ts';
import { type Milli, ONE_MILLI, milli } from '#shared/base/quantity.ts';
import type { CartLine, LineTaxRate } from '#shared/sale/cart.ts';
import { itemName } from '#shared/catalogue/item-name.ts';
import type { ItemRow } from '../store/tables/items.ts';
import type { Reader } from '../store/till-store.ts';
import type { FoundItem } from './find-item.ts';

export type LineWish = {
  readonly id: string;
  readonly found: FoundItem;
  readonly quantityMilli: Milli;
  readonly unitPriceMinor: Minor;
  readonly listPriceMinor: Minor;
  readonly priceSource: CartLine['priceSource'];
  readonly batchId: string;
  readonly note: string;
};

/** A line of a cart with everything that pricing and stock need later, copied from the catalogue of this moment. */
export function lineOfItem(reader: Reader, wish: LineWish): CartLine {
  const { item, barcode, labelMinor } = wish.found;
  const factorMilli = milli(barcode?.factorMilli ?? 1000);
  const unitCostE4 = costE4(mulDivRound(item.costE4, factorMilli, 1000));
  return {
    id: wish.id,
    variantId: item.variantId,
    productId: item.productId,
    categoryId: item.categoryId,
    name: itemName(item),
    sku: item.sku,
    barcode: barcode?.code ?? null,
    unit: { name: barcode?.unit ?? item.unit, factorMilli },
    baseUnit: item.unit,
    quantityMilli: wish.quantityMilli,
    unitPriceMinor: wish.unitPriceMinor,
    listPriceMinor: wish.listPriceMinor,
    priceSource: labelMinor === null ? wish.priceSource : 'embedded',
    fixedGrossMinor: labelMinor,
    unitCostE4,
    taxRates: taxRatesOf(reader, item),
    discount: null,
    batchId: wish.batchId,
    serial: null,
    note: wish.note,
    parts:
      item.trackInventory === 1
        ? [
            {
              variantId: item.variantId,
              batchId: wish.batchId,
              quantityMilli: milli(mulDivRound(factorMilli, ONE_MILLI, 1000)),
              unitCostE4: costE4(item.costE4),
            },
          ]
        : [],
    refundOfLineId: null,
    restock: true,
  };
}

const idsSchema = z.array(z.string());
const keptIds = new Map<string, readonly string[]>();
const KEPT_MAX = 1000;

/** Most products share a few sets of rates, so each text is read once. */
function taxRatesOf(reader: Reader, item: ItemRow): LineTaxRate[] {
  let ids = keptIds.get(item.taxRateIds);
  if (ids === undefined) {
    ids = idsSchema.parse(JSON.parse(item.taxRateIds));
    if (keptIds.size >= KEPT_MAX) keptIds.clear();
    keptIds.set(item.taxRateIds, ids);
  }
  return ids.flatMap((id) => reader.shop.taxRate(id) ?? []);
}
