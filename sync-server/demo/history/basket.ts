import { must } from '#shared/base/assert.ts';
import { NO_ID, type Id } from '#shared/base/ids.ts';
import { costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { addLine } from '#shared/sale/add-line.ts';
import type { Cart, CartLine } from '#shared/sale/cart.ts';
import { discountCart } from '#shared/sale/discount-cart.ts';
import { priceCart } from '#shared/sale/price-cart.ts';
import type { SalePayload } from '#shared/sale/sale-payload.ts';
import { settle } from '#shared/sale/settle.ts';
import type { Tender } from '#shared/sale/tender.ts';
import { toPayload } from '#shared/sale/to-payload.ts';
import type { DemoItem } from '../catalogue-edits.ts';
import type { DemoCustomer } from '../demo-customers.ts';
import type { Seeded } from '../seeded.ts';

export type BasketBy = {
  readonly random: Seeded;
  readonly items: readonly DemoItem[];
  /** How well each item sells. */
  readonly weights: readonly number[];
  readonly customers: readonly DemoCustomer[];
  readonly taxRateId: Id;
  readonly cashier: { readonly id: Id; readonly fullName: string };
  readonly managerId: Id;
  readonly shiftId: Id;
  /** The delivery that the shop sells from. */
  readonly delivery: number;
};

const CASH_ROUNDING_MINOR = 500;
const NOTES_MINOR = [50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000];

function lineOf(by: BasketBy, item: DemoItem, atMs: number): CartLine {
  const batchId = item.batchIds[by.delivery] ?? NO_ID;
  const quantityMilli = item.isWeighed
    ? by.random.between(200, 2600)
    : 1000 * (by.random.chance(0.68) ? 1 : by.random.between(2, 6));
  const unitCostE4 = costE4(item.costE4);
  return {
    id: by.random.id(atMs),
    variantId: item.variantId,
    productId: item.productId,
    categoryId: item.categoryId,
    name: item.name,
    sku: item.sku,
    barcode: item.barcode,
    unit: { name: item.baseUnit, factorMilli: milli(1000) },
    baseUnit: item.baseUnit,
    quantityMilli: milli(quantityMilli),
    unitPriceMinor: minor(item.priceMinor),
    listPriceMinor: minor(item.priceMinor),
    priceSource: 'variant',
    fixedGrossMinor: null,
    unitCostE4,
    taxRates: item.isTaxed ? [{ taxRateId: by.taxRateId, name: 'VAT', ratePpm: 75_000, inclusive: true }] : [],
    discount: null,
    batchId,
    serial: null,
    note: '',
    refundOfLineId: null,
    restock: true,
    parts: [{ variantId: item.variantId, batchId, quantityMilli: milli(1000), unitCostE4 }],
  };
}

function fillCart(by: BasketBy, atMs: number): Cart {
  const customer = by.random.chance(0.12) ? by.random.pick(by.customers) : null;
  let cart: Cart = {
    saleId: by.random.id(atMs),
    kind: 'sale',
    currency: 'NGN',
    cashRoundingMinor: minor(CASH_ROUNDING_MINOR),
    customerId: customer?.id ?? null,
    customerName: customer?.name ?? null,
    refundOf: null,
    lines: [],
    discount: null,
    note: '',
    journal: [],
    openedBy: by.cashier.id,
    openedAtMs: atMs - by.random.between(25, 240) * 1000,
  };
  const lineCount = by.random.chance(0.3) ? 1 : by.random.between(2, by.random.chance(0.15) ? 14 : 6);
  for (let count = 0; count < lineCount; count += 1) {
    const item = must(by.items[by.random.weighted(by.weights)], 'the demo weighs each of its items');
    const added = addLine(cart, lineOf(by, item, atMs), true);
    if (added.ok) cart = added.value.cart;
  }
  if (!by.random.chance(0.03)) return cart;
  const discounted = discountCart(
    cart,
    { kind: 'percent', ppm: 50_000, reason: 'Regular customer', by: by.cashier.id },
    { atMs, actorId: by.cashier.id, approvedBy: by.managerId },
  );
  return discounted.ok ? discounted.value : cart;
}

function tendersFor(by: BasketBy, cart: Cart, totalMinor: number): Tender[] {
  const way = by.random.weighted([58, 20, 17, 3, cart.customerId === null ? 0 : 2]);
  const exact = minor(totalMinor);
  if (way === 1) return [{ method: 'card', amountMinor: exact, reference: String(by.random.between(1000, 9999)) }];
  if (way === 2)
    return [
      {
        method: 'transfer',
        amountMinor: exact,
        state: by.random.chance(0.97) ? 'confirmed' : 'pending',
        reference: `TRF${by.random.between(100_000, 999_999)}`,
      },
    ];
  if (way === 3) return [{ method: 'mobile_money', amountMinor: exact, state: 'confirmed', reference: '' }];
  if (way === 4) return [{ method: 'credit', amountMinor: exact, reference: '' }];
  const rounded = Math.round(totalMinor / CASH_ROUNDING_MINOR) * CASH_ROUNDING_MINOR;
  const note = by.random.pick(NOTES_MINOR);
  const handed = by.random.chance(0.35) ? rounded : Math.ceil(rounded / note) * note;
  return [{ method: 'cash', amountMinor: minor(Math.max(handed, rounded)), reference: '' }];
}

/** One customer at the counter: a cart through the same rules as at a till, and how it was paid. */
export function demoSale(by: BasketBy, atMs: number, receiptNumber: string): SalePayload {
  const cart = fillCart(by, atMs);
  const priced = priceCart(cart);
  const makeId = (): Id => by.random.id(atMs);
  const settled = settle({ cart, priced, tenders: tendersFor(by, cart, priced.totalMinor), makeId });
  if (!settled.ok) {
    const byCard = settle({
      cart,
      priced,
      tenders: [{ method: 'card', amountMinor: priced.totalMinor, reference: '' }],
      makeId,
    });
    return toPayload({
      cart,
      priced,
      settled: must(byCard.ok ? byCard.value : null, 'the demo pays exactly by card'),
      receiptNumber,
      cashierName: by.cashier.fullName,
      shiftId: by.shiftId,
      makeId,
    });
  }
  return toPayload({
    cart,
    priced,
    settled: settled.value,
    receiptNumber,
    cashierName: by.cashier.fullName,
    shiftId: by.shiftId,
    makeId,
  });
}
