import { NO_ID } from '#shared/base/ids.ts';
import { type Minor, costE4 } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { milli } from '#shared/base/quantity.ts';
import { addLine } from '#shared/sale/add-line.ts';
import type { Cart, CartLine } from '#shared/sale/cart.ts';
import { cashDue } from '#shared/sale/cash-due.ts';
import { priceCart } from '#shared/sale/price-cart.ts';
import type { PricedCart } from '#shared/sale/priced.ts';
import { pickBatch } from '../stock/pick-batch.ts';
import type { CallContext } from '../store/call-context.ts';
import { checkAmount } from '../store/check-amount.ts';
import type { Answer } from '../store/handler.ts';
import type { Reader } from '../store/till-store.ts';
import { itemByVariant } from './find-item.ts';
import { lineOfItem } from './line-of-item.ts';
import { newCart } from './new-cart.ts';
import type { RefundInput } from './refund-by-receipt.ts';

export type GoodsBack = Pick<RefundInput, 'lines' | 'customerId'> & { readonly note: string };

export type PricedGoodsBack = {
  readonly cart: Cart;
  readonly priced: PricedCart;
  /** What the drawer gives for all of it: below zero, as money that leaves. */
  readonly cashMinor: Minor;
};

/** Goods without a receipt as a cart of their own, at the prices that are said, and what it comes to. */
export function priceGoodsBack(context: CallContext, reader: Reader, goods: GoodsBack): Answer<PricedGoodsBack> {
  const opened = newCart(context, goods.customerId);
  if (!opened.ok) return opened;
  let cart: Cart = { ...opened.value, kind: 'refund', note: goods.note };
  for (const wish of goods.lines) {
    const line = lineOf(context, reader, wish);
    if (!line.ok) return line;
    const added = addLine(cart, line.value, false);
    if (!added.ok) return added;
    cart = added.value.cart;
  }
  const priced = priceCart(cart);
  const { totalMinor } = priced;
  const fits = checkAmount(totalMinor);
  if (!fits.ok) return fits;
  const { dueMinor } = cashDue({ totalMinor, cashRoundingMinor: cart.cashRoundingMinor, tenders: [] });
  return accept({ cart, priced, cashMinor: dueMinor });
}

function lineOf(context: CallContext, reader: Reader, wish: RefundInput['lines'][number]): Answer<CartLine> {
  if ('lineId' in wish) return refuse('refund_line_unknown');
  if (wish.quantityMilli <= 0) return refuse('quantity_not_positive');
  const id = context.core.newId();
  const quantityMilli = milli(-wish.quantityMilli);
  if ('name' in wish) return accept(creditLine(id, wish.name, wish.unitPriceMinor, quantityMilli));
  const found = itemByVariant(reader, wish.variantId);
  if (!found.ok) return found;
  const line = lineOfItem(reader, {
    id,
    found: found.value,
    quantityMilli,
    unitPriceMinor: wish.unitPriceMinor,
    listPriceMinor: wish.unitPriceMinor,
    priceSource: 'override',
    batchId: pickBatch(reader, found.value.item, context.core.nowMs()),
    nowMs: context.core.nowMs(),
    note: '',
  });
  return accept({ ...line, restock: wish.restock });
}

/** Credit for something without stock and tax, such as postage. */
function creditLine(
  id: string,
  name: string,
  unitPriceMinor: CartLine['unitPriceMinor'],
  quantityMilli: CartLine['quantityMilli'],
): CartLine {
  return {
    id,
    variantId: null,
    productId: null,
    categoryId: null,
    name,
    sku: '',
    barcode: null,
    unit: { name: 'piece', factorMilli: milli(1000) },
    baseUnit: 'piece',
    quantityMilli,
    unitPriceMinor,
    listPriceMinor: unitPriceMinor,
    priceSource: 'open',
    fixedGrossMinor: null,
    unitCostE4: costE4(0),
    taxRates: [],
    discount: null,
    batchId: NO_ID,
    serial: null,
    note: '',
    parts: [],
    refundOfLineId: null,
    restock: false,
  };
}
