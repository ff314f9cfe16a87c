import { NO_ID } from '#shared/base/ids.ts';
import { costE4 } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { milli } from '#shared/base/quantity.ts';
import { may } from '#shared/people/may.ts';
import { addLine } from '#shared/sale/add-line.ts';
import type { Cart, CartLine } from '#shared/sale/cart.ts';
import { cashDue } from '#shared/sale/cash-due.ts';
import { priceCart } from '#shared/sale/price-cart.ts';
import { settle } from '#shared/sale/settle.ts';
import type { Tender } from '#shared/sale/tender.ts';
import { actorOf } from '../staff/allow.ts';
import { pickBatch } from '../stock/pick-batch.ts';
import type { CallContext } from '../store/call-context.ts';
import type { Answer } from '../store/handler.ts';
import type { Writer } from '../store/till-store.ts';
import { checkAmount } from '../store/check-amount.ts';
import { checkTenders } from '../customers/check-tenders.ts';
import { itemByVariant } from './find-item.ts';
import { lineOfItem } from './line-of-item.ts';
import { newCart } from './new-cart.ts';
import type { RefundInput } from './refund-by-receipt.ts';
import type { FinishedCart } from './write-sale.ts';

/**
 * Goods that come back without a receipt, at a price that two people agree on; cash, unless said otherwise. What the shop does
 * not take back as a rule the two decide too.
 */
export function refundWithoutReceipt(context: CallContext, writer: Writer, input: RefundInput): Answer<FinishedCart> {
  const agreed = twoPeople(context, input);
  if (!agreed.ok) return agreed;
  const opened = newCart(context, input.customerId);
  if (!opened.ok) return opened;
  let cart: Cart = { ...opened.value, kind: 'refund', note: input.reason };
  for (const wish of input.lines) {
    const line = lineOf(context, writer, wish);
    if (!line.ok) return line;
    const added = addLine(cart, line.value, false);
    if (!added.ok) return added;
    cart = added.value.cart;
  }
  const priced = priceCart(cart);
  const { dueMinor } = cashDue({
    totalMinor: priced.totalMinor,
    cashRoundingMinor: cart.cashRoundingMinor,
    tenders: [],
  });
  const inCash: Tender = { method: 'cash', amountMinor: dueMinor, reference: '' };
  const tenders = input.tenders ?? [inCash];
  const fits = checkAmount(priced.totalMinor);
  if (!fits.ok) return fits;
  const takes = checkTenders(context, writer, tenders);
  if (!takes.ok) return takes;
  const settled = settle({ cart, priced, tenders: takes.value, makeId: context.core.newId });
  return settled.ok ? accept({ cart, priced, settled: settled.value }) : settled;
}

function twoPeople(context: CallContext, input: RefundInput): Answer<null> {
  const { approver } = context;
  const permission = 'sales.refund';
  if (approver === null || approver.id === actorOf(context).id || !may(approver.permissions, permission))
    return refuse('permission_missing', { permission });
  context.granted({
    permission,
    subjectId: input.customerId,
    what: `refund without receipt, ${input.lines.length} lines`,
  });
  return accept(null);
}

function lineOf(context: CallContext, writer: Writer, wish: RefundInput['lines'][number]): Answer<CartLine> {
  if ('lineId' in wish) return refuse('refund_line_unknown');
  if (wish.quantityMilli <= 0) return refuse('quantity_not_positive');
  const id = context.core.newId();
  const quantityMilli = milli(-wish.quantityMilli);
  if ('name' in wish) return accept(creditLine(id, wish.name, wish.unitPriceMinor, quantityMilli));
  const found = itemByVariant(writer, wish.variantId);
  if (!found.ok) return found;
  const line = lineOfItem(writer, {
    id,
    found: found.value,
    quantityMilli,
    unitPriceMinor: wish.unitPriceMinor,
    listPriceMinor: wish.unitPriceMinor,
    priceSource: 'override',
    batchId: pickBatch(writer, found.value.item, context.core.nowMs()),
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
