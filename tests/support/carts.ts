import { NO_ID, type Id, type MakeId } from '#shared/base/ids.ts';
import { costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { Cart, CartLine } from '#shared/sale/cart.ts';
import type { LineTaxRate } from '#shared/sale/line-tax-rate.ts';

/** Ids that count up, so that a failing test reads the same twice. */
export function countingIds(): MakeId {
  let next = 0;
  return () => {
    next += 1;
    return idOf(next);
  };
}

/** The id with this number in it. */
export function idOf(number: number): Id {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

export const VAT: LineTaxRate = { taxRateId: idOf(7_500), name: 'VAT', ratePpm: 75_000, inclusive: true };
export const LEVY: LineTaxRate = { taxRateId: idOf(2_000), name: 'Levy', ratePpm: 20_000, inclusive: true };
export const SALES_TAX: LineTaxRate = { taxRateId: idOf(8_250), name: 'Sales tax', ratePpm: 82_500, inclusive: false };

/** A line of one piece at 1.00, with whatever a test says otherwise; its stock part is its own variant. */
export function lineOf(number: number, given: Partial<CartLine> = {}): CartLine {
  const unitCostE4 = costE4(500_000);
  const variantId = idOf(100_000 + number);
  return {
    id: idOf(number),
    variantId,
    productId: idOf(200_000 + number),
    categoryId: null,
    name: `Item ${number}`,
    sku: `SKU-${number}`,
    barcode: null,
    unit: { name: 'piece', factorMilli: milli(1000) },
    baseUnit: 'piece',
    quantityMilli: milli(1000),
    unitPriceMinor: minor(100),
    listPriceMinor: given.unitPriceMinor ?? minor(100),
    priceSource: 'variant',
    fixedGrossMinor: null,
    unitCostE4,
    taxRates: [],
    discount: null,
    batchId: NO_ID,
    serial: null,
    note: '',
    parts: [{ variantId, batchId: NO_ID, quantityMilli: milli(1000), unitCostE4 }],
    refundOfLineId: null,
    restock: true,
    ...given,
  };
}

export function cartOf(lines: readonly CartLine[], given: Partial<Cart> = {}): Cart {
  return {
    saleId: idOf(900_000),
    kind: 'sale',
    currency: 'NGN',
    cashRoundingMinor: minor(0),
    customerId: null,
    customerName: null,
    refundOf: null,
    lines: [...lines],
    discount: null,
    note: '',
    journal: [],
    openedBy: idOf(800_000),
    openedAtMs: 1_790_000_000_000,
    ...given,
  };
}
