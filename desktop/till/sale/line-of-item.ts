import { z } from 'zod';
import type { Minor } from '#shared/base/money.ts';
import { type Milli, milli } from '#shared/base/quantity.ts';
import type { CartLine } from '#shared/sale/cart.ts';
import type { LineTaxRate } from '#shared/sale/line-tax-rate.ts';
import { type SetPart, itemLine } from '#shared/sale/item-line.ts';
import { itemName } from '#shared/catalogue/item-name.ts';
import { pickBatch } from '../stock/pick-batch.ts';
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
  /** By which the batches of a set's parts are picked. */
  readonly nowMs: number;
  readonly note: string;
};

/** A line of a cart with everything that pricing and stock need later, copied from the catalogue of this moment. */
export function lineOfItem(reader: Reader, { found, nowMs, ...wish }: LineWish): CartLine {
  const { item, barcode, labelMinor } = found;
  const { variantId, productId, categoryId, sku, unit, costE4 } = item;
  return itemLine({
    ...wish,
    item: {
      variantId,
      productId,
      categoryId,
      sku,
      unit,
      costE4,
      name: itemName(item),
      tracksStock: item.trackInventory === 1,
      taxRates: taxRatesOf(reader, item),
    },
    barcode,
    labelMinor,
    serial: null,
    set: partsOf(reader, variantId, nowMs),
  });
}

/** What a set is made of, each part from its own next batch; nothing for what is no set. */
function partsOf(reader: Reader, variantId: string, nowMs: number): SetPart[] {
  return reader.items.partsOf(variantId).flatMap(({ variantId: partId, quantityMilli }) => {
    const part = reader.items.byVariant(partId);
    if (part === null) return [];
    const batchId = pickBatch(reader, part, nowMs);
    const { costE4, trackInventory } = part;
    return [
      { variantId: partId, batchId, quantityMilli: milli(quantityMilli), costE4, tracksStock: trackInventory === 1 },
    ];
  });
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
