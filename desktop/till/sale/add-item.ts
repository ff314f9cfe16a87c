import type { z } from 'zod';
import { type Minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { ONE_MILLI } from '#shared/base/quantity.ts';
import { addLine } from '#shared/sale/add-line.ts';
import type { Cart, CartLine } from '#shared/sale/cart.ts';
import { saleAddItemCall } from '#shared/till-calls/sale-calls.ts';
import { allow } from '../staff/allow.ts';
import { isOnlyExpired, pickBatch } from '../stock/pick-batch.ts';
import type { CallContext } from '../store/call-context.ts';
import type { DraftWriter } from '../store/draft-store.ts';
import type { Answer } from '../store/handler.ts';
import type { ItemRow } from '../store/tables/items.ts';
import type { Reader } from '../store/till-store.ts';
import { type FoundItem, itemByCode, itemByVariant, priceOf } from './find-item.ts';
import { lineOfItem } from './line-of-item.ts';
import { newCart, setAsideOpen } from './new-cart.ts';
import { openDraft, promoted, saleEdit, saved } from './sale-edit.ts';

type Input = z.output<typeof saleAddItemCall.input>;

/** Adds a scanned code or a chosen item to the open sale; with no sale it opens one. */
export const addItem = saleEdit(saleAddItemCall, (context, writer, input) => {
  const cart = cartFor(context, writer, input.saleId);
  if (!cart.ok) return cart;
  const line = context.core.store.read((reader) => lineFor(context, reader, cart.value, input));
  if (!line.ok) return line;
  const added = addLine(cart.value, line.value, input.merge);
  if (!added.ok) return added;
  if (input.saleId === null) {
    const aside = setAsideOpen(context, writer);
    if (!aside.ok) return aside;
    // The empty sale is its first version: taking the first scan back leaves that.
    writer.drafts.create(cart.value);
    writer.drafts.save(promoted(context, added.value.cart));
    return accept({ saleId: cart.value.saleId, touchedLineId: added.value.lineId });
  }
  return saved(context, writer, added.value.cart, added.value.lineId);
});

function cartFor(context: CallContext, writer: DraftWriter, saleId: string | null): Answer<Cart> {
  if (saleId === null) return newCart(context, null);
  const draft = openDraft(writer, saleId);
  return draft.ok ? accept(draft.value.cart) : draft;
}

function lineFor(context: CallContext, reader: Reader, cart: Cart, input: Input): Answer<CartLine> {
  const nowMs = context.core.nowMs();
  const found =
    'code' in input.item ? itemByCode(reader, input.item.code, nowMs) : itemByVariant(reader, input.item.variantId);
  if (!found.ok) return found;
  const { item } = found.value;
  if (item.isActive !== 1) return refuse('variant_inactive');
  if (isExpired(reader, item, nowMs)) return refuse('goods_expired');
  const customerListId =
    cart.customerId === null ? null : (reader.customers.byId(cart.customerId)?.priceListId ?? null);
  const listed = priceOf(reader, found.value, customerListId, nowMs);
  const price = agreedPrice(context, found.value, input.unitPriceMinor, listed.unitPriceMinor);
  if (!price.ok) return price;
  if (
    item.isWeighed === 1 &&
    found.value.weightMilli === null &&
    found.value.labelMinor === null &&
    input.quantityMilli === undefined
  )
    return refuse('weight_required');
  return accept(
    lineOfItem(reader, {
      id: context.core.newId(),
      found: found.value,
      quantityMilli: found.value.weightMilli ?? input.quantityMilli ?? ONE_MILLI,
      unitPriceMinor: price.value.unitPriceMinor,
      listPriceMinor: item.isOpenPrice === 1 ? price.value.unitPriceMinor : listed.unitPriceMinor,
      priceSource: price.value.source ?? listed.source,
      batchId: pickBatch(reader, item, nowMs),
      nowMs,
      note: input.note,
    }),
  );
}

/** Whether an item, or for a set any of its parts, lies here past its date alone. */
function isExpired(reader: Reader, item: ItemRow, nowMs: number): boolean {
  if (isOnlyExpired(reader, item, nowMs)) return true;
  return reader.items.partsOf(item.variantId).some(({ variantId }) => {
    const part = reader.items.byVariant(variantId);
    return part !== null && isOnlyExpired(reader, part, nowMs);
  });
}

type AgreedPrice = { readonly unitPriceMinor: Minor; readonly source: 'open' | 'override' | null };

/** An open price is said by the cashier; any other price than the list's takes somebody who may. */
function agreedPrice(
  context: CallContext,
  found: FoundItem,
  wished: Minor | undefined,
  listed: Minor,
): Answer<AgreedPrice> {
  if (found.item.isOpenPrice === 1 && found.labelMinor === null) {
    return wished === undefined ? refuse('price_required') : accept({ unitPriceMinor: wished, source: 'open' });
  }
  if (wished === undefined || wished === listed) return accept({ unitPriceMinor: listed, source: null });
  const allowed = allow(context, {
    permission: 'sales.price_override',
    subjectId: found.item.variantId,
    what: `price ${listed} to ${wished}`,
  });
  return allowed.ok ? accept({ unitPriceMinor: wished, source: 'override' }) : allowed;
}
