import { type Outcome, accept } from '#shared/base/outcome.ts';
import type { Cart } from './cart.ts';
import { type EditBy, journal } from './edit-by.ts';
import { priceCart } from './price-cart.ts';

/** Empties the cart without payment; the journal stays, and says what lay in it. An empty cart needs no entry. */
export function clearCart(cart: Cart, reason: string, by: EditBy): Outcome<Cart, 'sale_too_large'> {
  const cleared: Cart = { ...cart, lines: [], discount: null, note: '', customerId: null, customerName: null };
  if (cart.lines.length === 0) return accept(cleared);
  return journal(cleared, by, {
    event: 'cart_cleared',
    lineName: null,
    quantityMilli: null,
    amountMinor: priceCart(cart).totalMinor,
    reason,
  });
}
