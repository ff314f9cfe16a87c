import { accept } from '#shared/base/outcome.ts';
import { saleOpenCall } from '#shared/till-calls/sale-calls.ts';
import { newCart, setAsideOpen } from './new-cart.ts';
import { saleEdit } from './sale-edit.ts';

/** Opens an empty sale; an open one with lines is parked first. */
export const openSale = saleEdit(saleOpenCall, (context, writer, { customerId }) => {
  const cart = newCart(context, customerId);
  if (!cart.ok) return cart;
  const aside = setAsideOpen(context, writer);
  if (!aside.ok) return aside;
  writer.drafts.create(cart.value);
  return accept({ saleId: cart.value.saleId, touchedLineId: null });
});
