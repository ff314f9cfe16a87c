import type { Id } from '#shared/base/ids.ts';
import { mulDivRound } from '#shared/base/integer.ts';
import { type Minor, costE4 } from '#shared/base/money.ts';
import { type Milli, ONE_MILLI, milli } from '#shared/base/quantity.ts';
import type { CartLine } from './cart.ts';
import type { LineTaxRate } from './line-tax-rate.ts';

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

/** A part of a set, for one base unit of it. */
export type SetPart = {
  readonly variantId: Id;
  readonly batchId: Id;
  readonly quantityMilli: Milli;
  readonly costE4: number;
  readonly tracksStock: boolean;
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
  /** What it is made of, where it is sold as a set: the parts leave the shelf in its place, and are what it costs. */
  readonly set?: readonly SetPart[];
};

/** A line of a cart with everything that pricing and stock need later, copied from the catalogue of this moment. */
export function itemLine(wish: ItemLineWish): CartLine {
  const { item, barcode, labelMinor } = wish;
  const factorMilli = milli(barcode?.factorMilli ?? ONE_MILLI);
  const { variantId, costE4: cost, tracksStock } = item;
  const itself: SetPart = { variantId, batchId: wish.batchId, quantityMilli: ONE_MILLI, costE4: cost, tracksStock };
  const isSet = wish.set !== undefined && wish.set.length > 0;
  const parts = (isSet ? wish.set : [itself]).map((part) => ({
    tracksStock: part.tracksStock,
    moved: {
      variantId: part.variantId,
      batchId: part.batchId,
      quantityMilli: milli(mulDivRound(part.quantityMilli, factorMilli, ONE_MILLI)),
      unitCostE4: costE4(part.costE4),
    },
  }));
  const costOfAll = parts.reduce(
    (sum, { moved }) => sum + mulDivRound(moved.unitCostE4, moved.quantityMilli, ONE_MILLI),
    0,
  );
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
    unitCostE4: costE4(costOfAll),
    taxRates: [...item.taxRates],
    discount: null,
    batchId: wish.batchId,
    serial: wish.serial,
    note: wish.note,
    parts: parts.flatMap(({ tracksStock: isTracked, moved }) => (isTracked ? [moved] : [])),
    refundOfLineId: null,
    restock: true,
  };
}
