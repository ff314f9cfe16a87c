import { accept, refuse } from '#shared/base/outcome.ts';
import type { Cart } from '#shared/sale/cart.ts';
import { setCustomer } from '#shared/sale/set-customer.ts';
import { saleSetCustomerCall } from '#shared/till-calls/sale-calls.ts';
import type { CustomerRow } from '../store/tables/customers.ts';
import type { Reader } from '../store/till-store.ts';
import { allowDiscounts } from './allow-discounts.ts';
import { itemByVariant, priceOf } from './find-item.ts';
import { newCart, setAsideOpen } from './new-cart.ts';
import { openDraft, saleEdit, saved } from './sale-edit.ts';

/** Says whose sale it is; lines at a list's price take the price of the customer's list. */
export const setSaleCustomer = saleEdit(saleSetCustomerCall, (context, writer, input) => {
  const { core } = context;
  const customer =
    input.customerId === null ? null : core.store.read((reader) => reader.customers.byId(input.customerId ?? ''));
  if (input.customerId !== null && customer === null) return refuse('customer_unknown');
  if (input.saleId === null) {
    const opened = newCart(context, input.customerId);
    if (!opened.ok) return opened;
    const aside = setAsideOpen(context, writer);
    if (!aside.ok) return aside;
    writer.drafts.create(opened.value);
    return accept({ saleId: opened.value.saleId, touchedLineId: null });
  }
  const draft = openDraft(writer, input.saleId);
  if (!draft.ok) return draft;
  const named = setCustomer(draft.value.cart, buyerOf(customer));
  if (!named.ok) return named;
  const listId = customer?.priceListId ?? null;
  const priced = core.store.read((reader) => atList(reader, named.value, listId, core.nowMs()));
  const discounts = allowDiscounts(context, draft.value.cart, priced);
  return discounts.ok ? saved(context, writer, priced, null) : discounts;
});

function buyerOf(customer: CustomerRow | null) {
  return customer === null ? null : { id: customer.id, name: customer.name, isTaxExempt: customer.taxExempt === 1 };
}

/** Prices that a person or a label gave stay; the others are looked up anew. */
function atList(reader: Reader, cart: Cart, listId: string | null, nowMs: number): Cart {
  const lines = cart.lines.map((line) => {
    if (line.variantId === null || (line.priceSource !== 'list' && line.priceSource !== 'variant')) return line;
    const found = itemByVariant(reader, line.variantId);
    if (!found.ok) return line;
    const barcode =
      line.barcode === null
        ? null
        : { code: line.barcode, unit: line.unit.name, factorMilli: line.unit.factorMilli, priceMinor: null };
    const { unitPriceMinor, source } = priceOf(reader, { ...found.value, barcode }, listId, nowMs);
    return { ...line, unitPriceMinor, listPriceMinor: unitPriceMinor, priceSource: source };
  });
  return { ...cart, lines };
}
