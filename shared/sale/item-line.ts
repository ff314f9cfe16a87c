import type { Id } from '#shared/base/ids.ts';
import { mulDivRound } from '#shared/base/integer.ts';
import { type Minor, costE4 } from '#shared/base/money.ts';
import { type Milli, milli } from '#shared/base/quantity.ts';
import type { CartLine, LineTaxRate } from './cart.ts';

/** What the catalogue says of a thing that is sold, at this moment. */
export type SoldItem = {
  readonly variantId: Id;
  readonly productId: Id;
  readonly categoryId: Id | null;
  readonly name: string;
  readonly sku: string;
  /** Base unit of the product. */
  readonly unit: string;
  readonly costE4: number;
  readonly tracksStock: boolean;
  readonly taxRates: readonly LineTaxRate[];
};

/** The barcode that it was found by: it may stand for a carton. */
export type SoldBarcode = { readonly code: string; readonly unit: string; readonly factorMilli: number };

export type ItemLineWish = {
  readonly id: Id;
  readonly item: SoldItem;
  readonly barcode: SoldBarcode | null;
  /** A label's own amount, whatever price × quantity gives. */
  readonly labelMinor: Minor | null;
  readonly quantityMilli: Milli;
  readonly unitPriceMinor: Minor;
  readonly listPriceMinor: Minor;
  readonly priceSource: CartLine['priceSource'];
  readonly batchId: Id;
  readonly serial: string | null;
  readonly note: string;
};

/** A line of a cart with everything that pricing and stock need later, copied from the catalogue of this moment. */
export function itemLine(wish: ItemLineWish): CartLine {
  const { item, barcode, labelMinor } = wish;
  const factorMilli = milli(barcode?.factorMilli ?? 1000);
  const part = {
    variantId: item.variantId,
    batchId: wish.batchId,
    quantityMilli: factorMilli,
    unitCostE4: costE4(item.costE4),
  };
  return {
    id: wish.id,
    variantId: item.variantId,
    productId: item.productId,
    categoryId: item.categoryId,
    name: item.name,
    sku: item.sku,
    barcode: barcode?.code ?? null,
    unit: { name: barcode?.unit ?? item.unit, factorMilli },
    baseUnit: item.unit,
    quantityMilli: wish.quantityMilli,
    unitPriceMinor: wish.unitPriceMinor,
    listPriceMinor: wish.listPriceMinor,
    priceSource: labelMinor === null ? wish.priceSource : 'embedded',
    fixedGrossMinor: labelMinor,
    unitCostE4: costE4(mulDivRound(item.costE4, factorMilli, 1000)),
    taxRates: [...item.taxRates],
    discount: null,
    batchId: wish.batchId,
    serial: wish.serial,
    note: wish.note,
    parts: item.tracksStock ? [part] : [],
    refundOfLineId: null,
    restock: true,
  };
}
